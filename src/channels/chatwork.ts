import { z } from 'zod'
import { type Channel, textLines } from '../core/channel.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

const settings = z.strictObject({
  room: z.string().regex(/^\d{1,20}$/, { error: 'channel-chatwork-room' }),
  token: z.string().min(1),
})

/** Chatwork's notation stands in square brackets (メッセージ記法); names from lists must not make any. */
function escaped(text: string): string {
  return text.replaceAll('[', '［').replaceAll(']', '］')
}

/**
 * A message to a Chatwork room (API v2, エンドポイントについて: the token in a header, the message in a form's body and
 * never in the address), addressed where the person's account id is known.
 */
const chatwork: Channel = {
  name: 'chatwork',
  about: { en: 'message to a Chatwork room', ja: 'Chatwork のルームへのメッセージ' },
  settings,
  compose: (message, { room = '', token = '' }) => {
    const to = message.to.account === undefined ? '' : `[To:${escaped(message.to.account)}]\n`
    const text = textLines(message).map(escaped).join('\n')
    const body = `${to}[info][title]${escaped(message.subject)}[/title]${text}[/info]`
    return {
      by: 'http',
      url: `https://api.chatwork.com/v2/rooms/${room}/messages`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-chatworktoken': token },
      body: `body=${encodeURIComponent(body)}`,
    }
  },
  examples: [
    {
      settings: { room: '42', token: 'invented' },
      message: sampleReminder,
      sends: {
        by: 'http',
        url: 'https://api.chatwork.com/v2/rooms/42/messages',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-chatworktoken': 'invented' },
        body: `body=${encodeURIComponent(
          '[To:1234]\n[info][title]変更すべきパスワード 2 件[/title]佐藤さん\n\n- ftp: <@all> ［toall］ *x* (2026-11-20) 期限を過ぎています。\n- mail: sato@aoba.example (2026-11-27) 残り 3 営業日。\n\n変更が確認されると終わります。\n一覧: https://kagimori.aoba.example/tasks[/info]',
        )}`,
      },
    },
  ],
}

export default chatwork
