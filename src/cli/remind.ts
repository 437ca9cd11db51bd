import type { Config } from '../config.ts'
import { exitCodes } from './exit-codes.ts'
import { print } from './records.ts'
import { callService } from './rest.ts'
import { say } from './saying.ts'

interface Reminder {
  readonly person: string
  readonly channel: string
  readonly status: string
  readonly at: string
  readonly failure: string | null
  readonly asked: boolean
  readonly tasks: readonly { readonly task: string }[]
}

/** Has the owner of a task told now and prints the task; exit 1, and on stderr why, where no channel took the message. */
export async function runRemind(config: Config, task: string): Promise<number> {
  const { body } = await callService(config, `/rotation-tasks/${task}/remind`, { method: 'POST' })
  print(body)
  const reminders = await newestOf(config, task)
  for (const { person, channel, status, failure } of reminders.filter(({ status }) => status !== 'sent')) {
    const key = status === 'waiting' ? 'cli-remind-waiting' : 'cli-remind-untold'
    say(config, key, { person, channel, why: failure ?? status })
  }
  return reminders.some(({ status }) => status === 'sent') ? exitCodes.yes : exitCodes.no
}

/** One a channel: what was asked for last. */
async function newestOf(config: Config, task: string): Promise<readonly Reminder[]> {
  const { body } = await callService(config, '/reminders?limit=200')
  const { items } = body as { readonly items: readonly Reminder[] }
  const asked = items.filter(each => each.asked && each.tasks.some(told => told.task === task))
  return asked.filter(({ at }) => at === asked[0]?.at)
}
