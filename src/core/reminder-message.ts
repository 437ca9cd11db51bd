import type { ReminderItem, ReminderMessage } from './channel.ts'
import { enumerate } from './enumeration.ts'
import { type Language, render } from './message.ts'
import type { Person } from './people.ts'
import type { ReminderRole, ReminderStep } from './reminder.ts'
import type { RotationTask, TaskCause } from './rotation.ts'

/** A task with the step that is told, and how many business days are left (negative: overdue). */
export interface ToldTask {
  readonly task: RotationTask
  readonly step: ReminderStep
  readonly daysLeft: number
}

/** More lines than anybody reads. */
const mostItems = 50

/** What a person is told of these tasks, in his language and on his calendar; which passwords, never how they are weak. */
export function composeReminder(
  key: string,
  at: string,
  person: Person,
  account: string | undefined,
  told: readonly ToldTask[],
  page: string | undefined,
): ReminderMessage {
  const { language, names, id, mail } = person
  const name = names[0] ?? id
  const overdue = told.filter(({ daysLeft }) => daysLeft < 0).length
  const hidden = told.length - mostItems
  return {
    key,
    at,
    language,
    to: { name, ...(mail === undefined ? {} : { mail }), ...(account === undefined ? {} : { account }) },
    subject:
      overdue > 0
        ? render(language, 'reminder-subject-overdue', { count: told.length, overdue })
        : render(language, 'reminder-subject', { count: told.length }),
    opening: render(language, 'reminder-opening', { name }),
    items: told.slice(0, mostItems).map(each => itemOf(each, person)),
    ...(hidden > 0 ? { hidden } : {}),
    closing: [render(language, 'reminder-end')],
    ...(page === undefined ? {} : { page: { label: render(language, 'reminder-page'), address: page } }),
  }
}

function itemOf({ task, step, daysLeft }: ToldTask, { language, timeZone }: Person): ReminderItem {
  const dueOn = Temporal.Instant.from(task.dueAt).toZonedDateTimeISO(timeZone).toPlainDate().toString()
  const role = roleText[step.role]?.(language, task.owner ?? '')
  const left = (task.places ?? []).filter(({ tickedAt }) => tickedAt === undefined).map(({ place }) => place)
  const places =
    left.length === 0 ? undefined : render(language, 'reminder-places', { places: enumerate(left, 10) })
  const sentences = [standing(language, daysLeft), causeOf(language, task), role, places]
  return {
    system: task.system,
    login: task.login,
    dueOn,
    standing: sentences.filter(sentence => sentence !== undefined).join(language === 'ja' ? '' : ' '),
    isOverdue: daysLeft < 0,
  }
}

function standing(language: Language, daysLeft: number): string {
  if (daysLeft === 0) return render(language, 'reminder-due-now')
  return daysLeft > 0
    ? render(language, 'reminder-due-in', { days: daysLeft })
    : render(language, 'reminder-overdue', { days: -daysLeft })
}

/** The worst cause only, as a class. */
const worstFirst: readonly TaskCause[] = ['compromised', 'leaked', 'default', 'leaver', 'weak', 'reused']

function causeOf(language: Language, { reasons }: RotationTask): string {
  const causes = reasons.map(({ cause }) => cause)
  const cause = worstFirst.find(worst => causes.includes(worst)) ?? causes[0] ?? 'manual'
  return render(language, `reminder-cause-${cause}`)
}

/** Why it comes to somebody who is not the owner. */
const roleText: Readonly<Partial<Record<ReminderRole, (language: Language, owner: string) => string>>> = {
  unowned: language => render(language, 'reminder-unowned'),
  manager: (language, owner) => render(language, 'reminder-escalated', { owner }),
  administrator: (language, owner) => render(language, 'reminder-escalated', { owner }),
}
