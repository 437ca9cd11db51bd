import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gateFaultRules, isGateFault, settingBehind } from '../../src/core/gate-fault.ts'
import { readShelf } from '../../src/shelf.ts'

const root = new URL('../../', import.meta.url).pathname

for (const [name, { settings }] of await readShelf('gates')) {
  test(`what the gate ${name} names to look at stands on its page`, () => {
    for (const rule of gateFaultRules) {
      const { setting, page } = settingBehind(rule, settings)
      const text = readFileSync(`${root}${page}`, 'utf8')
      assert.ok(text.includes(setting), `${rule}: ${setting} in ${page}`)
    }
  })
}

test('a question over the API is looked up in its description', () => {
  assert.deepEqual(settingBehind('no-address', undefined), { setting: 'ip', page: '/docs' })
})

test('the gravest fault comes first, and a visitor who is kept out is none', () => {
  assert.equal(gateFaultRules[0], 'internal-error')
  assert.deepEqual(
    (['malformed', 'unknown-system', 'not-listed', 'listed', 'throttled'] as const).filter(isGateFault),
    ['malformed', 'unknown-system'],
  )
})
