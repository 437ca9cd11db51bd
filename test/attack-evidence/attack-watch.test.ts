import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { AttackWatch } from '../../src/attack-evidence/attack-watch.ts'
import type { Attempt, Decision, Question } from '../../src/core/decision.ts'
import type { Throttle } from '../../src/core/throttle.ts'
import { readPolicies } from '../../src/policies.ts'

const minute = 60_000
const begin = Date.parse('2026-11-23T09:00:00Z')
const rules = new Map()
const usual: Throttle = { delayAfterFailures: 3, denyAfterFailures: 10, forgetAfterMinutes: 60 }
const base =
  readPolicies([{ name: 'base', text: 'minScore: 3' }], rules).get('base') ?? assert.fail('no base')

/** A watch on the system mail, with a clock that the test sets, asked as the gatekeeper asks it. */
function openWatch(throttle: Throttle = usual) {
  const policies = new Map([['mail', { ...base, throttle }]])
  let now = begin
  const clock = () => new Date(now).toISOString()
  const watch = new AttackWatch({
    policies: {
      current: () => policies,
      named: () => base,
      problem: () => undefined,
      tried: () => Promise.resolve(policies),
    },
    clock,
    random: below => Math.floor(below / 3),
  })
  watch.onSystems([{ id: 'mail', policy: 'mail' }])
  const ask = (
    ip: string,
    login: string | undefined,
    network = '0.0.0.0/0',
    more: Partial<Question> = {},
  ) => {
    const question: Question = { system: 'mail', ip, login, ...more }
    const listed: Decision = {
      allow: true,
      wouldAllow: true,
      rule: 'listed',
      entry: { network },
      mode: 'enforce',
    }
    const rule = watch.objection(question, listed, clock())
    const decision: Decision =
      rule === undefined ? listed : { ...listed, allow: false, wouldAllow: false, rule }
    const delay = rule === undefined ? watch.delay(question, clock()) : 0
    watch.onDecision(question, decision, clock())
    return { rule: decision.rule, delay }
  }
  const end = (ip: string, login: string | undefined, success: boolean, more: Partial<Attempt> = {}) =>
    watch.onAttempt({ system: 'mail', ip, login, success, rejectedHere: false, ...more })
  const fail = (times: number, ip: string, login: string) => {
    for (let time = 0; time < times; time += 1) end(ip, login, false)
  }
  const wait = (milliseconds: number) => {
    now += milliseconds
  }
  return { watch, ask, end, fail, wait }
}

const attacker = '203.0.113.9'
const stranger = '198.51.100.20'
const home = '198.51.100.77'
const office = { ip: '192.0.2.7', network: '192.0.2.0/24' }

test('A stranger’s failed guess that `report` let on is one attempt, denied; what was let in and fails is another', () => {
  const { watch, ask, end, wait } = openWatch()
  const denied = { allow: true, wouldAllow: false, rule: 'not-listed', mode: 'report' } as const
  const counted = () => watch.evidenceOf('mail')?.within(60, begin)
  const knock = () =>
    watch.onDecision({ system: 'mail', ip: stranger, login: 'tanaka' }, denied, new Date(begin).toISOString())
  for (let time = 0; time < 3; time += 1) {
    knock()
    end(stranger, 'tanaka', false)
  }
  assert.deepEqual(counted(), { denied: 3, failed: 0 })
  assert.equal(watch.failedTotals().get('mail'), 3)
  ask(home, 'sato')
  end(home, 'sato', false)
  assert.deepEqual(counted(), { denied: 3, failed: 1 })
  knock()
  wait(10_001)
  end(stranger, 'tanaka', false)
  assert.deepEqual(counted(), { denied: 4, failed: 2 })
})

