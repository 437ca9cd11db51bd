import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  freePort,
  holdProbe,
  makeCertificate,
  startDaemon,
  stopping,
  toldBy,
  wanted,
  write,
} from './real-server.ts'

const programs = wanted({ slapd: 'slapd', slapadd: 'slapd', openssl: 'openssl' })

if (programs !== undefined) {
  const folder = temporaryFolder('probe-ldap')
  const { key, certificate } = makeCertificate(folder)
  mkdirSync(join(folder, 'data'))
  const base = 'ou=people,dc=aoba,dc=example'
  const configuration = write(
    folder,
    'slapd.conf',
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/pid
TLSCertificateFile ${certificate}
TLSCertificateKeyFile ${key}
security simple_bind=64
database mdb
suffix "dc=aoba,dc=example"
directory ${folder}/data
maxsize 1048576
`,
  )
  const entries = write(
    folder,
    'entries.ldif',
    `dn: dc=aoba,dc=example
objectClass: dcObject
objectClass: organization
o: Aoba Shoji

dn: ${base}
objectClass: organizationalUnit

dn: uid=tanaka,${base}
objectClass: inetOrgPerson
cn: tanaka
sn: tanaka
userPassword: spring-of-2026
`,
  )
  const filled = spawnSync(programs.slapadd, ['-f', configuration, '-l', entries], { encoding: 'utf8' })
  assert.equal(filled.status, 0, filled.stderr)
  const [port, implicit] = [await freePort(), await freePort()]
  const places = `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${implicit}/`
  const daemon = await startDaemon(programs.slapd, ['-d', '0', '-f', configuration, '-h', places], port)
  const at = { host: 'localhost', database: base }
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
