import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import htpasswd from '../../src/formats/htpasswd.ts'
import { accountsOf, headOf, read, rejectedBy, shown } from '../format-reading.ts'

const hash = '$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1'
const recognises = (text: string) => htpasswd.dialects[0]?.recognises(headOf(text))

describe('An htpasswd file', () => {
  test('a password that Apache keeps in clear is seen as such, and a hash as a hash', () => {
    const accounts = accountsOf(htpasswd, `taro:secret\nhana:${hash}\njiro:!important\n`)
    assert.equal(shown(accounts.get('taro')?.credential), 'clear secret')
    assert.equal(shown(accounts.get('hana')?.credential), `hash ${hash}`)
    assert.equal(shown(accounts.get('jiro')?.credential), 'clear !important')
  })

  test('an account somebody locked by hand, or left without a hash, opens to nobody', () => {
    const accounts = accountsOf(htpasswd, `taro:!${hash}\nhana:*\njiro:\n`)
    assert.deepEqual(
      [...accounts.values()].map(row => row.credential.seen),
      ['locked', 'locked', 'locked'],
    )
  })

  test('one damaged line in ten is named, and the file is still known', () => {
    const lines = Array.from({ length: 10 }, (_, index) => `user${index}:${hash}`)
    const text = lines.with(6, 'user6').join('\n')
    assert.equal(recognises(text), true)
    assert.deepEqual(rejectedBy(read(htpasswd, text) ?? []), [
      { line: 7, key: 'entry-fields', values: { expected: 2, found: 1 } },
    ])
    assert.equal(recognises(lines.map((line, index) => (index % 3 === 0 ? '?' : line)).join('\n')), false)
  })

  test('a line with an invisible character in its login, or a login without end, is rejected by its reason', () => {
    const keys = rejectedBy(read(htpasswd, `ta\u200bro:${hash}\n${'a'.repeat(257)}:${hash}\n`) ?? [])
    assert.deepEqual(
      keys.map(({ key }) => key),
      ['account-login-control', 'account-login-long'],
    )
  })

  test('settings and calendar data with a colon are not taken for passwords in clear', () => {
    assert.equal(recognises('BEGIN:VCARD\nVERSION:4.0\nEND:VCARD\n'), false)
    assert.equal(recognises('debug:true\ndebug:false\n'), false)
    assert.equal(recognises('tanaka:{SSHA}oC9Oj7HgPLdDyXIs8B/LqzfNPeJDhNwA\n'), false)
  })
})
