import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal, type RefusalKind } from '../../src/core/refusal.ts'
import { problemHeaders, problemOf, problemSchema } from '../../src/http/problem.ts'

const statuses: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'wrong-method': 405,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  'wrong-media': 415,
  invalid: 422,
  unconditional: 428,
  limited: 429,
  unavailable: 503,
  'storage-full': 507,
}
for (const [kind, status] of Object.entries(statuses)) {
  test(`A refusal "${kind}" is answered ${status}`, () => {
    const problem = problemOf(new Refusal(kind as RefusalKind, 'http-token'), 'en', 'x')
    assert.equal(problem.status, status)
    assert.equal(problemSchema.safeParse(problem).success, true)
  })
}

test('A refusal is told in the language of the reader, with its hint and every fault', () => {
  const refusal = new Refusal('malformed', 'http-fields', { fields: 'x' }, [
    { at: 'x', key: 'http-field-unknown' },
  ])
  const english = problemOf(refusal, 'en', '816d9cc7')
  const japanese = problemOf(refusal, 'ja', '816d9cc7')
  assert.deepEqual(english.errors, [
    {
      at: 'x',
      code: 'http-field-unknown',
      detail: 'This field is not known.',
      hint: 'Leave it out, or correct its spelling.',
    },
  ])
  assert.equal(japanese.errors[0]?.detail, 'この項目は知られていません。')
  assert.equal(japanese.code, english.code)
  assert.equal(english.instance, 'urn:uuid:816d9cc7')
})

test('A fault of our own is told without detail', () => {
  const problem = problemOf(new Error('SELECT password FROM accounts'), 'en', 'x')
  assert.equal(problem.status, 500)
  assert.equal(problem.code, 'internal-error')
  assert.equal(JSON.stringify(problem).includes('SELECT'), false)
})

test('Whoever has no token is told which kind to bring, whoever comes too often when to come back', () => {
  assert.deepEqual(problemHeaders(new Refusal('unauthenticated', 'http-token')), {
    'WWW-Authenticate': 'Bearer realm="kagimori"',
  })
  assert.deepEqual(problemHeaders(new Refusal('limited', 'http-limited', { seconds: 7 })), {
    'Retry-After': '7',
  })
})
