import { z } from 'zod'
import { type Channel, fitted, type ReminderMessage, textLines, webAddress } from '../core/channel.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

const settings = z.strictObject({ url: z.string().refine(webAddress, { error: 'channel-url' }) })

/** Text runs know no Markdown: a login stands as it is. */
function paragraph(text: string, weight: 'Bolder' | 'Default') {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, weight }] }
}

/** A message of more than some 28 KB is refused, what Teams adds to it included ("Microsoft Teams", known issues). */
const longestBytes = 20_000

function body({ page, ...message }: ReminderMessage): string {
  const lines = textLines(message).filter(line => line !== '')
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [paragraph(message.subject, 'Bolder'), ...lines.map(line => paragraph(line, 'Default'))],
    actions: page === undefined ? [] : [{ type: 'Action.OpenUrl', title: page.label, url: page.address }],
  }
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }
  return JSON.stringify({ type: 'message', attachments: [attachment] })
}

/** Bytes of a text in UTF-8. */
function bytesOf(text: string): number {
  return encodeURIComponent(text.toWellFormed()).replaceAll(/%../g, '.').length
}

/** A Teams workflow that posts what it gets by webhook: one adaptive card ("Create and send messages"). */
const teams: Channel = {
  name: 'teams',
  about: { en: 'Microsoft Teams workflow webhook', ja: 'Microsoft Teams のワークフロー Webhook' },
  settings,
  compose: (message, { url = '' }) => ({
    by: 'http',
    url,
    headers: { 'content-type': 'application/json' },
    body: body(fitted(message, each => bytesOf(body(each)) <= longestBytes)),
  }),
  examples: [
    {
      settings: { url: 'https://flows.aoba.example/x' },
      message: sampleReminder,
      sends: {
        by: 'http',
        url: 'https://flows.aoba.example/x',
        headers: { 'content-type': 'application/json' },
        body: '{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4","body":[{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"変更すべきパスワード 2 件","weight":"Bolder"}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"佐藤さん","weight":"Default"}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"- ftp: <@all> [toall] *x* (2026-11-20) 期限を過ぎています。","weight":"Default"}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"- mail: sato@aoba.example (2026-11-27) 残り 3 営業日。","weight":"Default"}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"変更が確認されると終わります。","weight":"Default"}]}],"actions":[{"type":"Action.OpenUrl","title":"一覧","url":"https://kagimori.aoba.example/tasks"}]}}]}',
      },
    },
  ],
}

export default teams
