import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import htdigest from '../../src/formats/htdigest.ts'
import { accountsOf, read, rejectedBy } from '../format-reading.ts'

const digestOf = (login: string, realm: string) =>
  createHash('md5').update(`${login}:${realm}:secret`).digest('hex')

describe('An htdigest file', () => {
  test('the realm stays with the hash, for without it the hash cannot be checked', () => {
    const hash = digestOf('taro', 'inventory realm')
    const credential = accountsOf(htdigest, `taro:inventory realm:${hash}\n`).get('taro')?.credential
    assert.equal(credential?.seen, 'hash')
    assert.equal(credential.realm, 'inventory realm')
    assert.equal(credential.scheme, 'htdigest')
    assert.equal(credential.hash.reveal(), hash)
  })

  test('a login in two realms is one account with two passwords', () => {
    const text = `taro:a:${digestOf('taro', 'a')}\nhana:a:${digestOf('hana', 'a')}\ntaro:b:${digestOf('taro', 'b')}\n`
    const taro = accountsOf(htdigest, text).get('taro')
    assert.equal(taro?.line, 1)
    assert.deepEqual(
      [taro.credential, ...(taro.alternatives ?? [])].map(seen => seen.seen === 'hash' && seen.realm),
      ['a', 'b'],
    )
  })

  test('the same login twice in one realm is rejected and names the first line', () => {
    const line = `taro:a:${digestOf('taro', 'a')}`
    assert.deepEqual(rejectedBy(read(htdigest, `${line}\n\n${line}\n`) ?? []), [
      { line: 3, key: 'account-login-twice', values: { first: 1 } },
    ])
  })
})
