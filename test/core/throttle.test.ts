import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delayAfter, isOwnNetwork } from '../../src/core/throttle.ts'

const throttle = { delayAfterFailures: 3, denyAfterFailures: 10, forgetAfterMinutes: 60 }

test('Answers wait twice as long with every failure, and never so long that a client gives up', () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 7, 8, 1_000].map(failures => delayAfter(failures, throttle))
  assert.deepEqual(delays, [0, 0, 0, 100, 200, 400, 800, 1_500, 1_500, 1_500])
})

for (const [network, own] of [
  ['203.0.113.10/32', true],
  ['203.0.0.0/16', true],
  ['203.0.0.0/15', false],
  ['0.0.0.0/0', false],
  ['128.0.0.0/1', false],
  ['10.0.0.0/8', true],
  ['172.16.0.0/12', true],
  ['2001:db8::/32', true],
  ['2001:c00::/22', false],
  ['fc00::/7', true],
  ['::/0', false],
] as const) {
  test(`${network} is ${own ? 'an own network' : 'an open door'}`, () => {
    assert.equal(isOwnNetwork(network), own)
  })
}
