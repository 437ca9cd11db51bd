import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { comparableHash } from '../../src/core/account.ts'
import { foldNames } from '../../src/core/person.ts'
import { Ledger } from '../../src/file-audit/ledger.ts'
import { MarkGroups } from '../../src/file-audit/mark-groups.ts'
import type { AssessedFacts } from '../../src/file-audit/packed-account.ts'
import { SamePasswords } from '../../src/file-audit/same-passwords.ts'
import { exampleSubject } from '../rules-subject.ts'
import { account, packed } from './invented-accounts.ts'

const { system: plainSystem } = exampleSubject('account', {})
/** Not in the order of their ids. */
const systems = (['shop', 'accounting', 'ftp'] as const).map(kind => ({ ...plainSystem, id: kind, kind }))
const named = 50

interface Seen extends AssessedFacts {
  readonly system: number
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const idOf = ({ system }: Seen) => systems[system]?.id ?? ''

/** By comparing everybody with everybody. */
function sharers(all: readonly Seen[], number: number): readonly Seen[] {
  const isSame = (a: string | undefined, b: string | undefined) => a !== undefined && a === b
  const self = all[number]
  return all
    .filter((other, index) => {
      if (index === number || self === undefined) return false
      return (
        isSame(self.assessment.fingerprint, other.assessment.fingerprint) ||
        isSame(comparableHash(self.assessment), comparableHash(other.assessment))
      )
    })
    .sort((a, b) => byBytes(idOf(a), idOf(b)) || byBytes(a.login, b.login))
}

function peerOf(one: Seen) {
  const { login, owner, role } = one
  const system = { system: idOf(one), systemKind: systems[one.system]?.kind }
  return {
    ...system,
    login,
    names: foldNames(one),
    ...(owner === undefined ? {} : { owner }),
    ...(role === undefined ? {} : { role }),
  }
}

function compare(all: readonly Seen[]): void {
  const ledger = new Ledger()
  const groups = { password: new MarkGroups(ledger, 'password'), hash: new MarkGroups(ledger, 'hash') }
  for (const one of all) {
    const block = ledger.append(packed([one]), one.system)
    groups.password.takeIn(block)
    groups.hash.takeIn(block)
  }
  const marks = { password: groups.password.contents(), hash: groups.hash.contents() }
  const same = new SamePasswords(ledger, systems, marks)
  // Twice: the second answers come from what is remembered.
  for (const round of ['first', 'again']) {
    for (const number of all.keys()) {
      const expected = sharers(all, number)
      const { peers, count } = same.of(number)
      assert.equal(count, expected.length, `${round} ${number}`)
      assert.deepEqual(peers, expected.slice(0, named).map(peerOf), `${round} ${number}`)
    }
  }
}

test('who has the same password, or the same hash without a salt, is told in order of system and login', () => {
  const all = fc.uniqueArray(fc.tuple(account, fc.nat(2)), {
    selector: ([{ login }, system]) => `${system} ${login}`,
    maxLength: 25,
  })
  fc.assert(
    fc.property(all, pairs => compare(pairs.map(([facts, system]) => ({ ...facts, system })))),
    { numRuns: 200 },
  )
})

test('of more than fifty who share a password the first fifty are named and all are counted', () => {
  const few = fc.record({ count: fc.integer({ min: 49, max: 56 }), step: fc.constantFrom(1, 5, 11, 37) })
  fc.assert(
    fc.property(few, ({ count, step }) => {
      const all = Array.from({ length: count }, (_, index): Seen => {
        const place = (index * step) % 59
        const login = `user${String(place).padStart(2, '0')}`
        const assessment = { credential: 'clear', weaknesses: [], fingerprint: 'finger-print' } as const
        return { login, system: place % 3, assessment }
      })
      compare(all)
    }),
    { numRuns: 30 },
  )
})
