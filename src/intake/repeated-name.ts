const nameEnd = /"\s*:/g
const mark = /(?<name>"(?:[^"\\]|\\.)*")(?<colon>\s*:)?|(?<open>\{)|\}/g

/**
 * Whether an object anywhere in a JSON text has a name twice; `value` is what the text was parsed to. Of two equal names
 * parsers take the last, or the first, and say nothing (RFC 8259, section 4).
 */
export function repeatsName(text: string, value: unknown): boolean {
  // As many names came out as there can be at most: none was lost, and the marks need not be read one by one.
  return countOf(text) !== namesIn(value) && hasRepeat(text)
}

function countOf(text: string): number {
  return text.match(nameEnd)?.length ?? 0
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const members = Object.values(value)
  return members.reduce<number>(
    (sum, member) => sum + namesIn(member),
    Array.isArray(value) ? 0 : members.length,
  )
}

function hasRepeat(text: string): boolean {
  const open: Set<unknown>[] = []
  for (const { groups = {} } of text.matchAll(mark)) {
    const { name, colon } = groups
    if (groups.open !== undefined) open.push(new Set())
    else if (name === undefined) open.pop()
    else if (colon !== undefined) {
      // Parsed, for `"\u0061"` is the name `"a"`.
      const written: unknown = JSON.parse(name)
      const names = open.at(-1)
      if (names?.has(written)) return true
      names?.add(written)
    }
  }
  return false
}
