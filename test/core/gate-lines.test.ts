import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LineDoor } from '../../src/core/gate.ts'
import { readLines } from '../../src/core/gate-lines.ts'

const door: LineDoor = { protocol: 'lines', separator: ':', end: 'end', questions: 'one' }

test('a value may hold the separator, and may be empty', () => {
  assert.deepEqual(readLines('account:tanaka\npassword:a:b=c\nsni_name:\n', door), {
    account: 'tanaka',
    password: 'a:b=c',
    sni_name: '',
  })
})

for (const [what, text] of [
  ['a line without a separator', 'account:tanaka\npeer\n'],
  ['a name that comes twice', 'peer:203.0.113.9\npeer:192.0.2.7\n'],
  ['a name with blanks', 'pe er:192.0.2.7\n'],
  ['a name that is none', '__proto__:1\n'],
  ['a line without a name', ':192.0.2.7\n'],
] as const) {
  test(`${what} makes the whole question unreadable`, () => assert.equal(readLines(text, door), undefined))
}

test('every value comes back as it was written', () => {
  const value = fc.string().map(text => text.replaceAll('\n', ''))
  fc.assert(
    fc.property(value, value, (account, password) => {
      assert.deepEqual(readLines(`account:${account}\npassword:${password}\n`, door), { account, password })
    }),
  )
})
