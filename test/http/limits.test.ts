import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLimits } from '../../src/http/limits.ts'

test('Beyond its limit a caller is refused and told when to come back; others are not touched', async () => {
  const consume = openLimits({ token: 2 })
  await consume('token', 'token_1')
  await consume('token', 'token_1')
  await assert.rejects(
    consume('token', 'token_1'),
    (error: { kind: string; values: { seconds: number } }) => {
      assert.equal(error.kind, 'limited')
      assert.ok(error.values.seconds > 0 && error.values.seconds <= 60)
      return true
    },
  )
  await consume('token', 'token_2')
})

test('One /64 of IPv6 counts as one caller, one IPv4 address as one', async () => {
  const consume = openLimits({ failure: 1 })
  await consume('failure', '2001:db8:1:2::1')
  await assert.rejects(consume('failure', '2001:db8:1:2:ffff::9'), { kind: 'limited' })
  await consume('failure', '2001:db8:1:3::1')
  await consume('failure', '::1')
  await consume('failure', '192.0.2.1')
  await consume('failure', '192.0.2.2')
})
