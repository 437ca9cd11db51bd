import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import dovecot from '../../src/formats/dovecot.ts'
import { accountsOf, factsOf, headOf, shown } from '../format-reading.ts'

const recognises = (text: string) => dovecot.dialects[0]?.recognises(headOf(text))
const ssha = '{SSHA}oC9Oj7HgPLdDyXIs8B/LqzfNPeJDhNwA'

describe("Dovecot's passwd-file", () => {
  test('a hash keeps its scheme, a password in clear loses it', () => {
    const text = `a:${ssha}\nb:{plain}secret\nc:{CLEARTEXT}se{cret\nd:{PLAIN-MD5}5ebe2294ecd0e0f08eab7690d2a6ee69\n`
    assert.deepEqual(
      [...accountsOf(dovecot, text).values()].map(row => shown(row.credential)),
      [`hash ${ssha}`, 'clear secret', 'clear se{cret', 'hash {PLAIN-MD5}5ebe2294ecd0e0f08eab7690d2a6ee69'],
    )
  })

  test('allow_nets ties the account to its networks, IPv6 with all its colons', () => {
    const row = accountsOf(
      dovecot,
      `tanaka:${ssha}:5000:5000:Tanaka:/var/mail/tanaka::userdb_quota=1G allow_nets=192.0.2.0/26,2001:DB8::/32,::1\n`,
    ).get('tanaka')
    assert.deepEqual(factsOf(row), {
      displayName: 'Tanaka',
      networks: ['192.0.2.0/26', '2001:db8::/32', '::1/128'],
    })
  })

  test('a lock before the hash disables, nologin does not: mail can still be sent; nopassword lets anybody in', () => {
    const accounts = accountsOf(
      dovecot,
      `a:${ssha}::::::nologin\nb:{CRYPT}!TFKYJ/3c/4oJA\nc:::::::nopassword\nd:::::::\n`,
    )
    assert.deepEqual([accounts.get('a')?.enabled, accounts.get('b')?.enabled], [undefined, false])
    assert.equal(shown(accounts.get('b')?.credential), 'locked')
    assert.equal(shown(accounts.get('c')?.credential), 'clear ')
    assert.equal(shown(accounts.get('d')?.credential), 'locked')
  })

  test('{SHA} alone is left to Apache, beside other schemes it is Dovecot’s', () => {
    const sha = '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ='
    assert.equal(recognises(`a:${sha}\nb:${sha}\n`), false)
    assert.equal(recognises(`a:${sha}\nb:${ssha}\n`), true)
    assert.equal(recognises(`a:${sha}::::::\n`), true)
  })
})
