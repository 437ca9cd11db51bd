import { z } from 'zod'
import { type Channel, fitted, type ReminderMessage, textLines, webAddress } from '../core/channel.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

const settings = z.strictObject({ url: z.string().refine(webAddress, { error: 'channel-url' }) })

/** What LINE WORKS takes as one text (メッセージ送信, text). */
const longestText = 2_000

function textOf({ page: _page, ...message }: ReminderMessage): string {
  return textLines(message).join('\n').trim()
}

/** An incoming webhook of LINE WORKS (Incoming Webhook アプリ): title, text, and a button to the tasks. */
const lineWorks: Channel = {
  name: 'line-works',
  about: { en: 'LINE WORKS incoming webhook', ja: 'LINE WORKS の Incoming Webhook' },
  settings,
  compose: (message, { url = '' }) => ({
    by: 'http',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      title: message.subject,
      body: { text: textOf(fitted(message, each => textOf(each).length <= longestText)) },
      ...(message.page && { button: { label: message.page.label, url: message.page.address } }),
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
