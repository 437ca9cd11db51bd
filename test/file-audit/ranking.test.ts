import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inRanks } from '../../src/file-audit/ranking.ts'

test('accounts come by rank, the highest first, those of one rank in the order asked for, others not at all', () => {
  const given = fc.record({
    ranks: fc.array(fc.integer({ min: -1, max: 7 }), { maxLength: 60 }),
    spare: fc.nat(3),
    isDescending: fc.boolean(),
  })
  fc.assert(
    fc.property(given, ({ ranks, spare, isDescending }) => {
      const rankOf = (account: number) => ranks[account] ?? -1
      const compare = (a: number, b: number) => (isDescending ? b - a : a - b)
      const expected = [...ranks.keys()]
        .filter(account => rankOf(account) >= 0)
        .sort((a, b) => rankOf(b) - rankOf(a) || compare(a, b))
      const read = inRanks({ length: ranks.length, highest: 7 + spare, rankOf }, accounts =>
        Array.from(accounts).sort(compare),
      )
      assert.deepEqual([...read], expected)
    }),
    { numRuns: 300 },
  )
})

test('only the ranks that are come to are put in order', () => {
  const sorted: number[][] = []
  const ranks = [0, 2, 1, 2]
  const read = inRanks({ length: 4, highest: 2, rankOf: account => ranks[account] ?? -1 }, accounts => {
    sorted.push([...accounts])
    return accounts
  })
  assert.deepEqual(read.take(3).toArray(), [1, 3, 2])
  assert.deepEqual(sorted, [[1, 3], [2]])
})
