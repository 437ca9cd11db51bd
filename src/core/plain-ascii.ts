/**
 * Whether a text is nothing but ASCII that can be seen, and spaces: no regular expression for rare characters and no
 * Unicode folding has anything to find in it. In long lists nearly every cell is such a text.
 */
export function isPlainAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || code > 0x7e) return false
  }
  return true
}
