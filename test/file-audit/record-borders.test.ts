import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { RecordBorders } from '../../src/file-audit/record-borders.ts'
import { delimiterOf } from '../../src/intake/delimited-cutter.ts'
import { decodePart } from '../../src/intake/text-stream.ts'
import {
  brokenList,
  byteEncodings,
  cutAsStream,
  cutParts,
  encoded,
  requireAsStream,
  writtenList,
} from './cut-lists.ts'

interface Border {
  readonly index: number
  readonly lines: number
}

/** The borders found when the bytes come in parts of these lengths, over and over. */
function borders(bytes: Uint8Array, delimiter: string, lengths: readonly number[]): readonly Border[] {
  const scanner = new RecordBorders(delimiter)
  const found: Border[] = []
  let from = 0
  for (let turn = 0; from < bytes.length; turn++) {
    const end = Math.min(bytes.length, from + (lengths[turn % lengths.length] ?? 1))
    const index = scanner.scan(bytes.subarray(0, end), from)
    if (index >= 0) found.push({ index, lines: scanner.linesBefore })
    from = end
  }
  return found
}

test('a list cut at any border reads as it does whole, with the same line numbers, in every byte encoding', async () => {
  const list = fc.oneof(writtenList, brokenList)
  await fc.assert(
    fc.asyncProperty(list, fc.constantFrom(...byteEncodings), async (text, encoding) => {
      const bytes = encoded(text, encoding)
      for (const { index, lines } of borders(bytes, delimiterOf(text), [1])) {
        const parts = [
          { text: decodePart(bytes.slice(0, index), encoding, 1), line: 1 },
          { text: decodePart(bytes.slice(index), encoding, 1 + lines), line: 1 + lines },
        ]
        await requireAsStream(cutParts(text, parts), text, `cut at ${index}`)
      }
    }),
    { numRuns: 1500 },
  )
})

test('every record of a list without faults ends at a border', async () => {
  await fc.assert(
    fc.asyncProperty(writtenList, async text => {
      const bytes = encoded(`${text}\nend`, 'utf-8')
      const cut = await cutAsStream(`${text}\nend`)
      assert.ok('lines' in cut)
      const begins = borders(bytes, delimiterOf(text), [1]).map(({ lines }) => lines + 1)
      const missing = cut.lines.slice(1).filter(line => !begins.includes(line))
      assert.deepEqual(missing, [])
    }),
    { numRuns: 500 },
  )
})

test('the last border is the same however the bytes come', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(fc.oneof(writtenList, brokenList), lengths, (text, lengths) => {
      const bytes = encoded(text, 'shift_jis')
      const delimiter = delimiterOf(text)
      const whole = borders(bytes, delimiter, [bytes.length])
      assert.deepEqual(borders(bytes, delimiter, lengths).slice(-1), whole)
    }),
    { numRuns: 1000 },
  )
})
