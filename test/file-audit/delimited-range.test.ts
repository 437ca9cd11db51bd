import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { delimiterOf } from '../../src/intake/delimited-cutter.ts'
import { brokenList, type Cut, cutAsStream, cutParts, requireAsStream, writtenList } from './cut-lists.ts'

const whole = (text: string) => cutParts(text, [{ text, line: 1 }])

test('whatever a spreadsheet writes is cut into the records csv-parse finds', () => {
  fc.assert(
    fc.property(writtenList, text => {
      const all: string[][] = parse(text.replace(/\r\n?/g, '\n'), {
        delimiter: delimiterOf(text),
        relax_column_count: true,
        skip_empty_lines: true,
      })
      const expected = all.filter(cells => cells.length > 1 || cells[0]?.trim() !== '')
      const cut = whole(text)
      assert.deepEqual('records' in cut ? cut.records : cut, expected)
    }),
    { numRuns: 1000 },
  )
})

test('records, their lines and what is rejected are those of the cutter for streams', async () => {
  await fc.assert(
    fc.asyncProperty(writtenList, async text => {
      await requireAsStream(whole(text), text)
    }),
    { numRuns: 1000 },
  )
})

test('a quote astray rejects the same line, one never closed refuses the list by the same line', async () => {
  await fc.assert(
    fc.asyncProperty(brokenList, async text => {
      await requireAsStream(whole(text), text)
    }),
    { numRuns: 3000 },
  )
})

test('a part that ends within a quote has a record too long for any list, and is refused by its line', () => {
  const cut = cutParts('a,b\n', [
    { text: 'a,b\nc,"d\n', line: 1 },
    { text: 'e"\n', line: 3 },
  ])
  assert.deepEqual(cut, { refused: 'intake-line-too-long', line: 2 })
})

test('records of more than 2 MiB refuse the list by their line, quoted or not', async () => {
  const long = 'x'.repeat(2 ** 21 + 10)
  const lists = [`a,b\nc,${long}\n`, `a,b\nc,"${long}"\n`, `a,b\nc,"d\n${long}`, `a,b\n"c",${long}\n`]
  const refused = (cut: Cut) => ('refused' in cut ? `${cut.refused} in line ${cut.line}` : 'read')
  for (const text of lists) {
    assert.equal(refused(whole(text)), 'intake-line-too-long in line 2')
    assert.equal(refused(await cutAsStream(text)), 'intake-line-too-long in line 2')
  }
})
