import assert from 'node:assert/strict'
import { test } from 'node:test'
import { profiles } from '../../src/core/policy.ts'
import { profileSheets } from '../../src/core/profiles.ts'
import { readPolicies } from '../../src/policies.ts'
import { readShelf } from '../../src/shelf.ts'

const rules = await readShelf('rules')

/** The demands as published: length alone / with MFA, composition, age, dormant, failures before lockout / minutes. */
const published = {
  'nist-r4': { length: [15, 8], composition: false, age: false, dormant: 45, lockout: [100, 0] },
  'pci-4.0.1': { length: [12, 12], composition: true, age: true, dormant: 90, lockout: [10, 30] },
  'cis-ig1': { length: [14, 8], composition: false, age: false, dormant: 45, lockout: [5, 15] },
  'jp-sme': { length: [12, 10], composition: false, age: false, dormant: 90, lockout: [10, 0] },
} as const

for (const profile of profiles) {
  test(`${profile} asks for what its source asks for`, () => {
    const policy = readPolicies([{ name: 'base', text: `profile: ${profile}` }], rules).get('base')
    assert.ok(policy)
    const option = (rule: string, name: string) =>
      (policy.rules[rule]?.options as Readonly<Record<string, unknown>> | undefined)?.[name]
    assert.deepEqual(
      {
        length: [option('PW-06', 'minLength'), option('PW-06', 'minLengthWithMfa')],
        composition: policy.rules['PW-10']?.enabled,
        age: policy.rules['LC-07']?.enabled,
        dormant: option('AC-07', 'dormantAfterDays'),
        lockout: [option('AC-12', 'maxFailures'), option('AC-12', 'minMinutes')],
      },
      published[profile],
    )
    assert.equal(policy.minLength, published[profile].length[0])
    assert.equal(policy.ladder.age, 'off', 'no profile alone opens tasks by age')
  })

  test(`${profile} names only rules and options there are`, () => {
    for (const [id, { options = {} }] of Object.entries(profileSheets[profile].rules)) {
      const known = rules.get(id)?.options.shape
      assert.ok(known, id)
      for (const name of Object.keys(options)) assert.ok(name in known, `${id} ${name}`)
    }
  })
}
