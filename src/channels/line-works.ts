import { z } from 'zod'
import { type Channel, textLines, webAddress } from '../core/channel.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

const settings = z.strictObject({ url: z.string().refine(webAddress, { error: 'channel-url' }) })

/** An incoming webhook of LINE WORKS: title, text, and a button to the tasks. */
const lineWorks: Channel = {
  name: 'line-works',
  about: { en: 'LINE WORKS incoming webhook', ja: 'LINE WORKS の Incoming Webhook' },
  settings,
  compose: ({ page, ...message }, { url = '' }) => ({
    by: 'http',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      title: message.subject,
      body: { text: textLines(message).join('\n').trim() },
      ...(page === undefined ? {} : { button: { label: page.label, url: page.address } }),
    }),
  }),
  examples: [
    {
      settings: { url: 'https://webhook.worksmobile.example/message/x' },
      message: sampleReminder,
      sends: {
        by: 'http',
        url: 'https://webhook.worksmobile.example/message/x',
        headers: { 'content-type': 'application/json' },
        body: '{"title":"変更すべきパスワード 2 件","body":{"text":"佐藤さん\\n\\n- ftp: <@all> [toall] *x* (2026-11-20) 期限を過ぎています。\\n- mail: sato@aoba.example (2026-11-27) 残り 3 営業日。\\n\\n変更が確認されると終わります。"},"button":{"label":"一覧","url":"https://kagimori.aoba.example/tasks"}}',
      },
    },
  ],
}

export default lineWorks
