/** How databases write yes and no. */
const words: Readonly<Record<string, boolean>> = {
  t: true,
  true: true,
  '1': true,
  y: true,
  yes: true,
  f: false,
  false: false,
  '0': false,
  n: false,
  no: false,
}

/** Yes or no as PostgreSQL, MySQL, SQLite and their tools write it; undefined for every other word. */
export function readDatabaseBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  return Object.hasOwn(words, word) ? words[word] : undefined
}
