import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makePasswords } from '../../src/audit/password-making.ts'
import { Refusal } from '../../src/core/refusal.ts'
import { readPolicies, readPolicyFiles } from '../../src/policies.ts'
import { readShelf } from '../../src/shelf.ts'
import { openBuilt } from '../built.ts'
import { bytesUnder } from '../folder-bytes.ts'

const { enforcer, folder, faults, declare, importLines } = await openBuilt()
const rules = await readShelf('rules')
const files = await readPolicyFiles(new URL('../../policies', import.meta.url).pathname)

/** The parts of a run under the shipped policies and one more, written here. */
function under(text: string) {
  const policy = readPolicies([...files, { name: 'tried', text }], rules).get('tried')
  assert.ok(policy !== undefined)
  let state = 1
  return {
    rules,
    policies: { named: () => policy },
    clock: () => '2026-11-23T00:00:00.000Z',
    random: (below: number) => {
      state = (state * 48_271) % 2_147_483_647
      return Math.floor((state / 2_147_483_647) * below)
    },
  }
}

test('what is made is judged good by the very audit that will see it', async () => {
  await declare('ftp', { facts: { maxPasswordLength: 20 } })
  const made = await enforcer.generatePasswords({ system: 'ftp', count: 10 })
  await importLines('ftp', ['login,password', ...made.map(({ password }, at) => `staff${at},${password}`)])
  await enforcer.settle()
  const { items } = await enforcer.findings({ system: 'ftp', status: 'open' }, { limit: 200 })
  const broken = items.filter(({ rule, verdict }) => rule.startsWith('PW-') && verdict === 'bad')
  assert.deepEqual(
    broken.filter(({ login }) => login !== undefined).map(({ rule, login }) => `${rule} ${login}`),
    [],
  )
})

test('nothing of what is made reaches the data folder', async () => {
  const made = await enforcer.generatePasswords({ count: 20 })
  await enforcer.settle()
  const files = bytesUnder(folder)
  assert.ok(files.length > 0)
  for (const { password } of made) assert.ok(files.every(bytes => !bytes.includes(password)))
  assert.deepEqual(faults, [])
})

test('a policy that asks for digits gets them, and words of the company are left out', async () => {
  const { rate } = await import('../../src/strength/rating.ts')
  const parts = {
    ...under('extends: base\nprofile: pci-4.0.1\ncompanyWords: [hana, yama]\n'),
    rate: async (password: string, words: readonly string[]) => rate(password, words),
  }
  for (const { password } of await makePasswords(parts, { count: 20 })) {
    assert.match(password, /^(?:[a-z]+-){4}[a-z]+[2-9]$/)
    assert.doesNotMatch(password, /hana|yama/)
  }
})

test('what the policy refuses is drawn again, and given up in the end with the rule that refuses', async () => {
  let rated = 0
  const everyOther = {
    ...under('extends: base\n'),
    rate: async () => {
      rated += 1
      const score = rated % 2 === 0 ? 4 : 1
      return { score, guessesLog10: 5, length: 20, weaknesses: [], suggestions: [] } as const
    },
  }
  assert.equal((await makePasswords(everyOther, { count: 5 })).length, 5)
  const never = {
    ...everyOther,
    rate: async () => ({ score: 1, guessesLog10: 5, length: 20, weaknesses: [], suggestions: [] }) as const,
  }
  await assert.rejects(makePasswords(never, {}), (error: unknown) => {
    assert.ok(error instanceof Refusal)
    assert.equal(error.key, 'generator-refused')
    assert.deepEqual(error.values, { rules: 'PW-07', policy: 'tried', bits: 60 })
    return true
  })
})
