import { type Language, render } from '../core/message.ts'
import type { RotationTask } from '../core/rotation.ts'

const longestLine = 75
const utf8 = new TextEncoder()

/**
 * Tasks as an iCalendar feed (RFC 5545) of all-day events on their due dates in the company's time zone; which
 * password, never why it is weak.
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
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(id)}@kagimori`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
    `SUMMARY:${escapeText(render(language, 'http-task', { login, system }))}`,
    ...about,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
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
