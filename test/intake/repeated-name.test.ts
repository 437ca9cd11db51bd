import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { openCutter } from '../../src/intake/records.ts'
import { repeatsName } from '../../src/intake/repeated-name.ts'

const repeats = (text: string) => repeatsName(text, JSON.parse(text))

describe('a name written twice in one object', () => {
  it('is seen however it is escaped and however deep it stands', () => {
    for (const text of [
      '{"password": "a", "password": "b"}',
      '{"p\\u0061ss": 1, "pass" : 2}',
      '{"fields": {"password": "a", "password": null}}',
      '[1, {"a": [{"x": 1, "x": 1}]}]',
      '{"__proto__": 1, "__proto__": 2}',
      '{"a\\"": 1, "note": "} {\\": ", "a\\"": 2}',
    ]) {
      assert.equal(repeats(text), true, text)
    }
  })

  it('is not seen where only texts, or other objects, hold it', () => {
    for (const text of [
      '{"login": "\\"login\\": {\\"login\\" : 1", "x": 2}',
      '{"a": {"login": 1}, "b": {"login": 1}, "login": [{"login": 1}, {"login": 1}]}',
      '{"a": "\\\\", "b": "{\\"a\\": 1, \\"a\\": 2}"}',
      '[{}, {}, "a", null, 1.5e3]',
    ]) {
      assert.equal(repeats(text), false, text)
    }
  })

  it('is never seen in what JSON.stringify writes, and always when a name of it is added again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.jsonValue(), (value, name, other) => {
        assert.equal(repeats(JSON.stringify(value, undefined, 1)), false)
        const member = `${JSON.stringify(name)}:${JSON.stringify(other)}`
        assert.equal(repeats(`{${member},"${name.length}x":${JSON.stringify(value)},${member}}`), true)
      }),
    )
  })

  it('rejects its own record by line, in both kinds of JSON, and names nothing', async () => {
    const lines = [
      '{"login": "tanaka", "password": "a"}',
      '{"login": "sato", "password": "b", "password": "c"}',
    ]
    const expected = [
      { record: JSON.parse(lines[0] ?? ''), line: 1 },
      { rejected: { line: 2, key: 'json-key-twice' } },
    ]
    const ndjson = openCutter('ndjson', '')
    assert.deepEqual(await ndjson.push(`${lines.join('\n')}\n`), expected)
    const json = openCutter('json', '')
    assert.deepEqual(await json.push(`[${lines.join(',\n')}]`), expected)
    assert.deepEqual(await json.end(), [])
  })

  it('around the array leaves nobody knowing which array is meant', async () => {
    const cutter = openCutter('json', '')
    await cutter.push('{"accounts": [{"login": "tanaka"}], "accounts": [{"login": "sato"}]}')
    assert.deepEqual(await cutter.end(), [{ rejected: { line: 1, key: 'json-key-twice' } }])
  })
})
