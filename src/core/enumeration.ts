/** Names for a sentence: the first few, and how many more there are (`a, b, c (+4)`). */
export function enumerate(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? `${shown} (+${names.length - most})` : shown
}
