import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guardAgainstLockout } from '../../src/access/lockout.ts'

const now = '2026-11-23T03:00:00.000Z'
const later = '2026-12-01T00:00:00.000Z'
const latest = '2026-12-24T00:00:00.000Z'
const guard = (ip: string, ...entries: readonly (readonly [network: string, expiresAt?: string])[]) =>
  guardAgainstLockout(
    entries.map(([network, expiresAt]) => ({
      network,
      createdAt: now,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    })),
    ip,
    now,
  )

test('Whoever is let in by an entry without an end may edit, whatever else ends', () => {
  guard('192.0.2.7', ['192.0.2.0/24'])
  guard('192.0.2.7', ['192.0.2.7/32', later], ['192.0.2.0/24'])
  guard('2001:db8::7', ['2001:db8::/32'], ['192.0.2.0/24', later])
})

test('Whoever no entry lets in, or only one that has ended by now, would be cut off at once', () => {
  const atOnce = { kind: 'conflict', key: 'allowlist-lockout', values: { ip: '192.0.2.7' } }
  assert.throws(() => guard('192.0.2.7'), atOnce)
  assert.throws(() => guard('192.0.2.7', ['198.51.100.0/24']), atOnce)
  assert.throws(() => guard('192.0.2.7', ['192.0.2.0/24', now]), atOnce)
})

test('Whoever is let in only by entries that end would be cut off with the last of them', () => {
  const entries = [
    ['192.0.2.0/24', later],
    ['192.0.2.0/28', latest],
    ['198.51.100.0/24', '2027-01-01T00:00:00.000Z'],
    ['203.0.113.0/24'],
  ] as const
  assert.throws(() => guard('192.0.2.7', ...entries), {
    kind: 'conflict',
    key: 'allowlist-lockout-later',
    values: { ip: '192.0.2.7', endsAt: latest },
    message: /192\.0\.2\.7.*2026-12-24/,
  })
  assert.throws(() => guard('192.0.2.99', ...entries), { values: { ip: '192.0.2.99', endsAt: later } })
})
