import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Endpoint } from '../../src/core/system.ts'
import {
  crossesNetwork,
  endpointName,
  isPlaintext,
  serviceOf,
  speaksTls,
  transportOf,
} from '../../src/core/transport.ts'

const at = (protocol: string, port: number, tls?: Endpoint['tls']): Endpoint => ({
  protocol,
  host: 'vps.aoba.example',
  port,
  ...(tls === undefined ? {} : { tls }),
})

describe('how a password reaches an endpoint', () => {
  const cases = {
    'FTP is plaintext by its name': [at('ftp', 21), 'plain'],
    'FTP that requires TLS is encrypted': [at('ftp', 21, 'required'), 'encrypted'],
    'FTPS is encrypted by its name': [at('ftps', 990), 'encrypted'],
    'SFTP encrypts by itself, whatever is said of TLS': [at('sftp', 22, 'none'), 'encrypted'],
    'HTTPS declared to be without TLS is what it is declared to be': [at('https', 443, 'none'), 'plain'],
    'IMAP on 143 may be either': [at('imap', 143), 'undeclared'],
    'IMAP on 993 begins with TLS': [at('imap', 993), 'encrypted'],
    'IMAP with optional STARTTLS is optional': [at('imap', 143, 'optional'), 'optional'],
    'a protocol nobody knows is not declared': [at('gopher', 70), 'undeclared'],
    'a protocol named like an object’s own property is not declared': [at('constructor', 1), 'undeclared'],
  } as const
  for (const [title, [endpoint, transport]] of Object.entries(cases)) {
    test(title, () => assert.equal(transportOf(endpoint), transport))
  }
})

test('loopback and systems only their own server reaches are not on the network', () => {
  const here = (host: string) => crossesNetwork({ ...at('ftp', 21), host }, { exposure: 'internet' })
  assert.deepEqual(['localhost', 'LOCALHOST', '127.0.0.1', '127.8.9.1', '::1', '[::1]'].filter(here), [])
  const away = ['127.example.com', 'localhost.aoba.example', '10.0.0.1', '::2', '192.0.2.127']
  assert.deepEqual(away.filter(here), away)
  assert.equal(crossesNetwork(at('ftp', 21), { exposure: 'localhost' }), false)
})

test('a password may travel in clear where TLS is missing or only offered', () => {
  const internet = { exposure: 'internet' } as const
  assert.equal(isPlaintext(at('ftp', 21), internet), true)
  assert.equal(isPlaintext(at('imap', 143, 'optional'), internet), true)
  assert.equal(isPlaintext(at('imap', 143), internet), false)
  assert.equal(isPlaintext(at('ftp', 21), { exposure: 'localhost' }), false)
})

test('TLS is spoken where it is required or offered, and not by SSH', () => {
  assert.equal(speaksTls(at('https', 443)), true)
  assert.equal(speaksTls(at('smtp', 25, 'optional')), true)
  assert.equal(speaksTls(at('ssh', 22)), false)
  assert.equal(speaksTls(at('http', 80)), false)
})

test('an endpoint is named as one types it', () => {
  assert.equal(endpointName(at('ftp', 21)), 'ftp://vps.aoba.example:21')
  assert.equal(serviceOf(at('ftp', 21)), 'files')
  assert.equal(serviceOf(at('gopher', 70)), undefined)
})
