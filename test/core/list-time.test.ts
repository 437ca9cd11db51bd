import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  readDays,
  readFiletime,
  readGeneralizedTime,
  readInstant,
  readSeconds,
} from '../../src/core/list-time.ts'

describe('Times in account lists', () => {
  test('days since 1970 are the dates JavaScript counts', () => {
    fc.assert(
      fc.property(fc.nat(2_932_896), days => {
        assert.equal(readDays(String(days)), new Date(days * 86_400_000).toISOString().slice(0, 10))
      }),
    )
    for (const text of ['', '-1', '1.5', '2932897', '99999999', 'soon'])
      assert.equal(readDays(text), undefined, text)
  })

  test('times of PostgreSQL, MySQL, SQLite and JSON are one instant in UTC', () => {
    const spellings = [
      '2026-04-01 09:00:00+09',
      '2026-04-01 00:00:00',
      '2026-04-01T00:00:00Z',
      '2026-03-31 19:00:00-0500',
    ]
    for (const text of spellings) assert.equal(readInstant(text), '2026-04-01T00:00:00Z', text)
    assert.equal(readInstant('2026-04-01'), '2026-04-01')
  })

  test('Windows counts tenths of a microsecond since 1601, and writes "never" in two ways', () => {
    assert.equal(readFiletime('116444736000000000'), '1970-01-01T00:00:00Z')
    assert.equal(readFiletime('134289792019999999'), '2026-07-20T00:00:01Z')
    for (const text of ['', '0', '-1', '9223372036854775807', '99999999999999999999', '2026-04-01'])
      assert.equal(readFiletime(text), undefined, text)
  })

  test('days that do not exist, and what is no time, are not read', () => {
    for (const text of [
      '2026-02-30',
      '2026-02-30 00:00:00',
      '2026-04-01 25:00:00',
      '04/01/2026',
      'infinity',
      '',
    ]) {
      assert.equal(readInstant(text), undefined, text)
    }
    assert.equal(readSeconds(Number.NaN), undefined)
    assert.equal(readSeconds(-1), undefined)
    assert.equal(readSeconds(0), '1970-01-01T00:00:00Z')
  })

  test('LDAP’s time is read in UTC alone', () => {
    assert.equal(readGeneralizedTime('20261122184932.5Z'), '2026-11-22T18:49:32Z')
    assert.equal(readGeneralizedTime('20261122184932'), undefined)
    assert.equal(readGeneralizedTime('20261322184932Z'), undefined)
  })
})
