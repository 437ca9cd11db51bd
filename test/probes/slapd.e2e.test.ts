import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeDirectory, people, personEntry } from '../servers/slapd.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { freePort, holdProbe, makeCertificate, stopping, toldBy, wanted } from './real-server.ts'

const programs = wanted({
  slapd: 'slapd',
  slapadd: 'slapd',
  slapcat: 'slapd',
  slapmodify: 'slapd',
  ldapmodify: 'ldap-utils',
  openssl: 'openssl',
})

if (programs !== undefined) {
  const folder = temporaryFolder('probe-ldap')
  const directory = makeDirectory(programs, folder, makeCertificate(folder))
  const [port, implicit] = [await freePort(), await freePort()]
  const daemon = await directory.start(port, implicit)
  directory.change(personEntry('tanaka'))
  directory.change(
    `dn: uid=tanaka,${people}\nchangetype: modify\nreplace: userPassword\nuserPassword: spring-of-2026\n`,
  )
  const at = { host: 'localhost', database: people }
  const server = { endpoint: { ...at, protocol: 'ldap', port }, hasTls: true, daemon } as const

  test('slapd that wants TLS has refused no password in clear', async () => {
    assert.equal(await toldBy(server, { endpoint: { tls: 'none' } }), 'plain-not-allowed')
  })

  test('slapd lets nobody in without a password', async () => {
    assert.equal(await toldBy(server, { password: '' }), 'not-offered')
  })

  holdProbe('slapd over ldaps', { endpoint: { ...at, protocol: 'ldaps', port: implicit }, hasTls: true })
  holdProbe('slapd', { ...server, stop: stopping(daemon) })
}