describe('Guessing at one account', () => {
  test('is slowed down from the third failure on and stopped from the tenth', () => {
    const { ask, fail } = openWatch()
    const answers = Array.from({ length: 11 }, () => {
      const answer = ask(attacker, 'tanaka')
      if (answer.rule === 'listed') fail(1, attacker, 'tanaka')
      return answer.rule === 'listed' ? answer.delay : answer.rule
    })
    assert.deepEqual(answers, [0, 0, 0, 100, 200, 400, 800, 1_500, 1_500, 1_500, 'throttled'])
  })

  test('is stopped wherever it comes from, and however the login is spelt', () => {
    const { ask, fail } = openWatch()
    for (let at = 0; at < 10; at += 1) fail(1, `203.0.113.${at}`, at % 2 === 0 ? 'tanaka' : 'TANAKA')
    assert.equal(ask(stranger, 'Tanaka').rule, 'throttled')
    assert.equal(ask(stranger, 'sato').rule, 'listed')
  })

  test('gets ten guesses and no more when a hundred are tried at once', () => {
    const { ask, end, fail } = openWatch()
    // The server is known to report once it has.
    end(home, 'sato', true)
    const answers = Array.from({ length: 100 }, (_, at) => ask(`203.0.113.${at}`, 'tanaka').rule)
    assert.equal(answers.filter(rule => rule === 'listed').length, 10)
    fail(10, attacker, 'tanaka')
    assert.equal(ask(stranger, 'tanaka').rule, 'throttled')
  })

  test('is over for a server that never told of an end within seconds', () => {
    const { ask, end, wait } = openWatch()
    end(home, 'sato', true)
    for (let at = 0; at < 20; at += 1) ask(attacker, 'tanaka')
    assert.equal(ask(attacker, 'tanaka').rule, 'throttled')
    wait(10_001)
    assert.equal(ask(attacker, 'tanaka').rule, 'listed')
  })

  test('does not stop the tenth, right one when its server asks again with the password found right', () => {
    const { ask, fail } = openWatch()
    fail(9, attacker, 'tanaka')
    assert.equal(ask(attacker, 'tanaka', undefined, { phase: 'before' }).rule, 'listed')
    assert.equal(ask(attacker, 'tanaka', undefined, { phase: 'after' }).rule, 'listed')
  })

  test('is forgotten an hour after the last failure; being denied does not draw it out', () => {
    const { ask, fail, wait } = openWatch()
    fail(10, attacker, 'tanaka')
    wait(60 * minute)
    assert.equal(ask(attacker, 'tanaka').rule, 'throttled')
    wait(1)
    assert.deepEqual(ask(attacker, 'tanaka'), { rule: 'listed', delay: 0 })
  })
})

describe('One’s own people', () => {
  test('are slowed down at the office, never locked out', () => {
    const { ask, fail } = openWatch()
    fail(500, attacker, 'tanaka')
    assert.deepEqual(ask(office.ip, 'tanaka', office.network), { rule: 'listed', delay: 1_500 })
  })

  test('get in from where they got in before, whatever strangers try', () => {
    const { ask, end, fail } = openWatch()
    end(home, 'tanaka', true)
    fail(500, attacker, 'tanaka')
    assert.deepEqual(ask(home, 'tanaka'), { rule: 'listed', delay: 0 })
    assert.equal(ask(stranger, 'tanaka').rule, 'throttled')
    fail(10, home, 'tanaka')
    assert.equal(ask(home, 'tanaka').rule, 'throttled', 'but not with failures of their own')
  })

  test('have their own mistakes forgiven with the right password, and nobody else’s', () => {
    const { ask, end, fail } = openWatch()
    fail(6, home, 'tanaka')
    fail(3, attacker, 'tanaka')
    end(home, 'tanaka', true)
    assert.deepEqual(ask(home, 'tanaka'), { rule: 'listed', delay: 0 })
    assert.deepEqual(ask(stranger, 'tanaka'), { rule: 'listed', delay: 100 })
  })

  test('are not stopped by what was denied before it was tried', () => {
    const { ask, end } = openWatch()
    for (let at = 0; at < 500; at += 1) end(attacker, 'tanaka', false, { rejectedHere: true })
    assert.deepEqual(ask(stranger, 'tanaka'), { rule: 'listed', delay: 0 })
  })
})

