import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fingerprintLength, openRunFingerprinter } from '../../src/file-audit/run-fingerprinter.ts'

const [run, other] = ['a key of this run', 'a key of another'].map(openRunFingerprinter)

test('one password has one fingerprint in a run, however its accents are written, and another in the next', () => {
  assert.ok(run !== undefined && other !== undefined)
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('が', 'か', '\u3099', 'e', '\u0301', 'é') }), password => {
      const print = run.ofPassword(password)
      assert.equal(Buffer.byteLength(print, 'latin1'), fingerprintLength)
      assert.equal(run.ofPassword(password.normalize('NFD')), print)
      assert.notEqual(run.ofPassword(`${password}x`), print)
      assert.notEqual(other.ofPassword(password), print)
    }),
  )
})

test('a hash and a salt that read like a password are not taken for it', async () => {
  assert.ok(run !== undefined)
  const prints = [run.ofPassword('kiri'), run.ofHash('kiri'), run.ofSalt('kiri')]
  assert.equal(new Set(prints).size, 3)
  assert.equal(await run.fingerprint('kiri'), prints[0])
})
