import { z } from 'zod'
import { type Channel, textLines, webAddress } from '../core/channel.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

const settings = z.strictObject({ url: z.string().refine(webAddress, { error: 'channel-url' }) })

/**
 * Text that Mattermost shows as it is. A backslash takes their meaning only from these signs, itself among them where no
 * word follows; what else begins something (mentions, emoji, links, formulas) is parted from what follows by a space of no
 * width.
 */
function escaped(text: string): string {
  return text.replaceAll(/\\(?!\w)|[`*_{}[\]()#+!>|~-]/g, '\\$&').replaceAll(/[@<$]|:(?=\S)/g, '$&\u200B')
}

/** An incoming webhook of Mattermost ("Incoming webhooks"). */
const mattermost: Channel = {
  name: 'mattermost',
  about: { en: 'Mattermost incoming webhook', ja: 'Mattermost の内向きウェブフック' },
  settings,
  compose: ({ page, ...message }, { url = '' }) => {
    const mention = message.to.account === undefined ? '' : `@${message.to.account} `
    const link = page === undefined ? [] : [`${escaped(page.label)}: ${page.address}`]
    const lines = [...textLines(message).map(escaped), ...link]
    return {
      by: 'http',
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: [`${mention}**${escaped(message.subject)}**`, '', ...lines].join('\n') }),
    }
  },
  examples: [
    {
      settings: { url: 'https://chat.aoba.example/hooks/x' },
      message: { ...sampleReminder, to: { name: '佐藤', account: 'sato' } },
      sends: {
        by: 'http',
        url: 'https://chat.aoba.example/hooks/x',
        headers: { 'content-type': 'application/json' },
        body: '{"text":"@sato **変更すべきパスワード 2 件**\\n\\n佐藤さん\\n\\n\\\\- ftp: <\u200B@\u200Ball\\\\> \\\\[toall\\\\] \\\\*x\\\\* \\\\(2026\\\\-11\\\\-20\\\\) 期限を過ぎています。\\n\\\\- mail: sato@\u200Baoba.example \\\\(2026\\\\-11\\\\-27\\\\) 残り 3 営業日。\\n\\n変更が確認されると終わります。\\n一覧: https://kagimori.aoba.example/tasks"}',
      },
    },
  ],
}

export default mattermost
