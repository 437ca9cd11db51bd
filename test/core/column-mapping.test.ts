import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMapping } from '../../src/core/column-mapping.ts'

test('Columns are written as field:header pairs, headers in any language', () => {
  assert.deepEqual(readMapping('login:社員番号,password:暗証'), { login: '社員番号', password: '暗証' })
  assert.deepEqual(readMapping(' login : Mitarbeiter: Nr '), { login: 'Mitarbeiter: Nr' })
})

test('A pair that is none is refused by number, and so is a field no list can have', () => {
  for (const written of ['login', 'login:', ':x', 'login:a,', '__proto__:x', 'log in:x']) {
    assert.throws(() => readMapping(written), { kind: 'malformed', key: 'columns-pair' }, written)
  }
})

test('A field named twice is refused with both headers, so that no password column becomes the logins', () => {
  assert.throws(() => readMapping('login:社員番号,login:暗証'), {
    kind: 'malformed',
    message: 'The column mapping names the field login twice, for 社員番号, 暗証.',
  })
  // Written where a header belongs, a password is not said again.
  assert.throws(() => readMapping('login:名前,login:Zaiko2024'), {
    message: 'The column mapping names the field login twice, for 名前, ….',
  })
})

test('A header given to two fields is refused with both', () => {
  assert.throws(() => readMapping('login:社員番号,password:社員番号'), {
    kind: 'malformed',
    message: 'The column mapping gives the header 社員番号 to two fields: login, password.',
  })
})
