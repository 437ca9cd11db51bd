import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DecisionRule, Question } from '../../src/core/decision.ts'
import { GateFaultBook } from '../../src/gate-faults/gate-fault-book.ts'
import { readShelf } from '../../src/shelf.ts'
import { openBuilt } from '../built.ts'

const built = await openBuilt()
const { enforcer } = built
for (const id of ['shop', 'mail', 'vpn', 'kagimori']) await built.declare(id)
const gates = await readShelf('gates')
const office = { actor: 'token_test', ip: '10.20.30.40' }

/** A book of its own over the same store, at a time of the test's own. */
function openBook(startsAt: string) {
  let now = startsAt
  const book = new GateFaultBook({ ...built.parts, gates, clock: () => now })
  const ask = (system: string, rule: DecisionRule, question: Partial<Question> = {}) => {
    const decision = { allow: false, wouldAllow: false, rule, mode: 'enforce' } as const
    book.onDecision({ system, ip: '', gate: 'forward-auth', ...question }, decision, now)
  }
  return { book, ask, at: (time: string) => (now = time) }
}

async function findingOf(system: string) {
  const { items } = await enforcer.findings({ system, rule: 'NW-11' }, { limit: 5 })
  assert.ok(items.length <= 1, 'one finding a system')
  return items[0]
}

test('a gate that asks wrongly becomes a finding within the minute, with what to look at', async () => {
  const { book, ask, at } = openBook('2026-11-23T09:00:00.000Z')
  for (let time = 0; time < 3; time += 1) ask('shop', 'no-address')
  at('2026-11-23T09:01:00.000Z')
  ask('shop', 'no-address')
  await book.settle()
  const finding = (await findingOf('shop')) ?? assert.fail('no finding')
  assert.equal(finding.status, 'open')
  assert.equal(
    finding.reasonSentence.en,
    'The gate forward-auth passes on no client address (4, last 2026-11-23T09:01:00.000Z). Check X-Real-IP in docs/gates/nginx.md.',
  )
  assert.match(finding.reasonSentence.ja, /X-Real-IP/)
  assert.deepEqual(finding.evidence, {
    questions: ['forward-auth no-address 4 (2026-11-23T09:00:00.000Z – 2026-11-23T09:01:00.000Z)'],
    firstAt: '2026-11-23T09:00:00.000Z',
    lastAt: '2026-11-23T09:01:00.000Z',
  })
})

test('a fault of our own is told before a fault of the server', async () => {
  const { book, ask } = openBook('2026-11-23T10:00:00.000Z')
  ask('shop', 'malformed', { gate: 'pam' })
  ask('shop', 'internal-error')
  await book.settle()
  const { reason, evidence } = (await findingOf('shop')) ?? assert.fail('no finding')
  assert.equal(reason, 'internal-error')
  assert.equal((evidence.questions as readonly string[]).length, 2)
})

test('whoever is merely kept out, or let in, is no fault', async () => {
  const { book, ask } = openBook('2026-11-23T09:00:00.000Z')
  for (const rule of ['listed', 'not-listed', 'no-allowlist', 'expired', 'throttled'] as const)
    ask('mail', rule)
  await book.settle()
  assert.equal(await findingOf('mail'), undefined)
})

test('systems nobody has declared are told at the service itself, ten of however many', async () => {
  const { book, ask } = openBook('2026-11-23T09:00:00.000Z')
  for (let number = 0; number < 100_000; number += 1) ask(`inventry-${number}`, 'unknown-system')
  await book.settle()
  const { reasonSentence, values } = (await findingOf('kagimori')) ?? assert.fail('no finding')
  assert.match(reasonSentence.en, /nobody has declared: inventry-0,.*100000.* Check gates\/forward-auth\/ in/)
  assert.equal(values.count, 100_000)
  assert.doesNotMatch(reasonSentence.en, /inventry-10\b/)
})

test('a gate that is mended closes its finding after a day', async () => {
  const { book, ask, at } = openBook('2026-11-24T09:00:00.000Z')
  ask('mail', 'not-an-address', { gate: undefined })
  await book.settle()
  assert.match((await findingOf('mail'))?.reasonSentence.en ?? '', /gate decisions .* Check ip in \/docs\.$/)
  at('2026-11-25T08:59:00.000Z')
  await book.settle()
  assert.equal((await findingOf('mail'))?.status, 'open')
  at('2026-11-25T09:00:00.000Z')
  await book.settle()
  assert.equal((await findingOf('mail'))?.status, 'resolved')
})

test('so it does after a restart, when nobody remembers the questions', async () => {
  const before = openBook('2026-11-26T09:00:00.000Z')
  before.ask('vpn', 'malformed', { gate: 'radius' })
  await before.book.settle()
  const { book, at } = openBook('2026-11-26T10:00:00.000Z')
  await book.settle()
  assert.equal((await findingOf('vpn'))?.status, 'open')
  at('2026-11-27T09:00:00.000Z')
  await book.settle()
  assert.equal((await findingOf('vpn'))?.status, 'resolved')
})

test('an audit after a quiet hour finds the gate mended, and one before does not', () => {
  const { book, ask } = openBook('2026-11-28T09:00:00.000Z')
  ask('vpn', 'malformed', { gate: 'radius' })
  assert.deepEqual(
    book.lately('vpn', '2026-11-28T09:59:59.999Z').map(({ setting, page }) => [setting, page]),
    [['secretFile', 'docs/gates/radius.md']],
  )
  assert.deepEqual(book.lately('vpn', '2026-11-28T10:00:00.000Z'), [])
})

test('the service itself notices, and its audit judges the same', async () => {
  await enforcer.putAllowlist('mail', [{ network: '192.0.2.0/24' }], {}, office)
  assert.equal(
    enforcer.decide({ system: 'mail', ip: '', unread: 'no-address', gate: 'dovecot' }).allow,
    false,
  )
  await enforcer.tidy()
  assert.deepEqual(
    [(await findingOf('mail'))?.reason, (await findingOf('mail'))?.status],
    ['no-address', 'open'],
  )
  const { id } = await enforcer.startAudit(['mail'], office)
  await enforcer.settle()
  assert.equal((await enforcer.audit(id)).status, 'done')
  assert.equal((await findingOf('mail'))?.status, 'open')
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
