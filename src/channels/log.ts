import { z } from 'zod'
import type { Channel } from '../core/channel.ts'
import { sampleReminder } from '../core/reminder-samples.ts'

/** An entry in the chained log and nothing else: for trying reminders out, and where nobody may be written to. */
const log: Channel = {
  name: 'log',
  about: { en: 'an entry in the chained log', ja: '連鎖ログへの記録のみ' },
  settings: z.strictObject({}),
  compose: ({ subject, to, items }) => ({
    by: 'log',
    detail: { to: to.name, subject, tasks: items.map(({ system, login }) => `${system}:${login}`) },
  }),
  examples: [
    {
      settings: {},
      message: sampleReminder,
      sends: {
        by: 'log',
        detail: {
          to: '佐藤',
          subject: '変更すべきパスワード 2 件',
          tasks: ['ftp:<@all> [toall] *x*', 'mail:sato@aoba.example'],
        },
      },
    },
  ],
}

export default log
