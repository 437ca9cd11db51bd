import assert from 'node:assert/strict'
import { test } from 'node:test'
import { probePlaces } from '../../src/core/probe-target.ts'
import type { Endpoint } from '../../src/core/system.ts'

const spoken = new Set([
  'ftp',
  'ftps',
  'imap',
  'imaps',
  'smtp',
  'submission',
  'http',
  'https',
  'https-form',
  'ldap',
])
const at = (protocol: string, port: number, more: Partial<Endpoint> = {}): Endpoint => ({
  protocol,
  host: 'mail.aoba.example',
  port,
  ...more,
})
const useOf = (endpoint: Endpoint) => probePlaces({ endpoints: [endpoint] }, spoken)[0]?.tls

const uses: readonly (readonly [string, Endpoint, string])[] = [
  ['FTP is upgraded even though its name says nothing of TLS', at('ftp', 21), 'upgrade'],
  ['FTP on 990 begins with TLS', at('ftp', 990), 'implicit'],
  ['FTPS on 21 is upgraded', at('ftps', 21), 'upgrade'],
  ['FTPS on 990 begins with TLS', at('ftps', 990), 'implicit'],
  ['FTPS declared as upgraded is, on any port', at('ftps', 2121, { tls: 'required' }), 'upgrade'],
  ['IMAP is upgraded', at('imap', 143), 'upgrade'],
  ['IMAP that offers TLS is upgraded all the same', at('imap', 143, { tls: 'optional' }), 'upgrade'],
  ['IMAP on 993 begins with TLS', at('imap', 993), 'implicit'],
  ['IMAPS begins with TLS whatever is required', at('imaps', 993, { tls: 'required' }), 'implicit'],
  ['submission on 465 begins with TLS', at('submission', 465), 'implicit'],
  ['LDAP on 636 begins with TLS', at('ldap', 636), 'implicit'],
  ['HTTPS begins with TLS', at('https', 443), 'implicit'],
  ['HTTP that says nothing of TLS waits for an upgrade that no probe will do', at('http', 80), 'upgrade'],
  ['only a declaration makes a password go in clear', at('ftp', 21, { tls: 'none' }), 'none'],
]

for (const [title, endpoint, tls] of uses) test(title, () => assert.equal(useOf(endpoint), tls))

test('An encrypted endpoint is asked before one in clear, a public or foreign one never', () => {
  const places = probePlaces(
    {
      endpoints: [
        at('ftp', 21, { tls: 'none' }),
        at('rdp', 3389),
        at('https', 443, { purpose: 'public' }),
        at('imaps', 993),
      ],
    },
    spoken,
  )
  assert.deepEqual(
    places.map(({ protocol }) => protocol),
    ['imaps', 'ftp'],
  )
})

test('A login form is a protocol of its own', () => {
  const form = { path: '/login', loginField: 'id', passwordField: 'pw', successMark: '/home' }
  assert.equal(probePlaces({ endpoints: [at('https', 443, { form })] }, spoken)[0]?.protocol, 'https-form')
})
