import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { aliases } from '../../src/core/column-aliases.ts'
import { fields, foldHeader, headsAccountList, readColumns } from '../../src/core/column-names.ts'
import { Refusal } from '../../src/core/refusal.ts'

function namesOf(headers: readonly string[], mapping: Readonly<Record<string, string>> = {}): unknown {
  return Object.fromEntries(
    [...readColumns(headers, mapping)].map(([field, index]) => [field, headers[index]]),
  )
}

function refusalOf(headers: readonly string[], mapping: Readonly<Record<string, string>> = {}): Refusal {
  try {
    readColumns(headers, mapping)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  return assert.fail('nothing was refused')
}

describe('Column names', () => {
  test('every alias names its own field, however wide, spaced or capitalised it is written', () => {
    for (const field of fields) {
      for (const alias of aliases[field].trim().split(/\s+/)) {
        const written = alias.toUpperCase().replaceAll('_', ' － ')
        const headers = field === 'login' ? [written] : ['ログインID', written]
        assert.equal(readColumns(headers, {}).get(field), headers.length - 1, `${alias} is ${field}`)
      }
    }
  })

  test('full-width, half-width kana and hyphenated headers are the same header', () => {
    assert.equal(foldHeader('ＬｏｇｉｎＩＤ'), foldHeader('login_id'))
    assert.equal(foldHeader('ﾊﾟｽﾜｰﾄﾞ'), 'パスワード')
    assert.equal(foldHeader(' E-Mail '), 'email')
  })

  test('ユーザー名 is the login where nothing else is, and the person beside a login', () => {
    assert.deepEqual(namesOf(['ユーザー名', 'パスワード']), { login: 'ユーザー名', password: 'パスワード' })
    assert.deepEqual(namesOf(['ログインID', 'ユーザー名', 'パスワード']), {
      login: 'ログインID',
      displayName: 'ユーザー名',
      password: 'パスワード',
    })
  })

  test('an ID or a mail address is the login only beside a password', () => {
    assert.deepEqual(namesOf(['メールアドレス', 'パスワード']), {
      email: 'メールアドレス',
      password: 'パスワード',
      login: 'メールアドレス',
    })
    assert.deepEqual(namesOf(['id', 'username', 'password']), { login: 'username', password: 'password' })
    assert.equal(headsAccountList(['ID', '名前', '状態']), false)
    assert.equal(refusalOf(['ID', '名前', '状態']).key, 'columns-no-login')
  })

  test('a mapping overrides the aliases, by the header as written or as folded', () => {
    const headers = ['社員番号', 'ログインID', '暗証', 'パスワード']
    assert.deepEqual(namesOf(headers, { login: '社員番号', password: '暗 証' }), {
      login: '社員番号',
      password: '暗証',
    })
  })

  test('a mapped header that is not there is refused with the headers that are', () => {
    const refusal = refusalOf(['ログインID', 'パスワード', '部署'], { login: '社員番号' })
    assert.equal(refusal.message, 'The column mapping names 社員番号, which the file does not have.')
    assert.equal(refusal.hint(), 'Map a field to one of the headers there are: ログインID, パスワード, 部署.')
  })

  test('where the header row is missing, the first account is not shown in the refusal', () => {
    const refusal = refusalOf(['tanaka', 'Zaiko2024'], { login: '社員番号' })
    assert.equal(refusal.key, 'columns-no-header-row')
    assert.doesNotMatch(JSON.stringify([refusal.message, refusal.hint(), refusal.values]), /tanaka|Zaiko/)
  })

  test('an unknown field in the mapping is refused with the fields there are', () => {
    const refusal = refusalOf(['ログインID', 'パスワード'], { logon: 'ログインID' })
    assert.equal(refusal.key, 'columns-unknown-field')
    assert.match(refusal.hint() ?? '', /login, password, passwordHash/)
    assert.equal(refusalOf(['ログインID'], { constructor: 'ログインID' }).key, 'columns-unknown-field')
  })

  test('two columns that may both be the login or the password are refused, not chosen from', () => {
    assert.deepEqual(refusalOf(['user_id', 'username', 'password']).values, {
      field: 'login',
      headers: 'user_id, username',
      first: 'user_id',
    })
    assert.equal(refusalOf(['login', 'パスワード', 'password']).values.field, 'password')
    assert.deepEqual(namesOf(['user_id', 'username'], { login: 'username' }), { login: 'username' })
  })

  test('a header mapped to two fields is refused with both, however it is written', () => {
    const refusal = refusalOf(['社員番号', '暗証'], { login: '暗証', password: '暗 証' })
    assert.equal(refusal.key, 'columns-header-twice')
    assert.deepEqual(refusal.values, { fields: 'login, password', header: '暗証' })
  })

  test('of several names or addresses the first known one counts', () => {
    assert.deepEqual(namesOf(['login', '表示名', '氏名']), { login: 'login', displayName: '氏名' })
  })

  test('a header is only ever compared: __proto__ and constructor are headers like any other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString'), fc.string())),
        extra => {
          const columns = readColumns(['ログインID', ...extra.map(text => `x${text}`), '__proto__'], {})
          assert.equal(columns.get('login'), 0)
        },
      ),
    )
    assert.equal(Object.hasOwn(Object.prototype, 'login'), false)
  })
})
