import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { exportList, heading, portsOf, splitWide, textOf, withoutMapped } from '../../src/core/export-list.ts'
import { contains, mergeNetworks, readAddress, readNetwork } from '../../src/core/network.ts'

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

describe('networks as servers can take them', () => {
  test('no prefix is shorter than asked, and merged again the networks are the same', () => {
    const prefix = fc.integer({ min: 0, max: 8 })
    fc.assert(
      fc.property(prefix, prefix, fc.constantFrom('0.0.0.0', '::'), (shortest, length, first) => {
        const network = readNetwork(`${first}/${length}`)
        const parts = splitWide([network], shortest)
        assert.ok(parts.every(part => part.prefix >= shortest || part.prefix === network.prefix))
        assert.equal(parts.length, 2 ** Math.max(0, shortest - length))
        assert.deepEqual(mergeNetworks(parts), [network])
      }),
    )
  })

  test('without the mapped block a wide IPv6 network is the fewest that hold the rest of it', () => {
    const parts = withoutMapped([readNetwork('::/0')])
    assert.equal(parts.length, 96)
    assert.deepEqual(mergeNetworks(parts), parts)
    const first = 0xffffn << 32n
    const holds = (value: bigint) => parts.some(part => contains(part, { family: 6, value, text: '' }))
    const last = first + 0xffff_ffffn
    assert.deepEqual([first - 1n, first, last, last + 1n].map(holds), [true, false, false, true])
    assert.ok(parts.some(part => contains(part, readAddress('2001:db8::1'))))
  })

  test('IPv4 and narrow IPv6 networks are left as they are', () => {
    const networks = ['0.0.0.0/0', '2001:db8::/32'].map(readNetwork)
    assert.deepEqual(withoutMapped(networks), networks)
    assert.deepEqual(splitWide([readNetwork('192.0.2.0/24')], 2), [readNetwork('192.0.2.0/24')])
  })

  test('declared ports are named once, in order', () => {
    const endpoints = [990, 21, 21].map(port => ({ protocol: 'ftp', port }))
    assert.deepEqual(portsOf(exportList('ftp', [], now, sha256, endpoints)), [21, 990])
    assert.deepEqual(portsOf(exportList('ftp', [], now, sha256)), [])
  })
})

describe('hours, which no file can keep', () => {
  const hours = [{ days: ['mon'] as const, from: '09:00', to: '18:00' }]

  test('leave their entry out, and the file says so', () => {
    const list = exportList(
      'ftp',
      [{ network: '192.0.2.0/24' }, { network: '203.0.113.5', hours }],
      now,
      sha256,
    )
    assert.deepEqual(
      list.networks.map(({ text }) => text),
      ['192.0.2.0/24'],
    )
    assert.ok(heading(list).includes('# left out: 1 with hours, which only a gate keeps'))
  })

  test('of the system are named as missing', () => {
    const list = exportList('ftp', [{ network: '192.0.2.0/24' }], now, sha256, [], hours)
    assert.equal(list.networks.length, 1)
    assert.ok(heading(list).includes('# not in this file: the hours of the system, which only a gate keeps'))
  })
})
