import { type Language, render } from '../core/message.ts'
import type { RotationTask } from '../core/rotation.ts'

const longestLine = 75
const utf8 = new TextEncoder()

/**
 * Tasks as an iCalendar feed (RFC 5545) of all-day events on their due dates in the company's time zone, with alarms at
 * nine on the day before and on the day; which password, never why it is weak.
 */
export function renderCalendar(
  tasks: readonly RotationTask[],
  language: Language,
  now: string,
  timeZone: string,
): string {
  const stamp = `${now.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kagimori//Rotation tasks//EN',
    `X-WR-CALNAME:${escapeText(render(language, 'http-tasks'))}`,
    ...tasks.flatMap(task => renderEvent(task, language, stamp, timeZone)),
    'END:VCALENDAR',
  ]
  return lines.flatMap(fold).join('\r\n').concat('\r\n')
}

function renderEvent(
  task: RotationTask,
  language: Language,
  stamp: string,
  timeZone: string,
): readonly string[] {
  const { id, system, login, owner, dueAt } = task
  const day = Temporal.Instant.from(dueAt).toZonedDateTimeISO(timeZone).toPlainDate().toString()
  const about =
    owner === undefined ? [] : [`DESCRIPTION:${escapeText(render(language, 'http-task-owner', { owner }))}`]
  const summary = escapeText(render(language, 'http-task', { login, system }))
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(id)}@kagimori`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
    `SUMMARY:${summary}`,
    ...about,
    'TRANSP:TRANSPARENT',
    ...alarms.flatMap(trigger => renderAlarm(trigger, summary)),
    'END:VEVENT',
  ]
}

/** From the first moment of the due date: nine o'clock of the day before, and of the day itself. */
const alarms = ['-PT15H', 'PT9H']

function renderAlarm(trigger: string, summary: string): readonly string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `TRIGGER:${trigger}`, `DESCRIPTION:${summary}`, 'END:VALARM']
}

/** TEXT values (section 3.3.11): a login with a line break must not become a line of its own. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|[\r\n]/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '')
}

/** Content lines of at most 75 octets, cut between characters (section 3.1). */
function fold(line: string): readonly string[] {
  const folded = ['']
  let octets = 0
  for (const character of line) {
    const size = utf8.encode(character).length
    if (octets + size > longestLine) {
      folded.push(' ')
      octets = 1
    }
    folded[folded.length - 1] += character
    octets += size
  }
  return folded
}
