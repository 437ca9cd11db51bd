import assert from 'node:assert/strict'
import Encoding from 'encoding-japanese'
import fc from 'fast-check'
import { Refusal } from '../../src/core/refusal.ts'
import { cutDelimited, type OnRecord } from '../../src/file-audit/delimited-range.ts'
import type { Piece } from '../../src/intake/cutter.ts'
import { delimiterOf, openDelimitedCutter } from '../../src/intake/delimited-cutter.ts'

/** What a list was cut into, in order, or the refusal it ended with. */
export type Cut =
  | { readonly records: readonly (readonly string[])[]; readonly lines: readonly number[] }
  | { readonly refused: string; readonly line: unknown }

export const byteEncodings = ['utf-8', 'shift_jis', 'euc-jp'] as const
type ByteEncoding = (typeof byteEncodings)[number]
const names = { shift_jis: 'SJIS', 'euc-jp': 'EUCJP' } as const

/** The text as a file in this encoding holds it. */
export function encoded(text: string, encoding: ByteEncoding): Uint8Array<ArrayBuffer> {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  const codes = Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: names[encoding] })
  return Uint8Array.from(codes)
}

/** Second bytes of `ソ`, `表` and `ポ` in Shift_JIS are those of ASCII signs; half-width katakana is one byte there. */
const word = fc.constantFrom('a', 'tanaka', ' ', '田', 'ソ', '表', 'ポ', 'ｱ', '0', "'")
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
const delimiter = fc.constantFrom(',', '\t', ';')

/** Cells as a spreadsheet writes them, quoted where they must be and sometimes where they need not. */
export const writtenList = delimiter.chain(delimiter => {
  const sign = fc.oneof({ weight: 3, arbitrary: word }, lineEnd, fc.constantFrom('"', ',', ';', '\t'))
  const cell = fc
    .tuple(fc.array(sign, { maxLength: 5 }), fc.boolean())
    .map(([signs, isQuoted]) => ({ text: signs.join(''), isQuoted }))
    .map(({ text, isQuoted }) =>
      isQuoted || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
    )
  const row = fc
    .tuple(fc.array(cell, { minLength: 1, maxLength: 4 }), lineEnd)
    .map(([cells, end]) => cells.join(delimiter) + end)
  return fc
    .tuple(fc.array(row, { maxLength: 8 }), fc.boolean())
    .map(
      ([rows, isEnded]) =>
        [`login${delimiter}password${delimiter}note\n`, ...rows].join('') + (isEnded ? '' : 'x'),
    )
})

/** Any signs in any order below the header: quotes astray, never closed, closed too early. */
export const brokenList = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: word }, lineEnd, fc.constantFrom('"', '"', ',', ',"', '",', '"\n')),
    {
      maxLength: 40,
    },
  )
  .map(signs => `login,password,note\n${signs.join('')}`)

const refusalOf = (error: unknown): Cut => {
  if (!(error instanceof Refusal)) throw error
  return { refused: error.key, line: error.values.line }
}

/**
 * As the cutter for streams cuts it; that one is compared with csv-parse where it is tested. It rejects a line twice when
 * a part ends between two quotes astray in it, as the last line of a list without a line end does.
 */
export async function cutAsStream(text: string): Promise<Cut> {
  const cutter = openDelimitedCutter(text)
  try {
    const all = [...(await cutter.push(text)), ...(await cutter.end())]
    const rejectedAt = (piece: Piece | undefined) =>
      piece !== undefined && 'rejected' in piece ? piece.rejected.line : -1
    const pieces = all.filter(
      (piece, index) => 'record' in piece || rejectedAt(all[index - 1]) !== piece.rejected.line,
    )
    return {
      records: pieces.map(piece => ('record' in piece ? piece.record : [piece.rejected.key])),
      lines: pieces.map(piece => ('record' in piece ? piece.line : piece.rejected.line)),
    }
  } catch (error) {
    return refusalOf(error)
  }
}

/**
 * Requires what the cutter for streams makes of the list. Of a refusal it names the line behind the last whole record,
 * be that an empty or a rejected one; so the record itself is asked for, alone below the header.
 */
export async function requireAsStream(cut: Cut, text: string, place = ''): Promise<void> {
  const expected = await cutAsStream(text)
  if ('records' in cut || 'records' in expected) return assert.deepEqual(cut, expected, place)
  assert.equal(cut.refused, expected.refused, place)
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const before = lines.slice(0, Number(cut.line) - 1).join('\n')
  const alone = [lines[0], ...lines.slice(Number(cut.line) - 1)].join('\n')
  assert.ok('records' in (await cutAsStream(before)), place)
  assert.deepEqual(await cutAsStream(alone), { refused: cut.refused, line: 2 }, place)
}

/** As parts of a list are cut, one after the other, each with the line it begins in. */
export function cutParts(
  text: string,
  parts: readonly { readonly text: string; readonly line: number }[],
): Cut {
  const delimiter = delimiterOf(text.slice(0, 1000))
  const records: (readonly string[])[] = []
  const lines: number[] = []
  const on: OnRecord = {
    record: (cells, line) => {
      records.push(cells)
      lines.push(line)
    },
    rejected: ({ line, key }) => {
      records.push([key])
      lines.push(line)
    },
  }
  try {
    for (const [index, part] of parts.entries()) {
      cutDelimited(part.text, delimiter, part.line, index === parts.length - 1, on)
    }
    return { records, lines }
  } catch (error) {
    return refusalOf(error)
  }
}
