import { z } from 'zod'
import { type Channel, fitted, type ReminderMessage, textLines, webAddress } from '../core/channel.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

const settings = z.strictObject({ url: z.string().refine(webAddress, { error: 'channel-url' }) })

/** What one text object takes ("Text object"), and what a message with its blocks gets through with. */
const [longestText, longestMessage] = [3_000, 12_000]

/** The lines in as many sections as they need. */
function sections(message: ReminderMessage): readonly object[] {
  const texts: string[] = []
  for (const line of textLines(fitted(message, fits))) {
    const longer = texts.length === 0 ? line : `${texts.at(-1)}\n${line}`
    if (texts.length > 0 && longer.length <= longestText) texts[texts.length - 1] = longer
    else texts.push(line.slice(0, longestText))
  }
  const filled = texts.filter(text => text !== '')
  return filled.map(text => ({ type: 'section', text: { type: 'plain_text', emoji: false, text } }))
}

function fits(message: ReminderMessage): boolean {
  return textLines(message).join('\n').length <= longestMessage
}

/** The three signs that begin Slack's markup, mentions included ("Formatting message text"). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * An incoming webhook of Slack ("Sending messages using incoming webhooks"); the lines go as plain text, so that a login
 * is never markup.
 */
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
          ...sections(message),
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
