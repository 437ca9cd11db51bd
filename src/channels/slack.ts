import { z } from 'zod'
import { type Channel, textLines, webAddress } from '../core/channel.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

const settings = z.strictObject({ url: z.string().refine(webAddress, { error: 'channel-url' }) })

/** The three signs that begin Slack's markup, mentions included. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** An incoming webhook of Slack; the lines go as plain text, so that a login is never markup. */
const slack: Channel = {
  name: 'slack',
  about: { en: 'Slack incoming webhook', ja: 'Slack の Incoming Webhook' },
  settings,
  compose: (message, { url = '' }) => {
    const mention = message.to.account === undefined ? '' : `<@${message.to.account}> `
    return {
      by: 'http',
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        text: `${mention}${escaped(message.subject)}`,
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: `${mention}*${escaped(message.subject)}*` } },
          {
            type: 'section',
            text: { type: 'plain_text', emoji: false, text: textLines(message).join('\n').slice(0, 3000) },
          },
        ],
      }),
    }
  },
  examples: [
    {
      settings: { url: 'https://hooks.slack.example/services/T0/B0/x' },
      message: { ...sampleReminder, to: { name: '佐藤', account: 'U012' } },
      sends: {
        by: 'http',
        url: 'https://hooks.slack.example/services/T0/B0/x',
        headers: { 'content-type': 'application/json' },
        body: '{"text":"<@U012> 変更すべきパスワード 2 件","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"<@U012> *変更すべきパスワード 2 件*"}},{"type":"section","text":{"type":"plain_text","emoji":false,"text":"佐藤さん\\n\\n- ftp: <@all> [toall] *x* (2026-11-20) 期限を過ぎています。\\n- mail: sato@aoba.example (2026-11-27) 残り 3 営業日。\\n\\n変更が確認されると終わります。\\n一覧: https://kagimori.aoba.example/tasks"}}]}',
      },
    },
  ],
}

export default slack
