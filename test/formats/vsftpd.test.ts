import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import vsftpd from '../../src/formats/vsftpd.ts'
import { accountsOf, headOf, loginsOf, read, rejectedBy, shown } from '../format-reading.ts'

const recognises = (text: string) => vsftpd.dialects[0]?.recognises(headOf(text))

describe('Virtual users of vsftpd', () => {
  test('each password is the line after its login, taken as it stands', () => {
    const accounts = accountsOf(vsftpd, 'taro\n sec:ret \nhana\n\n')
    assert.equal(shown(accounts.get('taro')?.credential), 'clear  sec:ret ')
    assert.equal(shown(accounts.get('hana')?.credential), 'clear ')
    assert.equal(accounts.get('hana')?.line, 3)
  })

  test('what db_dump escapes is read back', () => {
    const text = 'VERSION=3\nformat=print\nHEADER=END\n taro\n 100%\\e3\\81\\82\\\\x\nDATA=END\n'
    assert.equal(shown(accountsOf(vsftpd, text).get('taro')?.credential), 'clear 100%あ\\x')
  })

  test('with a line missing not one password is taken for a login', () => {
    for (const text of ['taro\nsecret\nsecret2\n', 'taro\nsecret\nhana\njiro\nsecret3\n']) {
      const results = read(vsftpd, text) ?? []
      assert.deepEqual(loginsOf(results), [])
      assert.deepEqual(
        rejectedBy(results).map(({ key }) => key),
        ['vsftpd-odd'],
      )
      assert.equal(recognises(text), false)
    }
  })

  test('a database dump that breaks off gives no account', () => {
    const results = read(vsftpd, 'VERSION=3\nHEADER=END\n taro\n secret\n') ?? []
    assert.deepEqual(rejectedBy(results), [{ line: 4, key: 'entry-cut-short' }])
    assert.deepEqual(loginsOf(results), [])
  })

  test('lines of prose, of a table or of another account file are not pairs', () => {
    assert.equal(recognises('The keeper of the keys\nhas gone home\n'), false)
    assert.equal(recognises('login,password\ntaro,secret\n'), false)
    assert.equal(recognises('taro:$1$ocvObD8f$7pCpenU0Sv7bFznGCdXZo.\nhana:*\n'), false)
    assert.equal(recognises('鍵守\n鍵\n'), false)
  })
})
