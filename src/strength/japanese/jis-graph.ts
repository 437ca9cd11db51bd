import type { KeyGraph } from '../match.ts'

/** The four rows of a Japanese (JIS) keyboard from the top: each key plain, then with shift where that writes a sign. */
export const jisRows: readonly (readonly string[])[] = [
  ['1!', '2"', '3#', '4$', '5%', '6&', "7'", '8(', '9)', '0', '-=', '^~', '¥|'],
  ['qQ', 'wW', 'eE', 'rR', 'tT', 'yY', 'uU', 'iI', 'oO', 'pP', '@`', '[{'],
  ['aA', 'sS', 'dD', 'fF', 'gG', 'hH', 'jJ', 'kK', 'lL', ';+', ':*', ']}'],
  ['zZ', 'xX', 'cC', 'vV', 'bB', 'nN', 'mM', ',<', '.>', '/?', '\\_'],
]

/**
 * The JIS keyboard as a graph. Rows are slanted: a key touches its left and right neighbour, two above and two
 * below. Directions in the package's order: left, above left, above right, right, below right, below left.
 */
export const jisGraph: KeyGraph = Object.fromEntries(
  jisRows.flatMap((keys, row) =>
    keys.flatMap((key, column) => [...key].map(character => [character, neighboursOf(row, column)])),
  ),
)

function neighboursOf(row: number, column: number): readonly (string | null)[] {
  const places = [
    [row, column - 1],
    [row - 1, column],
    [row - 1, column + 1],
    [row, column + 1],
    [row + 1, column],
    [row + 1, column - 1],
  ] as const
  return places.map(([y, x]) => jisRows[y]?.[x] ?? null)
}
