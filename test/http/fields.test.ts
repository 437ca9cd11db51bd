import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { Refusal } from '../../src/core/refusal.ts'
import { readFields, requireSameId } from '../../src/http/fields.ts'
import { problemOf } from '../../src/http/problem.ts'
import { flag, instant, line, longText, present, sinceDay, text } from '../../src/http/schemas.ts'

const schema = z.strictObject({
  name: z.string().min(1).max(5),
  kind: z.enum(['ftp', 'mail']),
  port: z.int().min(1).max(65_535),
  owner: z.string().nullish(),
  until: instant.nullish(),
  inner: z.strictObject({ a: z.boolean() }).nullish(),
})
const good = { name: 'FTP', kind: 'ftp', port: 21 }

function faultsOf(value: unknown): Readonly<Record<string, string>> {
  return faultsIn(schema, value)
}

function faultsIn(schema: z.ZodType, value: unknown): Readonly<Record<string, string>> {
  try {
    readFields(schema, value)
  } catch (error) {
    assert.ok(error instanceof Refusal)
    assert.equal(error.kind, 'malformed')
    return Object.fromEntries(error.faults.map(({ at, key }) => [at, key]))
  }
  return {}
}

test('A body is read as its schema says, null and absent being the same', () => {
  assert.deepEqual(readFields(schema, { ...good, owner: null }), good)
})

const cases: readonly (readonly [about: string, change: object, at: string, key: string])[] = [
  ['a missing field', { name: undefined }, 'name', 'http-field-missing'],
  ['an unknown field', { onwer: 'tanaka' }, 'onwer', 'http-field-unknown'],
  ['an unknown field inside another', { inner: { a: true, b: 1 } }, 'inner.b', 'http-field-unknown'],
  ['a wrong type', { port: '21' }, 'port', 'http-field-type'],
  ['a value that is no choice', { kind: 'gopher' }, 'kind', 'http-field-choice'],
  ['a number that is too small', { port: 0 }, 'port', 'http-field-small'],
  ['a text that is too long', { name: 'File server' }, 'name', 'http-field-long'],
  ['a time without an offset', { until: '2026-12-31T18:00:00' }, 'until', 'http-field-instant'],
]
for (const [about, change, at, key] of cases) {
  test(`The refusal of ${about} names the field and what is wrong`, () => {
    assert.deepEqual(faultsOf({ ...good, ...change }), { [at]: key })
  })
}

test('What is too short or too long is told in what it is counted in: characters, entries, or the number itself', () => {
  const sized = z.strictObject({
    name: z.string().min(3).max(5),
    scopes: z.array(z.string()).min(1).max(2),
    port: z.int().min(1).max(9),
  })
  const hints = (value: unknown) => {
    try {
      readFields(sized, value)
      return []
    } catch (error) {
      return problemOf(error, 'en', 'id').errors.map(({ hint }) => hint)
    }
  }
  assert.deepEqual(hints({ name: 'ab', scopes: [], port: 0 }), [
    'Write 3 or more characters.',
    'Write 1 or more entries.',
    'Write the number 1 or a larger one.',
  ])
  assert.deepEqual(hints({ name: 'abcdef', scopes: ['a', 'b', 'c'], port: 10 }), [
    'Write 5 characters or fewer.',
    'Write 2 entries or fewer.',
    'Write the number 9 or a smaller one.',
  ])
})

test('A one-line text holds no line break and no other control character; a reason may have lines', () => {
  for (const bad of ['a\r\nb', 'a\nb', 'a\tb', 'a\u0000b', 'a\u001b[31mb', 'a\u0085b', 'a\u2028b']) {
    for (const schema of [text, line(20)]) {
      assert.deepEqual(faultsIn(z.strictObject({ name: schema }), { name: bad }), { name: 'http-field-line' })
    }
  }
  for (const good of ['青葉商事 本社', 'sato’s “desk” ✓', 'ＦＴＰ（旧）', '👩‍💻']) {
    assert.equal(text.parse(good), good)
  }
  assert.equal(longText.parse('first\nsecond'), 'first\nsecond')
})

test('Every bad field is named at once', () => {
  assert.deepEqual(faultsOf({ name: '', port: 70_000, x: 1 }), {
    kind: 'http-field-choice',
    name: 'http-field-short',
    port: 'http-field-big',
    x: 'http-field-unknown',
  })
})

test('A refusal never quotes what was sent, since it may be a password', () => {
  const canary = 'kanariya-8841'
  fc.assert(
    fc.property(
      fc.constantFrom('name', 'kind', 'port', 'owner', 'until', 'inner'),
      fc.boolean(),
      (field, nested) => {
        const value = nested ? { deep: [canary] } : canary.repeat(3)
        try {
          readFields(schema, { ...good, [field]: value })
          assert.equal(field, 'owner')
        } catch (error) {
          assert.equal(JSON.stringify(problemOf(error, 'en', 'id')).includes(canary), false)
        }
      },
    ),
  )
})

test('Times are kept in UTC, days begin at midnight UTC, flags are true or false and nothing else', () => {
  assert.equal(instant.parse('2026-12-31T18:00:00+09:00'), '2026-12-31T09:00:00.000Z')
  assert.equal(sinceDay.parse('2026-12-31'), '2026-12-31T00:00:00.000Z')
  assert.equal(sinceDay.safeParse('2026-02-30').success, false)
  assert.equal(flag.parse('false'), false)
  assert.equal(flag.safeParse('1').success, false)
})

test('Absent fields are dropped at every depth, values stay', () => {
  assert.deepEqual(present({ a: null, b: [{ c: undefined, d: 0 }], e: '' }), { b: [{ d: 0 }], e: '' })
})

test('A body may repeat the id of its path, not another one', () => {
  requireSameId('ftp', 'ftp')
  requireSameId(undefined, 'ftp')
  assert.throws(() => requireSameId('mail', 'ftp'), { kind: 'malformed' })
})
