import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Reason } from '../../src/core/examination.ts'
import type { Examination } from '../../src/file-audit/account-examiner.ts'
import { AccountTally, addUp, openColumns } from '../../src/file-audit/account-tally.ts'
import { Ledger } from '../../src/file-audit/ledger.ts'
import { readShelf } from '../../src/shelf.ts'
import { exampleSubject } from '../rules-subject.ts'
import { packed } from './invented-accounts.ts'

const rules = await readShelf('rules')
const logins = ['tanaka', 'Sato', 'suzuki', 'ito', 'mori', 'abe', 'ono', 'kato']
const plain = exampleSubject('account', {})
const ledger = new Ledger()
ledger.append(packed(logins.map(login => ({ login, assessment: plain.account.assessment }))), 0)

const reasonOf = (verdict: 'bad' | 'unknown', rule: string): Reason => {
  return { rule, severity: 'low', verdict, reason: 'x', values: {}, evidence: {} }
}
/** What is found of each account, by its number, and which thread comes to it when. */
const given = fc.record({
  found: fc.array(fc.record({ isBad: fc.boolean(), isUnknown: fc.boolean(), risk: fc.nat(2) }), {
    minLength: logins.length,
    maxLength: logins.length,
  }),
  shares: fc.shuffledSubarray([...logins.keys()], { minLength: logins.length }),
  cut: fc.nat(logins.length),
})

test('the worst case of a rule and the first account of an unknown are named, whichever thread met them first', () => {
  fc.assert(
    fc.property(given, ({ found, shares, cut }) => {
      const parts = [shares.slice(0, cut), shares.slice(cut)].map(share => {
        const tally = new AccountTally(ledger, rules, openColumns(logins.length), [])
        for (const number of share) tally.add(number, examined(number, found[number] ?? assert.fail()))
        return tally.totals()
      })
      const { accounts, cases, unknowns } = addUp(ledger, parts)
      assert.equal(accounts, logins.length)
      const bad = [...logins.keys()].filter(number => found[number]?.isBad)
      const riskOf = (number: number) => found[number]?.risk ?? 0
      const nameOf = (number: number) => logins[number] ?? ''
      const [worst] = bad.toSorted((a, b) => riskOf(b) - riskOf(a) || nameOf(a).localeCompare(nameOf(b)))
      const named = cases.map(({ account, count, risk }) => ({ account, count, risk }))
      assert.deepEqual(
        named,
        worst === undefined ? [] : [{ account: worst, count: bad.length, risk: riskOf(worst) }],
      )
      const unknown = [...logins.keys()].filter(number => found[number]?.isUnknown)
      const [first] = unknown.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
      const told = unknowns.map(({ account, count }) => ({ account, count }))
      assert.deepEqual(told, first === undefined ? [] : [{ account: first, count: unknown.length }])
    }),
    { numRuns: 500 },
  )
})

function examined(
  number: number,
  { isBad, isUnknown, risk }: { isBad: boolean; isUnknown: boolean; risk: number },
): Examination {
  const reasons = [
    ...(isBad ? [reasonOf('bad', 'PW-01')] : []),
    ...(isUnknown ? [reasonOf('unknown', 'AC-03')] : []),
  ]
  const account = { ...plain.account, ...ledger.facts(number) }
  const explained = { risk, base: { because: 'blank', points: risk }, factors: [] }
  return { account, subject: plain, reasons, inherited: [], risk: explained, dueAt: undefined }
}
