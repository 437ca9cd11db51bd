import type { LogDraft, LogEntry } from './store.ts'

/** What the first entry follows: no hash at all. */
export const chainStart = '0'.repeat(64)

/**
 * JSON with one spelling a value: keys sorted by UTF-16 code units, no spaces, numbers and strings as ECMAScript
 * writes them (RFC 8785). Absent and `undefined` members are the same; NaN, infinities and bigints are refused.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no JSON`)
  return JSON.stringify(value) ?? 'null'
}

/** The draft as the next link: numbered from 1, tied to `previous` by SHA-256 (hex). `detail` is kept as JSON keeps it. */
export function chainEntry(
  previous: LogEntry | undefined,
  draft: LogDraft,
  sha256: (text: string) => string,
): LogEntry {
  const { at, actor, action, subject } = draft
  // What is hashed must be what a database gives back, so dates and undefined members go through JSON first.
  const detail: LogDraft['detail'] = JSON.parse(JSON.stringify(draft.detail))
  const number = (previous?.number ?? 0) + 1
  const link = { number, at, actor, action, subject, detail, previous: previous?.hash ?? chainStart }
  return { ...link, hash: hashOf(link, sha256) }
}

/**
 * Walks entries in order of number and answers the number of the first one that does not follow from the one before
 * (`previous` stands before the first; undefined at the chain's start). Undefined: all follow.
 */
export function firstBroken(
  previous: LogEntry | undefined,
  entries: Iterable<LogEntry>,
  sha256: (text: string) => string,
): number | undefined {
  let before = previous
  for (const entry of entries) {
    const follows =
      entry.number === (before?.number ?? 0) + 1 && entry.previous === (before?.hash ?? chainStart)
    if (!follows || entry.hash !== hashOf(entry, sha256)) return entry.number
    before = entry
  }
  return undefined
}

function hashOf(link: Omit<LogEntry, 'hash'>, sha256: (text: string) => string): string {
  const { previous, number, at, actor, action, subject, detail } = link
  // `previous` is always 64 digits, so nothing can move between it and the JSON unseen.
  return sha256(previous + canonicalJson({ number, at, actor, action, subject, detail }))
}
