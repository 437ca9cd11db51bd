import { z } from 'zod'
import { type Channel, closingLines, itemLine, type ReminderMessage, textLines } from '../core/channel.ts'
import { escapeHtml } from '../core/html-text.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

const settings = z.strictObject({
  server: z.string().regex(/^(?:smtps?|smtp-plain):\/\/[^\s/@?#]+$/, { error: 'channel-mail-server' }),
  from: z.string().regex(/^[^\r\n]{0,100}[^\s@<>]+@[^\s@<>]+>?$/, { error: 'channel-mail-from' }),
  user: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
})

/** A page without style sheets, pictures and links but the one to the tasks: nothing in it asks anybody anything. */
function page(message: ReminderMessage): string {
  const { language, subject, opening, items, page } = message
  const lines = items.map(item => {
    const line = escapeHtml(itemLine(item))
    return `<li>${item.isOverdue ? `<strong>${line}</strong>` : line}</li>`
  })
  const link =
    page === undefined
      ? ''
      : `<p>${escapeHtml(page.label)}: <a href="${escapeHtml(page.address)}">${escapeHtml(page.address)}</a></p>`
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${escapeHtml(subject)}</title><body><p>${escapeHtml(
    opening,
  )}</p><ul>${lines.join('')}</ul>${closingLines(message)
    .map(line => `<p>${escapeHtml(line)}</p>`)
    .join('')}${link}</body></html>`
}

/** Mail over SMTP with TLS, as text and as a simple page. */
const mail: Channel = {
  name: 'mail',
  about: { en: 'mail over SMTP', ja: 'SMTP によるメール' },
  settings,
  compose: (message, { server = '', from = '', user, password }) => ({
    by: 'smtp',
    server,
    ...(user === undefined ? {} : { login: { user, password: password ?? '' } }),
    from,
    to: message.to.mail ?? '',
    subject: message.subject,
    text: `${textLines(message).join('\n')}\n`,
    html: page(message),
  }),
  examples: [
    {
      settings: { server: 'smtp://mail.aoba.example:587', from: 'Kagimori <kagimori@aoba.example>' },
      message: sampleReminder,
      sends: {
        by: 'smtp',
        server: 'smtp://mail.aoba.example:587',
        from: 'Kagimori <kagimori@aoba.example>',
        to: 'sato@aoba.example',
        subject: '変更すべきパスワード 2 件',
        text: `佐藤さん

- ftp: <@all> [toall] *x* (2026-11-20) 期限を過ぎています。
- mail: sato@aoba.example (2026-11-27) 残り 3 営業日。

変更が確認されると終わります。
一覧: https://kagimori.aoba.example/tasks
`,
        html: '<!doctype html><html lang="ja"><meta charset="utf-8"><title>変更すべきパスワード 2 件</title><body><p>佐藤さん</p><ul><li><strong>ftp: &lt;@all&gt; [toall] *x* (2026-11-20) 期限を過ぎています。</strong></li><li>mail: sato@aoba.example (2026-11-27) 残り 3 営業日。</li></ul><p>変更が確認されると終わります。</p><p>一覧: <a href="https://kagimori.aoba.example/tasks">https://kagimori.aoba.example/tasks</a></p></body></html>',
      },
    },
  ],
}

export default mail
