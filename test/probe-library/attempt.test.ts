import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attempt, ProbeStop, putOff, reasonOf } from '../../src/probe-library/attempt.ts'

const coded = (code: string, message = '') => Object.assign(new Error(message), { code })
const reasons: readonly (readonly [unknown, string])[] = [
  [new ProbeStop('locked'), 'locked'],
  [coded('ECONNREFUSED'), 'unreachable'],
  [coded('ETIMEDOUT'), 'timed-out'],
  [coded('CERT_HAS_EXPIRED'), 'tls-failed'],
  [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls-failed'],
  [coded('ESOCKET', 'unable to verify the first certificate'), 'tls-failed'],
  [new Error('broken', { cause: coded('EHOSTUNREACH') }), 'unreachable'],
  [new TypeError('x is not a function'), 'internal-error'],
  [new Error('gibberish'), 'unreadable'],
  ['thrown text', 'internal-error'],
]

for (const [thrown, reason] of reasons) {
  test(`${String(thrown)} means ${reason}`, () => assert.equal(reasonOf(thrown), reason))
}

test('Words that put off are told from words that refuse', () => {
  assert.equal(putOff('530 Login incorrect.'), undefined)
  assert.equal(putOff('535 5.7.8 authentication failed: (reason unavailable)'), undefined)
  assert.equal(putOff('Account is locked'), 'locked')
  assert.equal(putOff('Too many failed logins'), 'locked')
  assert.equal(putOff('Please try again later'), 'try-later')
})

test('Whatever a conversation comes to, its connection is closed', async () => {
  const closed: string[] = []
  const limits = { milliseconds: 20, judgingMilliseconds: 20, bytes: 1 }
  const late = await attempt(limits, async ({ onEnd, onSent }) => {
    onEnd(() => void closed.push('late'))
    onSent()
    return new Promise(() => undefined)
  })
  const broken = await attempt(limits, async ({ onEnd }) => {
    onEnd(() => void closed.push('broken'))
    throw new ProbeStop('try-later')
  })
  assert.deepEqual(
    [late, broken],
    [
      { answer: 'unknown', reason: 'timed-out' },
      { answer: 'unknown', reason: 'try-later' },
    ],
  )
  assert.deepEqual(closed, ['late', 'broken'])
})
