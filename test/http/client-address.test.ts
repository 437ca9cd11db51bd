import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { readNetwork } from '../../src/core/network.ts'
import { Refusal } from '../../src/core/refusal.ts'
import { clientAddress } from '../../src/http/client-address.ts'

const proxies = ['10.0.0.0/24', '2001:db8:1::/48'].map(readNetwork)

test('Without trusted proxies the socket counts, whatever a visitor writes into X-Forwarded-For', () => {
  assert.equal(clientAddress('203.0.113.9', '192.0.2.1', []), '203.0.113.9')
  assert.equal(clientAddress('203.0.113.9', 'not an address', []), '203.0.113.9')
})

test('An IPv4 address that comes in over IPv6 is the IPv4 address', () => {
  assert.equal(clientAddress('::ffff:203.0.113.9', undefined, []), '203.0.113.9')
  assert.equal(clientAddress('::ffff:10.0.0.5', '::ffff:192.0.2.1', proxies), '192.0.2.1')
})

test('A link-local peer is its address without the interface', () => {
  assert.equal(clientAddress('fe80::1%eth0', undefined, []), 'fe80::1')
  assert.equal(clientAddress('fe80::1%eth0', undefined, proxies), 'fe80::1')
})

const cases: readonly (readonly [
  about: string,
  socket: string,
  header: string | undefined,
  client: string,
])[] = [
  ['a stranger is not believed', '203.0.113.9', '192.0.2.1', '203.0.113.9'],
  ['a proxy that adds nothing is the client', '10.0.0.5', undefined, '10.0.0.5'],
  ['one proxy is believed', '10.0.0.5', '192.0.2.1', '192.0.2.1'],
  ['what the visitor wrote left of it is not', '10.0.0.5', '127.0.0.1, 192.0.2.1', '192.0.2.1'],
  ['two proxies in a row are passed', '10.0.0.5', '192.0.2.1, 10.0.0.6', '192.0.2.1'],
  ['a chain of nothing but proxies begins with the leftmost', '10.0.0.5', '10.0.0.7, 10.0.0.6', '10.0.0.7'],
  ['IPv6 proxies too', '2001:db8:1::5', '2001:DB8:9:0::1', '2001:db8:9::1'],
  ['garbage beyond the client is never read', '10.0.0.5', 'x"><script>, 192.0.2.1', '192.0.2.1'],
]
for (const [about, socket, header, client] of cases) {
  test(`Behind proxies ${about}`, () => assert.equal(clientAddress(socket, header, proxies), client))
}

test('What a trusted proxy passes on as an address must be one', () => {
  for (const header of [
    '',
    'unknown',
    '192.0.2.1:8080',
    '010.0.0.1',
    '[2001:db8::1]',
    '192.0.2.1,',
    '1.2.3.4::',
  ]) {
    assert.throws(
      () => clientAddress('10.0.0.5', header, proxies),
      (error: unknown) =>
        error instanceof Refusal && error.kind === 'malformed' && error.key === 'http-forwarded',
      header,
    )
  }
})

test('A header of a thousand hops is refused before it is read', () => {
  const header = Array.from({ length: 1000 }, () => '10.0.0.6').join(',')
  assert.throws(() => clientAddress('10.0.0.5', header, proxies), { key: 'http-forwarded' })
})

test('Whatever stands in the header, the answer is an address or a refusal, and never one the visitor chose unseen', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6())
  fc.assert(
    fc.property(fc.array(fc.oneof(address, fc.string())), fc.ipV4(), (forged, seen) => {
      fc.pre(!seen.startsWith('10.0.0.'))
      // The proxy appends what it saw: everything left of it is the visitor's own.
      const answer = clientAddress(
        '10.0.0.5',
        [...forged.map(part => part.replaceAll(',', '')), seen].slice(-20).join(', '),
        proxies,
      )
      assert.equal(answer, seen)
      assert.notEqual(isIP(answer), 0)
    }),
  )
})
