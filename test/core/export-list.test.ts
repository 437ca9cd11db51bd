import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { exportList, heading, textOf } from '../../src/core/export-list.ts'

const now = '2026-11-23T09:00:00Z'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const textsOf = (entries: Parameters<typeof exportList>[1]) =>
  exportList('ftp', entries, now, sha256).networks.map(({ text }) => text)

describe('what is exported', () => {
  test('entries in force, contained ones dropped, halves joined, IPv4 before IPv6', () => {
    const entries = ['2001:db8::/32', '10.0.1.0/24', '10.0.0.0/24', '10.0.0.7/32'].map(network => ({
      network,
    }))
    assert.deepEqual(textsOf(entries), ['10.0.0.0/23', '2001:db8::/32'])
  })

  test('an entry is left out from the very instant it expires', () => {
    const entries = [
      { network: '10.0.0.0/8', expiresAt: now },
      { network: '192.0.2.0/24', expiresAt: '2026-11-23T18:00:00.001+09:00' },
      { network: '198.51.100.0/24', expiresAt: 'some day' },
    ]
    assert.deepEqual(textsOf(entries), ['192.0.2.0/24'])
  })

  test('equal networks have equal digests, however they are entered and whenever', () => {
    const one = exportList('ftp', [{ network: '10.0.0.0/8' }, { network: '10.1.0.0/16' }], now, sha256)
    const other = exportList('mail', [{ network: '10.0.0.0/8' }], '2027-01-01T00:00:00Z', sha256)
    assert.equal(one.digest, sha256('10.0.0.0/8\n'))
    assert.equal(other.digest, one.digest)
    assert.notEqual(exportList('ftp', [], now, sha256).digest, one.digest)
  })

  test('the heading tells whose list it is, of when, and its digest, in remarks only', () => {
    const list = exportList('ftp', [{ network: '10.0.0.0/8' }], now, sha256)
    const text = textOf(heading(list))
    for (const line of heading(list)) assert.match(line, /^# /)
    for (const part of ['ftp', now, list.digest]) assert.ok(text.includes(part), part)
    assert.ok(text.endsWith('\n'))
  })
})
