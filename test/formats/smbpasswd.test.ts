import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import smbpasswd from '../../src/formats/smbpasswd.ts'
import { accountsOf, factsOf, read, rejectedBy, shown } from '../format-reading.ts'

const none = 'X'.repeat(32)
const nt = '878D8014606CDA29677A44EFA1353FC7'
const lm = '552902031BEDE9EFAAD3B435B51404EE'
const entry = (login: string, lmHash: string, ntHash: string, flags: string, changed = '6B0338FC') =>
  `${login}:5001:${lmHash}:${ntHash}:[${flags.padEnd(11)}]:LCT-${changed}:\n`

describe('An smbpasswd file', () => {
  test('the last change is hexadecimal seconds since 1970, and D disables', () => {
    const accounts = accountsOf(
      smbpasswd,
      entry('goro', none, nt, 'U') + entry('rokuro', none, nt, 'DU', '00000000'),
    )
    assert.deepEqual(factsOf(accounts.get('goro')), {
      enabled: true,
      passwordChangedAt: '2026-11-22T18:48:28Z',
    })
    assert.deepEqual(factsOf(accounts.get('rokuro')), { enabled: false })
  })

  test('an LM hash beside the NT hash is a second, weaker way to the same password', () => {
    const row = accountsOf(smbpasswd, entry('jiro', lm, nt, 'U')).get('jiro')
    assert.equal(shown(row?.credential), `hash nt ${nt}`)
    assert.deepEqual(row?.alternatives?.map(shown), [`hash lm ${lm}`])
  })

  test('no password, and the hash of the empty one, are both blank', () => {
    const empty = '31d6cfe0d16ae931b73c59d7e0c089c0'
    const text = entry('a', none, empty, 'U') + entry('b', none, nt, 'NU') + entry('c', none, none, 'U')
    assert.deepEqual(
      [...accountsOf(smbpasswd, text).values()].map(row => shown(row.credential)),
      ['clear ', 'clear ', 'locked'],
    )
  })

  test('a machine account is a service', () => {
    assert.equal(accountsOf(smbpasswd, entry('pc-01$', none, nt, 'W')).get('pc-01$')?.role, 'service')
  })

  test('a broken hash, flag or time is rejected by its own reason', () => {
    const text =
      entry('a', none, nt.slice(1), 'U') + entry('b', none, nt, 'Q') + entry('c', none, nt, 'U', 'soon')
    assert.deepEqual(
      rejectedBy(read(smbpasswd, text) ?? []).map(({ key }) => key),
      ['entry-digest', 'smbpasswd-flags', 'smbpasswd-changed'],
    )
  })
})
