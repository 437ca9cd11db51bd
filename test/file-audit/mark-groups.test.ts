import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { comparableHash } from '../../src/core/account.ts'
import { Ledger } from '../../src/file-audit/ledger.ts'
import { MarkGroups, membersOf, sharersOf } from '../../src/file-audit/mark-groups.ts'
import type { AssessedFacts } from '../../src/file-audit/packed-account.ts'
import { account, packed } from './invented-accounts.ts'

/** Lists, and accounts that are taken out again, by their place among all. */
const given = fc.record({
  lists: fc.array(fc.array(account, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
  out: fc.array(fc.nat(30), { maxLength: 6 }),
})

const markOf = {
  password: ({ assessment }: AssessedFacts) => assessment.fingerprint,
  hash: ({ assessment }: AssessedFacts) => comparableHash(assessment),
  salt: ({ assessment }: AssessedFacts) => assessment.saltFingerprint,
} as const

for (const mark of ['password', 'hash', 'salt'] as const) {
  test(`accounts with one ${mark} are found together, however many lists they came in`, () => {
    fc.assert(
      fc.property(given, ({ lists, out }) => {
        const ledger = new Ledger()
        const groups = new MarkGroups(ledger, mark)
        for (const list of lists) groups.takeIn(ledger.append(packed(list), 0))
        const all = lists.flat()
        const gone = new Set(out.filter(number => number < all.length))
        for (const number of gone) groups.takeOut(number)

        const naive = new Map<string, number[]>()
        for (const [number, one] of all.entries()) {
          const key = gone.has(number) ? undefined : markOf[mark](one)
          if (key !== undefined) naive.set(key, [...(naive.get(key) ?? []), number])
        }
        const contents = groups.contents()
        for (const [number, one] of all.entries()) {
          const expected = gone.has(number) ? [] : (naive.get(markOf[mark](one) ?? '') ?? [])
          const group = contents.groups[number] ?? -1
          assert.equal(sharersOf(contents, number), expected.length)
          assert.deepEqual(group === -1 ? [] : [...membersOf(contents, group)], expected)
        }
      }),
      { numRuns: 300 },
    )
  })
}

test('salts are compared within one system alone', () => {
  const salted: AssessedFacts = {
    login: 'tanaka',
    assessment: { credential: 'hash', weaknesses: [], saltFingerprint: 'salt-salt-sa' },
  }
  const ledger = new Ledger()
  const isAmong = (one: number, other: number) => ledger.system(one) === ledger.system(other)
  const groups = new MarkGroups(ledger, 'salt', isAmong)
  groups.takeIn(ledger.append(packed([salted, salted, salted]), 0))
  groups.takeIn(ledger.append(packed([salted, salted]), 1))
  const contents = groups.contents()
  assert.deepEqual(
    [0, 1, 2, 3, 4].map(number => sharersOf(contents, number)),
    [3, 3, 3, 2, 2],
  )
})

test('an account that was struck before it was taken in is in no group', () => {
  const ledger = new Ledger()
  const groups = new MarkGroups(ledger, 'password')
  const shared: AssessedFacts = {
    login: 'sato',
    assessment: { credential: 'clear', weaknesses: [], fingerprint: 'finger-print' },
  }
  const block = ledger.append(packed([shared, shared, shared]), 0)
  ledger.strike(1)
  groups.takeIn(block)
  const contents = groups.contents()
  assert.deepEqual([...contents.groups], [0, -1, 0])
  assert.deepEqual([...contents.members], [0, 2])
})
