import assert from 'node:assert/strict'
import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startDaemon, write } from '../gates/gated.ts'
import type { Certificate } from './certificates.ts'

/** Where people stand in the directory. */
export const people = 'ou=people,dc=aoba,dc=example'
const suffix = 'dc=aoba,dc=example'
const administrator = ['-x', '-D', `cn=admin,${suffix}`, '-w', 'the-administrators-own']

/** A throw-away directory with a password policy that knows locks. */
export interface Directory {
  /** Listens with StartTLS on `port` and with TLS from the first byte on `implicit`. */
  readonly start: (port: number, implicit: number) => Promise<ChildProcess>
  /** Has its administrator change it, by LDIF. */
  readonly change: (ldif: string) => void
  /** Changes it past slapd, whose policy wants one password a person. */
  readonly changePastPolicy: (ldif: string) => void
  /** All of it, as `slapcat` writes it. */
  readonly dump: () => string
}

/** Makes a directory in the folder; `programs` are Debian's. It takes no password without TLS. */
export function makeDirectory(
  programs: Readonly<Record<'slapd' | 'slapadd' | 'slapcat' | 'slapmodify' | 'ldapmodify', string>>,
  folder: string,
  { key, certificate }: Certificate,
): Directory {
  mkdirSync(join(folder, 'data'))
  const configuration = write(
    folder,
    'slapd.conf',
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
pidfile ${folder}/pid
TLSCertificateFile ${certificate}
TLSCertificateKeyFile ${key}
security simple_bind=64
database mdb
suffix "${suffix}"
rootdn "cn=admin,${suffix}"
rootpw the-administrators-own
directory ${folder}/data
maxsize 1048576
overlay ppolicy
ppolicy_default "cn=default,${suffix}"
`,
  )
  const run = (program: string, options: readonly string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(program, options, { input, encoding: 'utf8' })
    assert.equal(status, 0, stderr)
    return stdout
  }
  const entries = write(
    folder,
    'entries.ldif',
    `dn: ${suffix}
objectClass: dcObject
objectClass: organization
o: Aoba Shoji

dn: ${people}
objectClass: organizationalUnit

dn: cn=default,${suffix}
objectClass: device
objectClass: pwdPolicy
pwdAttribute: userPassword
pwdLockout: TRUE
`,
  )
  run(programs.slapadd, ['-f', configuration, '-l', entries])
  const socket = `ldapi://${encodeURIComponent(join(folder, 'ldapi'))}`
  return {
    start: (port, implicit) => {
      const places = `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${implicit}/ ${socket}`
      return startDaemon(programs.slapd, ['-d', '0', '-f', configuration, '-h', places], port)
    },
    change: ldif => void run(programs.ldapmodify, ['-H', socket, ...administrator], ldif),
    changePastPolicy: ldif => void run(programs.slapmodify, ['-f', configuration], ldif),
    dump: () => run(programs.slapcat, ['-f', configuration]),
  }
}

/** A person's entry, to be added; nobody can bind to it yet. */
export function personEntry(login: string): string {
  return `dn: uid=${login},${people}
changetype: add
objectClass: inetOrgPerson
cn: ${login}
sn: ${login}

`
}
