import { z } from 'zod'
import { type Channel, type ReminderMessage, webAddress } from '../core/channel.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

const settings = z.strictObject({
  url: z.string().refine(webAddress, { error: 'channel-url' }),
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, { error: 'channel-webhook-secret' }),
})

function payload({ at, language, to, subject, items, page }: ReminderMessage): string {
  const data = {
    person: to.name,
    language,
    subject,
    tasks: items.map(({ system, login, dueOn, standing, isOverdue }) => ({
      system,
      login,
      dueOn,
      isOverdue,
      text: standing,
    })),
    page: page?.address ?? null,
  }
  return JSON.stringify({ type: 'rotation-tasks.reminder', timestamp: at, data })
}

/** A signed POST to a program of the company's own (Standard Webhooks 1.0). */
const webhook: Channel = {
  name: 'webhook',
  about: { en: 'signed POST to your own program', ja: '自社プログラムへの署名付き POST' },
  settings,
  compose: (message, { url = '', secret = '' }) => ({
    by: 'http',
    url,
    headers: { 'content-type': 'application/json' },
    body: payload(message),
    signWith: secret,
  }),
  examples: [
    {
      settings: {
        url: 'https://hooks.aoba.example/kagimori',
        secret: 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
      },
      message: sampleReminder,
      sends: {
        by: 'http',
        url: 'https://hooks.aoba.example/kagimori',
        headers: { 'content-type': 'application/json' },
        body: '{"type":"rotation-tasks.reminder","timestamp":"2026-11-24T00:00:00.000Z","data":{"person":"佐藤","language":"ja","subject":"変更すべきパスワード 2 件","tasks":[{"system":"ftp","login":"<@all> [toall] *x*","dueOn":"2026-11-20","isOverdue":true,"text":"期限を過ぎています。"},{"system":"mail","login":"sato@aoba.example","dueOn":"2026-11-27","isOverdue":false,"text":"残り 3 営業日。"}],"page":"https://kagimori.aoba.example/tasks"}}',
        signWith: 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
      },
    },
  ],
}

export default webhook
