import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isAccountRow } from '../../src/core/format.ts'
import ndjson from '../../src/formats/ndjson.ts'

function recognised(...lines: readonly string[]): boolean | undefined {
  return ndjson.dialects[0]?.recognises({ text: lines.join('\n'), lines, header: [] })
}

describe('An account list as newline-delimited JSON', () => {
  test('one object a line with a login is recognised, one large object or array is not', () => {
    assert.equal(
      recognised('{"login": "tanaka", "role": "admin"}', '{"login": "sato", "role": "user"}'),
      true,
    )
    assert.equal(recognised('{"accounts": [{"login": "tanaka", "role": "admin"}]}'), false)
    assert.equal(recognised('[{"login": "tanaka", "role": "admin"}]'), false)
    assert.equal(recognised('{"login": "tanaka",', '"role": "admin"}'), false)
    assert.equal(recognised('{"level": "info", "message": "started"}'), false)
  })

  test('the facts of an object are read as those of a CSV row', () => {
    const reader = ndjson.dialects[0]?.open({ columns: {}, now: '2026-11-23T00:00:00Z' })
    const results =
      reader?.read({ ユーザーID: 'tanaka', 権限: '管理者', 有効: true, 退職日: 'R8.4.1' } as never, 1) ?? []
    assert.deepEqual(
      results
        .filter(isAccountRow)
        .map(({ login, role, enabled, leftAt }) => ({ login, role, enabled, leftAt })),
      [{ login: 'tanaka', role: 'admin', enabled: true, leftAt: '2026-04-01' }],
    )
  })
})
