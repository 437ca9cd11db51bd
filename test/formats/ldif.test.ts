import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import ldif from '../../src/formats/ldif.ts'
import { accountsOf, factsOf, read, rejectedBy, shown } from '../format-reading.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('An LDIF file', () => {
  test('several passwords of an entry are all seen, folded and in base64', () => {
    const row = accountsOf(
      ldif,
      `dn: uid=taro,dc=aoba,dc=example
uid: taro
cn:: 5bGx55SwIOWkqumDjg==
userPassword:: e1NTSEF9cEhzRzkxTDNZbVRHL2NsYlFoWXhsRnpZNmh1bG9LV1A=
userPassword:: e0FSR09OMn0kYXJnb24yaSR2PTE5JG09NDA5Nix0PTMscD0xJGR2S2NzaUQzbEV
 oRmdwN0JndVFpUVEkQTlFS0ZpdmFDVGVOY2dmNTk1WFZQUjA3VldsUHF3RTJnQ1AzdHlLQU1tTQ==
`,
    ).get('taro')
    assert.equal(row?.displayName, '山田 太郎')
    assert.equal(shown(row?.credential), 'hash {SSHA}pHsG91L3YmTG/clbQhYxlFzY6huloKWP')
    assert.deepEqual(row?.alternatives?.map(shown), [
      'hash {ARGON2}$argon2i$v=19$m=4096,t=3,p=1$dvKcsiD3lEhFgp7BguQiQQ$A9EKFivaCTeNcgf595XVPR07VWlPqwE2gCP3tyKAMmM',
    ])
  })

  test('any text survives base64 and folding at any column', () => {
    const password = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(password, fc.integer({ min: 20, max: 80 }), (text, column) => {
        fc.pre(!text.startsWith('{') && !/^[$*_]|^[./0-9A-Za-z]{13}$/.test(text))
        const line = `userPassword:: ${base64(text)}`
        const folded = line.match(new RegExp(`.{1,${column}}`, 'g'))?.join('\n ') ?? ''
        const row = accountsOf(ldif, `dn: uid=a,dc=b\nuid: a\n${folded}\n`).get('a')
        assert.equal(shown(row?.credential), `clear ${text}`)
      }),
    )
  })

  test('an account without a readable password is not known by it, and other entries are no accounts', () => {
    const text = `dn: ou=people,dc=b
ou: people

dn: uid=a,dc=b
uid: a
jpegPhoto:: ////
mail: a@aoba.example

dn: uid=b,dc=b
uid: b
userPassword: {SASL}b@AOBA.EXAMPLE
`
    const accounts = accountsOf(ldif, text)
    assert.deepEqual([...accounts.keys()], ['a', 'b'])
    assert.deepEqual(
      [...accounts.values()].map(row => shown(row.credential)),
      ['absent', 'absent'],
    )
    assert.deepEqual(factsOf(accounts.get('a')), { email: 'a@aoba.example' })
  })

  test('times and locks of the directory are read in each of its two ways', () => {
    const accounts = accountsOf(
      ldif,
      `dn: uid=a,dc=b
uid: a
shadowLastChange: 20779
shadowExpire: 20820

dn: uid=b,dc=b
uid: b
userPassword: {CRYPT}!TFKYJ/3c/4oJA
pwdChangedTime: 20261122184932Z
pwdReset: TRUE

dn: cn=C,dc=b
sAMAccountName: c
userAccountControl: 514
`,
    )
    assert.deepEqual(factsOf(accounts.get('a')), { passwordChangedAt: '2026-11-22', expiresAt: '2027-01-02' })
    assert.deepEqual(factsOf(accounts.get('b')), {
      enabled: false,
      initial: true,
      passwordChangedAt: '2026-11-22T18:49:32Z',
    })
    assert.deepEqual(factsOf(accounts.get('c')), { enabled: false })
  })

  test('a Windows domain tells times since 1601 and whether an account is on', () => {
    const accounts = accountsOf(
      ldif,
      `dn: CN=Tanaka,OU=Staff,DC=aoba,DC=local
objectClass: user
sAMAccountName: tanaka
userAccountControl: 66048
whenCreated: 20200401012345.0Z
pwdLastSet: 132302000000000000
accountExpires: 9223372036854775807
lastLogon: 134300000000000000
lastLogonTimestamp: 134290000000000000

dn: CN=Sato,OU=Staff,DC=aoba,DC=local
objectClass: user
sAMAccountName: sato
userAccountControl: 514
pwdLastSet: 0
lastLogon: 0
accountExpires: 132302000000000000
`,
    )
    assert.deepEqual(factsOf(accounts.get('tanaka')), {
      enabled: true,
      createdAt: '2020-04-01T01:23:45Z',
      passwordChangedAt: '2020-04-01T07:33:20Z',
      lastLoginAt: '2026-07-31T19:33:20Z',
    })
    assert.deepEqual(factsOf(accounts.get('sato')), {
      enabled: false,
      initial: true,
      expiresAt: '2020-04-01T07:33:20Z',
    })
  })

  test('groups are no accounts, and computers are accounts no person types a password for', () => {
    const accounts = accountsOf(
      ldif,
      `dn: CN=Domain Admins,CN=Users,DC=aoba,DC=local
objectClass: top
objectClass: group
sAMAccountName: Domain Admins

dn: CN=Sales,OU=Staff,DC=aoba,DC=local
sAMAccountName: Sales
groupType: -2147483646

dn: cn=staff,ou=groups,dc=aoba,dc=example
objectClass: posixGroup
cn: staff
userPassword: {CRYPT}x

dn: CN=PC01,CN=Computers,DC=aoba,DC=local
objectClass: user
objectClass: computer
sAMAccountName: PC01$

dn: uid=hana,ou=people,dc=aoba,dc=example
objectClass: posixAccount
objectClass: posixGroup
uid: hana
`,
    )
    assert.deepEqual([...accounts.keys()], ['PC01$', 'hana'])
    assert.deepEqual(factsOf(accounts.get('PC01$')), { role: 'service' })
  })

  test('a lock after wrong guesses passes, and is no account that is off', () => {
    const accounts = accountsOf(
      ldif,
      `dn: uid=a,dc=b
uid: a
pwdAccountLockedTime: 20261101000000Z

dn: uid=b,dc=b
uid: b
pwdAccountLockedTime: 000001010000Z
`,
    )
    assert.deepEqual(
      [...accounts.values()].map(row => row.enabled),
      [undefined, false],
    )
  })

  test('an entry without its dn is rejected, what ldapsearch adds at the end is not', () => {
    const text =
      'dn: uid=a,dc=b\nuid: a\n\nuid: b\nmail: b@aoba.example\n\n# search result\nsearch: 2\nresult: 0 Success\n'
    const results = read(ldif, text) ?? []
    assert.deepEqual(rejectedBy(results), [{ line: 4, key: 'ldif-no-dn' }])
    assert.equal(results.length, 2)
  })

  test('an account is off where every password is locked, not where one of two is', () => {
    const accounts = accountsOf(
      ldif,
      `dn: uid=a,dc=b
uid: a
userPassword: {CRYPT}!TFKYJ/3c/4oJA
userPassword: {CRYPT}TFKYJ/3c/4oJA

dn: uid=b,dc=b
uid: b
userPassword: {CRYPT}*
`,
    )
    assert.equal(shown(accounts.get('a')?.credential), 'hash {CRYPT}TFKYJ/3c/4oJA')
    assert.equal(shown(accounts.get('b')?.credential), 'locked')
    assert.deepEqual(
      [...accounts.values()].map(row => row.enabled),
      [undefined, undefined],
    )
  })

  test('a broken attribute rejects its entry by that line and leaves the others', () => {
    const text = 'dn: uid=a,dc=b\nuid: a\nuserPassword:: /w==\n\ndn: uid=b,dc=b\nuid: b\n'
    const results = read(ldif, text) ?? []
    assert.deepEqual(rejectedBy(results), [{ line: 3, key: 'ldif-base64' }])
    assert.equal(results.length, 2)
  })
})
