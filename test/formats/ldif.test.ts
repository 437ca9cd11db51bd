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
