const mostLines = 50
const longestLine = 160
/** What follows such a word on a line of a server's configuration is nobody's business. */
const secretWord = /(pass(?:word|wd|phrase)?|secret|token|api[-_]?key|kgm_)\S*(\s*[=:]\s*|\s+)?\S.*/i

/**
 * The lines a file has too many (`+`) and too few (`-`) against the text that was given, 50 at most, each shortened and
 * without what looks like a secret. Where only the order differs, the first line out of place. Empty for equal texts.
 */
export function differencesOf(given: string, live: string): readonly string[] {
  if (given === live) return []
  const before = given.split('\n')
  const after = live.split('\n')
  const found = [
    ...surplus(after, before).map(line => `+${line}`),
    ...surplus(before, after).map(line => `-${line}`),
  ]
  if (found.length === 0) {
    const at = after.findIndex((line, number) => line !== before[number])
    found.push(`+${after[at] ?? ''}`, `-${before[at] ?? ''}`)
  }
  return found.slice(0, mostLines).map(shown)
}

/** Lines of `lines` beyond those that `others` has as often. */
function surplus(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter(line => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}

function shown(line: string): string {
  const clean = line
    .replace(secretWord, '$1 …')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal would obey
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '?')
  return clean.length > longestLine ? `${clean.slice(0, longestLine)}…` : clean
}
