import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { office, openBuilt } from '../built.ts'

const monday = '2026-11-23T03:00:00.000Z'
const built = await openBuilt({ now: monday })
const { enforcer, parts } = built

test('an entry lets in until the very instant it expires', async () => {
  await built.declare('ends')
  const entries = [{ network: '192.0.2.0/24', expiresAt: '2026-11-23T09:00:00.000Z' }]
  await enforcer.putAllowlist('ends', entries, {}, office)
  const ask = () => enforcer.decide({ system: 'ends', ip: '192.0.2.7', login: 'sato' })
  built.setNow('2026-11-23T08:59:59.999Z')
  assert.deepEqual([ask().allow, ask().rule], [true, 'listed'])
  built.setNow('2026-11-23T09:00:00.000Z')
  const { allow, rule, entry } = ask()
  assert.deepEqual(
    [allow, rule, entry?.network, entry?.expiresAt],
    [false, 'expired', '192.0.2.0/24', '2026-11-23T09:00:00.000Z'],
  )
})

test('a removed system is unknown at once', async () => {
  await built.declare('short-lived', { mode: 'report' })
  assert.equal(enforcer.decide({ system: 'short-lived', ip: '192.0.2.7' }).allow, true)
  await enforcer.removeSystem('short-lived', office)
  const { allow, rule } = enforcer.decide({ system: 'short-lived', ip: '192.0.2.7' })
  assert.deepEqual([allow, rule], [false, 'unknown-system'])
})

describe('a list that does not compile (a damaged database)', () => {
  const ask = (system: string) => enforcer.decide({ system, ip: '192.0.2.7' })

  test('denies in enforce, lets in in report, is told once, and the other systems go on', async () => {
    await built.declare('sound')
    await built.declare('damaged')
    await built.declare('watched', { mode: 'report' })
    await enforcer.putAllowlist('sound', [{ network: '192.0.2.0/24' }], {}, office)
    for (const system of ['damaged', 'watched']) {
      await parts.store.putAllowlist(system, [{ network: '192.0.2.0/99', createdAt: monday }])
    }
    await parts.gatekeeper.refresh()
    assert.deepEqual(ask('damaged'), {
      allow: false,
      wouldAllow: false,
      rule: 'internal-error',
      mode: 'enforce',
    })
    assert.deepEqual(ask('watched'), {
      allow: true,
      wouldAllow: false,
      rule: 'internal-error',
      mode: 'report',
    })
    assert.equal(ask('sound').rule, 'listed')
    for (let times = 0; times < 100; times += 1) ask('damaged')
    assert.equal(built.faults.filter(fault => fault.startsWith('allowlist of damaged')).length, 1)
    const { version } = (await parts.store.getAllowlist('damaged')) ?? {}
    const mended = [{ network: '192.0.2.0/24' }]
    await enforcer.putAllowlist('damaged', mended, { ifMatch: version }, office)
    assert.equal(ask('damaged').rule, 'listed')
  })
})

test('100,000 networks: put, decided for each kind of address, and gone again', async () => {
  await built.declare('large')
  const network = (at: number) => `${10 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}.64/26`
  const entries = Array.from({ length: 100_000 }, (_, at) => ({
    network: network(at),
    label: `branch ${at}`,
  }))
  const put = await enforcer.putAllowlist('large', entries, {}, office)
  assert.equal(put.entries.length, 100_000)
  for (const at of [0, 1, 65_535, 65_536, 99_999]) {
    const inside = enforcer.decide({ system: 'large', ip: network(at).replace('.64/26', '.127') })
    assert.deepEqual([inside.allow, inside.entry?.label], [true, `branch ${at}`])
    const beside = enforcer.decide({ system: 'large', ip: network(at).replace('.64/26', '.128') })
    assert.deepEqual([beside.allow, beside.rule], [false, 'not-listed'])
  }
  await enforcer.putAllowlist('large', [], { ifMatch: put.version }, office)
  assert.equal(enforcer.decide({ system: 'large', ip: '10.0.0.64' }).rule, 'no-allowlist')
})
