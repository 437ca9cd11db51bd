const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u
const paint = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
/** What never ends a line, and what never begins one (JIS X 4051). */
const [opening, closing] = ['[（「『【〈《]', '[、。，．・：；？！）」』】〉》ー々]']
/** What may not be torn: a word with the paint and spaces around it, one in katakana too; other wide characters may. */
const pieces = new RegExp(
  `${opening}*(?:[ァ-ヺー]+|${wide.source}|[^${wide.source.slice(1, -1)}\\s]+)${closing}*\\s*|\\s+`,
  'gu',
)

/** Columns a text takes on a terminal: wide characters (Unicode East Asian Width W and F) count two, colours none. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text.replaceAll(paint, '')) width += wide.test(character) ? 2 : 1
  return width
}

/** Breaks a text into lines of at most `width` columns: between words, and where Japanese may be broken. */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .map(line => wrapLine(line, width))
    .join('\n')
}

function wrapLine(line: string, width: number): string {
  const lines: string[] = []
  let current = ''
  for (const piece of (line.match(pieces) ?? []).flatMap(word => torn(word, width))) {
    if (displayWidth(current + piece.trimEnd()) > width) {
      lines.push(current.trimEnd())
      current = piece.trimStart()
    } else {
      current += piece
    }
  }
  return [...lines, current.trimEnd()].join('\n')
}

/** A piece wider than a line is cut where the line ends. */
function torn(piece: string, width: number): readonly string[] {
  if (displayWidth(piece) <= width) return [piece]
  const parts: string[] = []
  let part = ''
  for (const character of piece) {
    if (displayWidth(part + character) > width) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}
