import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HourlyBudget } from '../../src/probing/hourly-budget.ts'

const minute = 60_000

test('No hour ever sees more probes of a system than its budget', () => {
  const budget = new HourlyBudget(60)
  const taken: number[] = []
  for (let now = 0; now < 240 * minute; now += 7_000) if (budget.take('files', now)) taken.push(now)
  for (const at of taken) {
    const within = taken.filter(other => other > at - 60 * minute && other <= at)
    assert.ok(within.length <= 60, `${within.length} in the hour before ${at}`)
  }
  assert.equal(taken.length, 240, 'and nothing is lost either')
})

test('A try that was not allowed costs nothing, and one system does not use up another', () => {
  const budget = new HourlyBudget(1)
  assert.deepEqual(
    [budget.take('files', 0), budget.take('files', minute), budget.take('mail', minute)],
    [true, false, true],
  )
  assert.equal(budget.take('files', 60 * minute - 1), false)
  assert.equal(budget.take('files', 60 * minute), true)
})
