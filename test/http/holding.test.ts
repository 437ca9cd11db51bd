import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHolding } from '../../src/http/holding.ts'

test('No more answers are kept back at once than there is room for; the next go out undelayed', async () => {
  const hold = openHolding(2)
  const said: string[] = []
  const both = Promise.all(
    ['first', 'second'].map(
      name => new Promise<void>(resolve => hold(20, () => resolve(void said.push(name)))),
    ),
  )
  hold(20, () => said.push('third'))
  assert.deepEqual(said, ['third'])
  await both
  hold(20, () => said.push('fourth'))
  assert.deepEqual(said, ['third', 'first', 'second'], 'there is room again')
})
