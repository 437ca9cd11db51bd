import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Policy } from '../../src/core/policy.ts'
import { Refusal } from '../../src/core/refusal.ts'
import { readPolicies } from '../../src/policies.ts'
import { readShelf } from '../../src/shelf.ts'

const rules = await readShelf('rules')

/** Reads files given as name → text. */
function read(files: Readonly<Record<string, string>>): ReadonlyMap<string, Policy> {
  return readPolicies(
    Object.entries(files).map(([name, text]) => ({ name, text })),
    rules,
  )
}

function policy(name: string, files: Readonly<Record<string, string>>): Policy {
  const found = read(files).get(name)
  assert.ok(found)
  return found
}

/** What is wrong with the files: `at key` of every fault. */
function faults(files: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(files)
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error))
    return error.faults.length === 0 ? [error.key] : error.faults.map(({ at, key }) => `${at} ${key}`)
  }
  return []
}

const options = (found: Policy, rule: string) =>
  found.rules[rule]?.options as Readonly<Record<string, unknown>>

describe('a policy', () => {
  test('that says next to nothing is complete: all rules, every option, the whole ladder', () => {
    const found = policy('base', { base: 'profile: nist-r4' })
    assert.deepEqual(Object.keys(found.rules), [...rules.keys()])
    for (const [id, { options: read }] of Object.entries(found.rules)) {
      assert.deepEqual(rules.get(id)?.options.parse(read), read, id)
    }
    assert.equal(found.ladder.compromised && found.ladder.age, 'off')
    assert.equal(found.rotationByAgeDemandedBy, undefined)
  })

  test('inherits what it does not say, option by option', () => {
    const found = policy('shop', {
      base: 'rules: {AC-07: {severity: high, options: {dormantAfterDays: 20}}}\nladder: {weak: 9 days}',
      middle: 'extends: base\nrules: {AC-07: {options: {highAfterDays: 70}}}',
      shop: 'extends: middle\nladder: {weak: 2 business days}',
    })
    assert.deepEqual(found.rules['AC-07'], {
      enabled: true,
      severity: 'high',
      options: { dormantAfterDays: 20, highAfterDays: 70 },
    })
    assert.deepEqual(found.ladder.weak, { businessDays: 2 })
  })

  test('may switch a rule of its parent off and on again', () => {
    const files = {
      base: 'rules: {PW-08: off}',
      ftp: 'extends: base',
      shop: 'extends: base\nrules: {PW-08: on}',
    }
    assert.equal(policy('ftp', files).rules['PW-08']?.enabled, false)
    assert.equal(policy('shop', files).rules['PW-08']?.enabled, true)
  })

  test('gives a written option more say than a profile, wherever either is written', () => {
    const found = policy('shop', { base: 'minLength: 20', shop: 'extends: base\nprofile: jp-sme' })
    assert.equal(found.profile, 'jp-sme')
    assert.deepEqual(options(found, 'PW-06'), { minLength: 20, minLengthWithMfa: 10 })
  })

  test('may spell length and score short; the rules and the policy always agree', () => {
    const found = policy('base', { base: 'minScore: 4\nminLength: 18' })
    assert.equal(options(found, 'PW-07').minScore, 4)
    assert.equal(options(found, 'PW-06').minLength, 18)
    const long = policy('base', { base: 'rules: {PW-06: {options: {minLength: 22}}}' })
    assert.equal(long.minLength, 22)
  })

  test('adds its company words and closing days to the inherited ones', () => {
    const found = policy('shop', {
      base: 'companyWords: [aoba, 青葉]\nclosingDays: [2026-12-30]',
      shop: 'extends: base\ncompanyWords: [aoba, shopping]\nclosingDays: [2026-12-29]',
    })
    assert.deepEqual(found.companyWords, ['aoba', '青葉', 'shopping'])
    assert.deepEqual(found.closingDays, ['2026-12-29', '2026-12-30'])
  })
})

test('Logins that no list names are let in unless a policy says otherwise, which one that extends it may take back', () => {
  const strict = 'denyUnknownLogins: on'
  const denies = (files: Readonly<Record<string, string>>, name: string) =>
    policy(name, files).denyUnknownLogins
  assert.equal(denies({ base: '{}' }, 'base'), false)
  assert.equal(denies({ base: strict, ftp: 'extends: base' }, 'ftp'), true)
  assert.equal(denies({ base: strict, ftp: 'extends: base\ndenyUnknownLogins: off' }, 'ftp'), false)
  assert.deepEqual(faults({ base: 'denyUnknownLogins: yes' }), ['base.yaml line 1 policy-not-one-of'])
})

describe('denying at login', () => {
  const denial = (base: string) => policy('base', { base }).denyAtLogin

  test('is off unless it is written, and may be switched off again by a policy that extends', () => {
    assert.equal(denial('{}'), undefined)
    const files = { base: 'denyAtLogin: {causes: [leaked]}', ftp: 'extends: base\ndenyAtLogin: off' }
    assert.equal(policy('ftp', files).denyAtLogin, undefined)
  })

  test('leaves two weeks and spares the inside where nothing else is written', () => {
    assert.deepEqual(denial('denyAtLogin: {causes: [default]}'), {
      causes: ['default'],
      graceDays: 14,
      from: 'outside',
      ownNetworks: [],
    })
  })

  test('is refused without causes, with causes nobody knows and with networks that do not read', () => {
    assert.deepEqual(faults({ base: 'denyAtLogin: {causes: []}' }), ['base.yaml line 1 policy-wrong-length'])
    assert.deepEqual(faults({ base: 'denyAtLogin: {causes: [weak]}' }), [
      'base.yaml line 1 policy-not-one-of',
    ])
    assert.deepEqual(faults({ base: 'denyAtLogin:\n  causes: [default]\n  ownNetworks: [10.1.2.3/8]' }), [
      'base.yaml line 3 policy-network',
    ])
  })
})

