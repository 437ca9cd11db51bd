import type { LogEntry } from '../src/core/store.ts'

/** A change as it shows: what it is of, its value (absent where only the answer tells), and its log entry's mark. */
export interface Change {
  readonly subject: string
  readonly value?: string
  readonly mark: string
}

/** The value of what is not there. */
export const gone = 'gone'

/**
 * What a service has promised by its answers, and what it was asked when it died. Whatever is found afterwards must be
 * one or the other: the value it acknowledged last, or the one under way.
 */
export class Promises {
  readonly #kept = new Map<string, string>()
  readonly #underWay = new Map<string, string | undefined>()
  #marks: string[] = []
  #marksUnderWay = new Set<string>()
  acknowledged = 0

  /** Asks for a change, which is promised once `ask` has resolved with its value. A rejection leaves it under way. */
  async make({ subject, value: asked, mark }: Change, ask: () => Promise<string>): Promise<void> {
    this.#underWay.set(subject, asked)
    this.#marksUnderWay.add(mark)
    const value = await ask()
    this.#underWay.delete(subject)
    this.#marksUnderWay.delete(mark)
    this.#kept.set(subject, value)
    this.#marks.push(mark)
    this.acknowledged += 1
  }

  /** The value last known of a subject. */
  valueOf(subject: string): string | undefined {
    return this.#kept.get(subject)
  }

  /** Every promise that what was found does not keep, as a sentence. What is not found is `gone`. */
  broken(found: ReadonlyMap<string, string>): readonly string[] {
    const subjects = new Set([...this.#kept.keys(), ...this.#underWay.keys(), ...found.keys()])
    return [...subjects].flatMap(subject => {
      const promised = this.#kept.get(subject) ?? gone
      const there = found.get(subject) ?? gone
      if (there === promised) return []
      if (!this.#underWay.has(subject)) return [`${subject}: promised ${promised}, found ${there}`]
      const asked = this.#underWay.get(subject)
      if (asked === undefined || there === asked) return []
      return [`${subject}: promised ${promised}, under way ${asked}, found ${there}`]
    })
  }

  /** Log entries that are missing, and those nobody asked for, among the marks of this round's entries. */
  brokenMarks(found: readonly string[]): readonly string[] {
    const left = [...found]
    const take = (mark: string) => {
      const at = left.indexOf(mark)
      if (at >= 0) left.splice(at, 1)
      return at >= 0
    }
    const missing = this.#marks.filter(mark => !take(mark)).map(mark => `not in the log: ${mark}`)
    for (const mark of this.#marksUnderWay) take(mark)
    return [...missing, ...left.map(mark => `in the log, but never asked for: ${mark}`)]
  }

  /** Takes what was found for what is promised from now on. */
  settle(found: ReadonlyMap<string, string>): void {
    this.#kept.clear()
    for (const [subject, value] of found) this.#kept.set(subject, value)
    this.#underWay.clear()
    this.#marks = []
    this.#marksUnderWay = new Set()
  }
}

/** What tells an entry of the log from others of its kind, as far as the one who asked can know it. */
export function logMark({
  action,
  subject,
  detail,
}: Pick<LogEntry, 'action' | 'subject' | 'detail'>): string {
  const told: Readonly<Record<string, unknown>> = {
    'system.put': `${subject} ${detail.name}`,
    'finding.waive': `${subject} ${detail.reason}`,
    'finding.unwaive': subject,
    'task.open': `${detail.system} ${detail.login}`,
    'task.claim': `${subject} ${detail.by}`,
    'task.cancel': `${subject} ${detail.reason}`,
    'token.issue': detail.name,
    'audit.start': detail.systems,
    'token.revoke': subject,
  }
  return `${action} ${told[action] ?? subject}`
}
