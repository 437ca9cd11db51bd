import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { comparableHash } from '../../src/core/account.ts'
import { AccountPacker } from '../../src/file-audit/account-packer.ts'
import { Ledger } from '../../src/file-audit/ledger.ts'
import type { AssessedFacts } from '../../src/file-audit/packed-account.ts'
import { account, packed } from './invented-accounts.ts'

const accounts = fc.array(account, { minLength: 1, maxLength: 12 })
const plain: AssessedFacts = { login: 'tanaka', assessment: { credential: 'absent', weaknesses: [] } }

function ledgerOf(all: readonly AssessedFacts[]): Ledger {
  const ledger = new Ledger()
  ledger.append(packed(all), 0)
  return ledger
}

/** Of fingerprints only that they are there, and of equal hashes only those that mean equal passwords. */
function remembered({ assessment }: AssessedFacts) {
  const marks = ['fingerprint', 'hashFingerprint', 'saltFingerprint'] as const
  const seen = marks.filter(mark => assessment[mark] !== undefined).map(mark => [mark, ''])
  return { ...assessment, ...Object.fromEntries(seen) }
}

test('whatever is known of an account comes out of memory as it went in', () => {
  fc.assert(
    fc.property(accounts, all => {
      const ledger = ledgerOf(all)
      for (const [number, one] of all.entries()) {
        const { assessment: _assessment, ...facts } = one
        assert.deepEqual(ledger.facts(number), facts)
        assert.deepEqual(ledger.assessment(number), remembered(one))
        assert.equal(ledger.login(number), one.login)
        assert.equal(ledger.line(number), number + 2)
        assert.equal(ledger.isStruck(number), false)
      }
    }),
    { numRuns: 500 },
  )
})

test('another thread that is handed the accounts reads the same, and sees which are struck', () => {
  fc.assert(
    fc.property(fc.array(accounts, { maxLength: 5 }), lists => {
      const ledger = new Ledger()
      for (const [system, list] of lists.entries()) ledger.append(packed(list), system)
      const other = new Ledger(ledger.contents())
      const all = lists.flatMap((list, system) => list.map(({ login }) => ({ login, system })))
      assert.equal(other.length, all.length)
      // Backwards, so that no account is found where the one before it was.
      for (const [number, { login, system }] of [...all.entries()].reverse()) {
        assert.deepEqual([other.login(number), other.system(number)], [login, system])
        ledger.strike(number)
        assert.equal(other.isStruck(number), true)
      }
    }),
  )
})

test('accounts have the same mark exactly when both have it and it is the same', () => {
  fc.assert(
    fc.property(account, account, (one, other) => {
      const ledger = ledgerOf([one, other])
      const pairs = {
        password: [one.assessment.fingerprint, other.assessment.fingerprint],
        hash: [comparableHash(one.assessment), comparableHash(other.assessment)],
        salt: [one.assessment.saltFingerprint, other.assessment.saltFingerprint],
      } as const
      for (const mark of ['password', 'hash', 'salt'] as const) {
        const [a, b] = pairs[mark]
        assert.equal(ledger.hasSameMark(0, 1, mark), a !== undefined && a === b, mark)
      }
    }),
    { numRuns: 500 },
  )
})

test('logins are in the order databases put text in, which is that of their bytes', () => {
  const login = fc.string({ unit: fc.constantFrom('a', 'B', '0', 'é', '田', '￥', '😀'), maxLength: 4 })
  fc.assert(
    fc.property(login, login, (a, b) => {
      const ledger = ledgerOf([
        { ...plain, login: a },
        { ...plain, login: b },
      ])
      const expected = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      assert.equal(Math.sign(ledger.compareLogins(0, 1)), expected)
    }),
  )
})

test('accounts of one kind differ in texts and fingerprints alone', () => {
  const textless = ({ login: _login, ...facts }: AssessedFacts) =>
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [
        name,
        typeof value === 'string' && name !== 'role' ? '' : value,
      ]),
    )
  fc.assert(
    fc.property(account, account, fc.boolean(), (one, two, isChanged) => {
      const other = isChanged ? two : { ...one, login: two.login }
      const ledger = ledgerOf([one, other])
      const told = [one, other].map(each => {
        const comparable = comparableHash(each.assessment) !== undefined
        return JSON.stringify([textless(each), remembered(each), comparable])
      })
      if (ledger.hasSameKind(0, 1)) {
        assert.equal(ledger.kindKey(0), ledger.kindKey(1))
        const [a, b] = [one, other].map(each => ({ ...textless(each), assessment: remembered(each) }))
        assert.deepEqual(a, b)
      } else assert.notEqual(told[0], told[1])
    }),
    { numRuns: 1000 },
  )
})

test('of a text longer than anybody writes the beginning is kept, and the account behind it is whole', () => {
  const displayName = '田'.repeat(40_000)
  const ledger = ledgerOf([{ ...plain, displayName, email: 'tanaka@aoba.example' }, plain])
  const facts = ledger.facts(0)
  assert.ok(displayName.startsWith(facts.displayName ?? '-'))
  assert.equal(facts.displayName?.length, 21_845)
  assert.equal(facts.email, 'tanaka@aoba.example')
  assert.equal(ledger.login(1), 'tanaka')
})

test('accounts come in order of their lines whenever they were assessed', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(5000), { maxLength: 30 }), lines => {
      const packer = new AccountPacker()
      for (let round = 0; round < 2; round++) {
        for (const line of lines) packer.add({ ...plain, login: `tanaka${line}` }, plain.assessment, line)
        const ledger = new Ledger()
        ledger.append(packer.take(), 0)
        const read = lines.map((_, number) => [ledger.line(number), ledger.login(number)])
        const expected = lines.toSorted((a, b) => a - b).map(line => [line, `tanaka${line}`])
        assert.deepEqual(read, expected)
      }
    }),
  )
})
