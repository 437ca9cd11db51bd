import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { differencesOf } from '../../src/sync/difference.ts'

test('Lines too many are told with a plus, lines too few with a minus, as often as they are', () => {
  assert.deepEqual(differencesOf('allow 192.0.2.7;\ndeny all;\n', 'allow all;\nallow all;\n'), [
    '+allow all;',
    '+allow all;',
    '-allow 192.0.2.7;',
    '-deny all;',
  ])
})

test('Where only the order differs, the first line out of place is told: servers read from the top', () => {
  assert.deepEqual(differencesOf('allow 192.0.2.7;\ndeny all;\n', 'deny all;\nallow 192.0.2.7;\n'), [
    '+deny all;',
    '-allow 192.0.2.7;',
  ])
})

test('What looks like a secret, what a terminal would obey and what is endless is not shown', () => {
  const [secret, painted, endless = ''] = differencesOf(
    '',
    `auth_pass = spring-2026\n\u001b[2Jhello\n${'x'.repeat(500)}`,
  )
  assert.equal(secret, '+auth_pass …')
  assert.equal(painted, '+?[2Jhello')
  assert.ok(endless.length <= 200)
})

test('Any two texts: equal ones have no difference, others have one to fifty', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 80 }).map(some => some.join('\n'))
  fc.assert(
    fc.property(lines, lines, (given, live) => {
      const found = differencesOf(given, live)
      if (given === live) assert.deepEqual(found, [])
      else assert.ok(found.length >= 1 && found.length <= 50)
    }),
  )
})
