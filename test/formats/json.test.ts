import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isAccountRow, type ReadResult } from '../../src/core/format.ts'
import json from '../../src/formats/json.ts'

function read(
  records: readonly unknown[],
  columns: Readonly<Record<string, string>> = {},
): readonly ReadResult[] {
  const reader = json.dialects[0]?.open({ columns, now: '2026-11-23T00:00:00Z' })
  assert.ok(reader)
  return [...records.flatMap((record, index) => reader.read(record as never, index + 1)), ...reader.end()]
}

function recognised(text: string): boolean | undefined {
  return json.dialects[0]?.recognises({ text, lines: text.split('\n'), header: [] })
}

function outcomes(results: readonly ReadResult[]): readonly unknown[] {
  return results.map(result => (isAccountRow(result) ? [result.login, result.credential.seen] : result.key))
}

describe('An account list as JSON', () => {
  test('an array of accounts is recognised alone, inside an object, and when the head cuts it short', () => {
    assert.equal(recognised('[{"login": "tanaka", "role": "admin"}]'), true)
    assert.equal(recognised('\n {"total": 1, "data": [{"ログインID": "tanaka", "氏名": "田中"}]}'), true)
    assert.equal(recognised('[{"login": "tanaka", "role": "admin", "memo": "cut he'), true)
    assert.equal(recognised('[{"memo": "}{\\"", "login": "tanaka", "mfa": true}, {"x": 1}]'), true)
  })

  test('other JSON is not taken for an account list', () => {
    assert.equal(recognised('[{"sku": "A-1", "name": "pencil"}]'), false)
    assert.equal(recognised('[{"person": {"login": "tanaka", "role": "admin"}}]'), false)
    assert.equal(
      recognised('[{"model": "auth.user", "pk": 1, "fields": {"username": "tanaka", "password": "x"}}]'),
      false,
    )
    assert.equal(recognised('{"login": "tanaka", "role": "admin"}\n{"login": "sato", "role": "user"}'), false)
    assert.equal(recognised('[]'), false)
    assert.equal(recognised('login,password'), false)
  })

  test('null and a missing name are unknown, an empty text is a blank password', () => {
    const records = [
      { login: 'tanaka', password: null },
      { login: 'sato' },
      { login: 'suzuki', password: '' },
      { login: 1001, password: 4649 },
    ]
    assert.deepEqual(outcomes(read(records)), [
      ['tanaka', 'absent'],
      ['sato', 'absent'],
      ['suzuki', 'clear'],
      ['1001', 'clear'],
    ])
  })

  test('a nested value in a known place rejects the object by the name it has there', () => {
    const [result] = read([{ login: 'tanaka', パスワード: { clear: 'Zaiko2024' } }])
    assert.deepEqual(result, { line: 1, key: 'json-value', values: { field: 'パスワード' } })
    assert.deepEqual(outcomes(read([{ login: 'tanaka', password: true }])), ['json-value'])
    assert.deepEqual(outcomes(read([{ login: 'tanaka', memo: { any: ['thing'] } }])), [['tanaka', 'absent']])
  })

  test('two names of one field reject the object, for nothing tells which of them counts', () => {
    const records = [
      { login: 'sato', password: 'a' },
      { login: 'tanaka', password: 'a', パスワード: 'b' },
    ]
    const [first, second] = read(records)
    assert.deepEqual(outcomes([first].flatMap(result => result ?? [])), [['sato', 'clear']])
    const values = { field: 'password', headers: 'password, パスワード' }
    assert.deepEqual(second, { line: 2, key: 'json-field-twice', values })
    assert.throws(() => read([{ 番号: 1 }], { login: '番号', password: '番号' }), {
      key: 'columns-header-twice',
    })
  })

  test('a list of networks is read as such', () => {
    const [row] = read([{ login: 'tanaka', allowed_ips: ['192.0.2.0/24', '2001:db8::1'] }])
    assert.deepEqual(row !== undefined && isAccountRow(row) && row.networks, ['192.0.2.0/24', '2001:db8::1'])
  })

  test('a mapped name may be missing from some objects, but not from all', () => {
    const mapping = { login: '社員番号', password: '暗証' }
    assert.deepEqual(outcomes(read([{ 社員番号: 1 }, { 社員番号: 2, 暗証: 'x' }], mapping)), [
      ['1', 'absent'],
      ['2', 'clear'],
    ])
    assert.deepEqual(
      outcomes(read([{ email: 'a@aoba.example', password: 'x' }, { 社員番号: 2 }], { login: '社員番号' })),
      ['account-login-empty', ['2', 'absent']],
    )
    assert.throws(() => read([{ 社員番号: 1, login: 'a', role: 'user' }], mapping), {
      name: 'Refusal',
      message: 'The column mapping names 暗証, which the file does not have.',
    })
  })

  test('names such as __proto__ change nothing but the object they stand in', () => {
    const record: unknown = JSON.parse(
      '{"__proto__": {"login": "evil"}, "constructor": 1, "login": "tanaka"}',
    )
    assert.deepEqual(outcomes(read([record])), [['tanaka', 'absent']])
    assert.equal(Object.hasOwn(Object.prototype, 'login'), false)
  })

  test('no JSON value makes it throw or be taken for more accounts than objects', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), records => {
        assert.equal(read(records).length, records.length)
      }),
    )
  })
})