describe('throttling at the gates', () => {
  const throttle = (base: string, more: Readonly<Record<string, string>> = {}) =>
    policy(Object.keys(more)[0] ?? 'base', { base, ...more }).throttle
  const usual = { delayAfterFailures: 3, denyAfterFailures: 100, forgetAfterMinutes: 60 }

  test('asks of logins what the rule about lockout asks of systems', () => {
    assert.deepEqual(throttle('profile: nist-r4'), usual)
    assert.deepEqual(throttle('profile: pci-4.0.1'), { ...usual, denyAfterFailures: 10 })
    assert.deepEqual(throttle('rules: {AC-12: {options: {maxFailures: 500, minMinutes: 90}}}'), {
      ...usual,
      forgetAfterMinutes: 90,
    })
  })

  test('is inherited number by number, and slows down before it stops', () => {
    const ftp = 'extends: base\nthrottle: {denyAfterFailures: 2}'
    assert.deepEqual(throttle('throttle: {delayAfterFailures: 5, forgetAfterMinutes: 15}', { ftp }), {
      delayAfterFailures: 2,
      denyAfterFailures: 2,
      forgetAfterMinutes: 15,
    })
  })

  test('never allows more failures than NIST does', () => {
    const [fault] = faults({ base: 'throttle: {denyAfterFailures: 101}' })
    assert.match(fault ?? '', /^base\.yaml line 1 policy-/)
  })
})

describe('re-checks of proved tasks', () => {
  const days = (name: string, files: Readonly<Record<string, string>>) =>
    policy(name, files).recheck.afterDays

  test('are off unless a file asks for them, and the nearest file is asked', () => {
    assert.deepEqual(days('base', { base: 'minLength: 12' }), [])
    const files = {
      base: 'recheck: {afterDays: [30, 1, 7, 7]}',
      ftp: 'extends: base',
      shop: 'extends: base\nrecheck: {afterDays: []}',
    }
    assert.deepEqual(
      [days('base', files), days('ftp', files), days('shop', files)],
      [[1, 7, 30], [1, 7, 30], []],
    )
  })

  test('are on whole days within a year, and nothing else stands beside them', () => {
    for (const wrong of [
      '{afterDays: [0]}',
      '{afterDays: [366]}',
      '{afterDays: 7}',
      '{}',
      '{days: [7]}',
      'on',
    ]) {
      assert.throws(() => policy('base', { base: `recheck: ${wrong}` }), { key: 'policy-faults' }, wrong)
    }
  })
})

describe('the reminders', () => {
  test('are the usual ones number by number, with the days before in order', () => {
    const ftp = 'extends: base\nreminders: {beforeDue: [2, 5, 2]}'
    const files = { base: 'reminders: {managerAfter: 2}', ftp }
    const base = policy('base', files).reminders
    assert.deepEqual(base, {
      beforeDue: [7, 3, 1],
      everyDaysOverdue: 2,
      managerAfter: 2,
      administratorAfter: 8,
    })
    assert.deepEqual(policy('ftp', files).reminders, { ...base, beforeDue: [5, 2] })
  })
})

describe('rotation by age', () => {
  test('is refused unless the policy names who demands it', () => {
    assert.deepEqual(faults({ base: 'minScore: 3\nladder:\n  age: 14 days' }), [
      'base.yaml line 3 policy-age-undemanded',
    ])
    assert.deepEqual(faults({ base: 'rotationByAge: {days: 90}' }), ['base.yaml line 1 policy-missing'])
    assert.deepEqual(faults({ base: 'rotationByAge: {days: 90, demandedBy: " "}' }), [
      'base.yaml line 1 policy-wrong-length',
    ])
  })

  test('is told once, not again by every policy that extends the file', () => {
    assert.deepEqual(faults({ base: 'ladder: {age: 14 days}', shop: 'extends: base' }), [
      'base.yaml line 1 policy-age-undemanded',
    ])
  })

  test('once demanded, is checked on every system and has a step', () => {
    const found = policy('base', { base: 'rotationByAge: {demandedBy: card contract, days: 60}' })
    assert.equal(found.rotationByAgeDemandedBy, 'card contract')
    assert.deepEqual(found.ladder.age, { days: 30 })
    assert.equal(found.rules['LC-07']?.enabled, true)
    assert.deepEqual(options(found, 'LC-07'), { maxAgeDays: 60, cardholderDataOnly: false })
    assert.equal(options(found, 'LC-09').demandedBy, 'card contract')
  })
})

describe('policies that extend each other', () => {
  test('are refused when they go in a circle, and each says which way', () => {
    const files = { base: '{}', ftp: 'extends: mail', mail: 'extends: ftp' }
    assert.deepEqual(faults(files), ['ftp.yaml line 1 policy-circle', 'mail.yaml line 1 policy-circle'])
    assert.throws(
      () => read(files),
      (error: Refusal) => error.faults[0]?.values?.circle === 'ftp → mail → ftp',
    )
  })

  test('are refused when a parent is missing, with the one that was probably meant', () => {
    assert.deepEqual(faults({ base: '{}', shop: 'extends: bsae' }), [
      'shop.yaml line 1 policy-misspelt-parent',
    ])
    assert.deepEqual(faults({ base: '{}', shop: 'extends: accounting' }), [
      'shop.yaml line 1 policy-no-parent',
    ])
  })

  test('need a base', () => {
    assert.deepEqual(faults({ shop: '{}' }), ['policy-no-base'])
  })
})

test('parents are read, whatever the order of the files', () => {
  const found = policy('accounting', { accounting: 'extends: base', base: 'minScore: 4' })
  assert.equal(found.minScore, 4)
})