describe('Spraying one password over many accounts', () => {
  test('stops the address, an IPv6 one with its whole /64', () => {
    const { ask, fail } = openWatch()
    for (let at = 0; at < 10; at += 1) fail(1, `2001:db8:1:2::${at}`, `login${at}`)
    assert.equal(ask('2001:db8:1:2:ffff::1', 'tanaka', '::/0').rule, 'throttled')
    assert.equal(ask('2001:db8:1:3::1', 'tanaka', '::/0').rule, 'listed')
  })

  test('is not made up for by an account of the attacker’s own', () => {
    const { ask, end, fail } = openWatch()
    for (let at = 0; at < 10; at += 1) {
      fail(1, attacker, `login${at}`)
      end(attacker, 'goro', true)
    }
    assert.equal(ask(attacker, 'tanaka').rule, 'throttled')
  })
})

test('A system nobody declared leaves nothing behind', () => {
  const { watch } = openWatch()
  watch.onAttempt({ system: 'nas', ip: attacker, login: 'tanaka', success: false, rejectedHere: false })
  assert.equal(watch.evidenceOf('nas'), undefined)
  assert.deepEqual([...watch.failedTotals()], [['mail', 0]])
})

test('Ten million invented attempts leave memory as it was and the answers right', t => {
  const attempts = 10_000_000
  const { watch, ask, end, fail } = openWatch()
  end(home, 'tanaka', true)
  fail(10, attacker, 'sato')
  const denied: Decision = { allow: false, wouldAllow: false, rule: 'not-listed', mode: 'enforce' }
  const now = new Date(begin).toISOString()
  const flood = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) {
      const ip = `${11 + (at % 80)}.${(at >>> 8) & 255}.${(at >>> 16) & 255}.${at & 255}`
      const login = `guess${at}`
      if (at % 4 === 0) watch.onAttempt({ system: 'mail', ip, login, success: false, rejectedHere: false })
      else watch.onDecision({ system: 'mail', ip, login }, denied, now)
      if (at % 1_000 === 0) {
        fail(1, attacker, 'yamada')
        watch.onDecision({ system: 'mail', ip: '203.0.113.200', login: 'yamada' }, denied, now)
      }
    }
  }
  flood(0, 1_000_000)
  const before = heapMebibytes()
  flood(1_000_000, attempts)
  const grown = heapMebibytes() - before
  t.diagnostic(`heap grown by ${grown.toFixed(2)} MiB`)
  assert.ok(grown < 8, `heap grown by ${grown} MiB`)

  const evidence = watch.evidenceOf('mail') ?? assert.fail('no evidence')
  assert.equal(evidence.attempts, attempts + 10 + 2 * (attempts / 1_000))
  assert.equal(evidence.failedInAll, attempts / 4 + 10 + attempts / 1_000)
  const [busiestSource, nextSource] = evidence.sources.list()
  assert.deepEqual([busiestSource?.name, busiestSource?.attempts], [attacker, attempts / 1_000 + 10])
  assert.deepEqual([nextSource?.name, nextSource?.attempts], ['203.0.113.200', attempts / 1_000])
  assert.deepEqual(
    evidence.logins
      .list()
      .slice(0, 2)
      .map(({ name, attempts }) => [name, attempts]),
    [
      ['yamada', (2 * attempts) / 1_000],
      ['sato', 10],
    ],
  )
  assert.equal(ask(stranger, 'sato').rule, 'throttled', 'what was stopped stays stopped')
  assert.equal(ask(stranger, 'yamada').rule, 'throttled')
  for (const login of ['tanaka', 'suzuki', 'kobayashi']) {
    assert.deepEqual(ask(stranger, login), { rule: 'listed', delay: 0 }, `${login} was never tried`)
  }
})

function heapMebibytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return (heapUsed + external + arrayBuffers) / 2 ** 20
}
