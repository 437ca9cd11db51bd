import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepts, readWaiver } from '../../src/core/waiver.ts'

const now = '2026-04-01T00:00:00.000Z'
const input = {
  reason: 'the vendor replaces it in May',
  approver: 'tanaka',
  expiresAt: '2026-06-01T00:00:00+09:00',
}

test('a waiver keeps reason, approver and an end in UTC', () => {
  assert.deepEqual(readWaiver(input, now), {
    ...input,
    expiresAt: '2026-05-31T15:00:00.000Z',
    createdAt: now,
  })
})

for (const [why, expiresAt] of [
  ['that has already ended', '2026-03-31T00:00:00Z'],
  ['that ends this very instant', now],
  ['whose end is no date', 'never'],
] as const) {
  test(`a waiver ${why} is refused, naming the end`, () => {
    assert.throws(() => readWaiver({ ...input, expiresAt }, now), {
      key: 'waiver-expiry',
      message: new RegExp(`"${expiresAt}"`),
    })
  })
}

test('a waiver that lasts longer than a year is refused for that, naming the latest end', () => {
  const expiresAt = '2027-04-01T00:00:01Z'
  assert.throws(() => readWaiver({ ...input, expiresAt }, now), {
    key: 'waiver-too-long',
    message: `A waiver may last a year: "${expiresAt}" is later than 2027-04-01T00:00:00.000Z.`,
  })
  assert.equal(readWaiver({ ...input, expiresAt: '2027-04-01T00:00:00Z' }, now).reason, input.reason)
})

test('a waiver accepts what is as bad as it was or better, never what is worse', () => {
  assert.equal(accepts({ severity: 'high' }, 'high'), true)
  assert.equal(accepts({ severity: 'high' }, 'medium'), true)
  assert.equal(accepts({ severity: 'high' }, 'critical'), false)
  assert.equal(accepts({}, 'critical'), true, 'one from before this was noted')
})
