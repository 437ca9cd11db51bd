import assert from 'node:assert/strict'
import { test } from 'node:test'
import { radiusClientAt, readRadiusClients } from '../../src/core/radius-client.ts'
import type { Refusal } from '../../src/core/refusal.ts'

const ftp = { network: '127.0.0.1', secretFile: 'ftp.secret', system: 'ftp', decides: 'address-only' }
const vpn = {
  network: '192.0.2.0/24',
  secretFile: 'vpn.secret',
  system: 'vpn',
  address: 'tunnel-client-endpoint',
  upstream: '[2001:db8::9]:1812',
  upstreamSecretFile: 'upstream.secret',
}
const read = (...clients: readonly unknown[]) => readRadiusClients(clients, 'radius.yaml')

test('a client says whose address counts and who checks the password', () => {
  const [first, second] = read(ftp, vpn)
  assert.deepEqual(
    [first?.network.text, first?.address, first?.signs, first?.upstream],
    ['127.0.0.1/32', 'calling-station-id', true, undefined],
  )
  assert.deepEqual(second?.upstream, { host: '2001:db8::9', port: 1812, secretFile: 'upstream.secret' })
  assert.equal(second?.address, 'tunnel-client-endpoint')
})

test('of two networks the narrower one speaks for an address', () => {
  const clients = read(vpn, { ...ftp, network: '192.0.2.20' })
  assert.equal(radiusClientAt(clients, '192.0.2.20')?.system, 'ftp')
  assert.equal(radiusClientAt(clients, '::ffff:192.0.2.21')?.system, 'vpn')
  assert.equal(radiusClientAt(clients, '203.0.113.9'), undefined)
})

test('only a client on this machine may leave its requests unsigned', () => {
  assert.equal(read({ ...ftp, messageAuthenticator: 'absent' })[0]?.signs, false)
  for (const network of ['192.0.2.20', '0.0.0.0/0', '::/0', '126.0.0.0/7']) {
    assert.throws(() => read({ ...ftp, network, messageAuthenticator: 'absent' }), {
      key: 'radius-client-unsigned',
    })
  }
})

for (const [what, clients, key] of [
  ['no list', { ftp }, 'radius-clients-none'],
  ['an empty list', [], 'radius-clients-none'],
  ['a misspelt key', [{ ...ftp, adress: 'calling-station-id' }], 'radius-client-key'],
  ['a client whose passwords nobody checks', [{ ...ftp, decides: undefined }], 'radius-client-way'],
  ['a client that both decides and hands on', [{ ...vpn, decides: 'address-only' }], 'radius-client-way'],
  ['a decision of another kind', [{ ...ftp, decides: 'everything' }], 'radius-client-value'],
  ['a name for an upstream', [{ ...vpn, upstream: 'radius.aoba.example:1812' }], 'radius-client-value'],
  ['an upstream without a port', [{ ...vpn, upstream: '192.0.2.9' }], 'radius-client-value'],
  ['an upstream without a secret', [{ ...vpn, upstreamSecretFile: undefined }], 'radius-client-value'],
  ['an address that is told nowhere', [{ ...ftp, address: 'nas-ip-address' }], 'radius-client-value'],
  ['a network twice', [ftp, { ...ftp, network: '127.0.0.1/32' }], 'radius-client-twice'],
  ['a network with bits set beyond its prefix', [{ ...ftp, network: '192.0.2.20/24' }], 'network-host-bits'],
  ['text', ['ftp'], 'radius-client-value'],
] as const) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => readRadiusClients(clients, 'radius.yaml'),
      (error: Refusal) => {
        assert.equal(error.key, key)
        assert.ok((error.hint()?.length ?? 0) > 0, 'says what to write instead')
        return true
      },
    )
  })
}
