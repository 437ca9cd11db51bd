import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asInspected,
  type EndpointInspection,
  readInspections,
  serverAsInspected,
  writeInspections,
} from '../../src/core/inspection.ts'
import type { Server, System } from '../../src/core/system.ts'

const at = '2026-11-23T01:00:00.000Z'
const seen: EndpointInspection = {
  endpoint: 'ftp://files.aoba.example:21',
  at,
  tlsUse: 'optional',
  tlsVersions: ['TLSv1', 'TLSv1.2'],
  tls: {
    version: 'TLSv1.2',
    validUntil: '2026-11-01T00:00:00.000Z',
    verified: false,
    problem: 'CERT_HAS_EXPIRED',
  },
  tellsVersion: true,
}
const system: System = {
  id: 'files',
  name: 'files',
  kind: 'ftp',
  exposure: 'internet',
  endpoints: [
    { protocol: 'ftp', host: 'files.aoba.example', port: 21, tls: 'required', purpose: 'login' },
    { protocol: 'sftp', host: 'files.aoba.example', port: 22 },
  ],
  policy: 'ftp',
  mode: 'enforce',
  facts: {},
  columns: {},
}

test('What was seen counts more than what was declared, for the endpoint where it was seen', () => {
  const { endpoints } = asInspected(system, [seen])
  assert.deepEqual(endpoints[0], {
    protocol: 'ftp',
    host: 'files.aoba.example',
    port: 21,
    tls: 'optional',
    tlsVersions: ['TLSv1', 'TLSv1.2'],
    certificateExpiresAt: '2026-11-01T00:00:00.000Z',
    certificateTrusted: false,
    purpose: 'login',
  })
  assert.deepEqual(endpoints[1], system.endpoints[1])
})

test('What was not learnt leaves the declaration as it is', () => {
  const { endpoint } = seen
  assert.deepEqual(asInspected(system, [{ endpoint, at }]), system)
  assert.equal(asInspected(system, undefined), system)
})

test('An inspection counts for seven days to the millisecond', () => {
  const kept = writeInspections(new Map([['files', [seen]]]))
  assert.deepEqual(readInspections(kept, '2026-11-30T01:00:00.000Z'), new Map([['files', [seen]]]))
  assert.deepEqual(readInspections(kept, '2026-11-30T01:00:00.001Z'), new Map())
  assert.deepEqual(readInspections(undefined, at), new Map())
})

test('A greeting that names its version is a leak of the server, once', () => {
  const server: Server = { id: 'web-1', name: 'web-1', facts: {} }
  const leaking = serverAsInspected(server, [seen])
  assert.deepEqual(leaking.facts.leaks, ['version-banner'])
  assert.equal(serverAsInspected(leaking, [seen]), leaking)
  assert.equal(
    serverAsInspected(server, [{ ...seen, tellsVersion: false }]),
    server,
    'and silence proves nothing',
  )
})
