import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Refusal } from '../../src/core/refusal.ts'
import type { EntryInput, Held } from '../../src/enforcer.ts'
import { office, openBuilt } from '../built.ts'

const monday = '2026-11-23T03:00:00.000Z'
const built = await openBuilt({ now: monday })
const { enforcer, parts } = built

const networksOf = ({ entries }: { readonly entries: readonly EntryInput[] }) =>
  entries.map(({ network }) => network)

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof Refusal, `refused, and not ${error}`)
  return error
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

describe('an allowlist has versions', async () => {
  await built.declare('versions')

  test('the first one needs none, every later one the version it was prepared on', async () => {
    assert.deepEqual(await enforcer.allowlist('versions'), {
      system: 'versions',
      version: 0,
      entries: [],
      wouldCutOff: [],
    })
    const first = await enforcer.putAllowlist('versions', [{ network: '192.0.2.0/24' }], {}, office)
    assert.equal(first.version, 1)
    const again = [{ network: '192.0.2.0/25' }]
    const unheld = await refusalOf(enforcer.putAllowlist('versions', again, {}, office))
    assert.deepEqual([unheld.kind, unheld.key], ['unconditional', 'version-needed'])
    const stale = await refusalOf(enforcer.putAllowlist('versions', again, { ifMatch: 0 }, office))
    assert.deepEqual([stale.kind, stale.values.held, stale.values.current], ['stale', 0, 1])
    assert.equal((await enforcer.putAllowlist('versions', again, { ifMatch: 1 }, office)).version, 2)
  })

  test('one entry is added, replaced and removed, and the others stay', async () => {
    const entry = { network: '198.51.100.7', label: 'sato at home', owner: 'sato' }
    const added = await enforcer.addAllowlistEntry('versions', entry, {}, office)
    assert.deepEqual([added.version, networksOf(added)], [3, ['192.0.2.0/25', '198.51.100.7/32']])
    built.setNow('2026-11-24T03:00:00.000Z')
    const relabelled = { ...entry, label: 'sato', expiresAt: '2026-12-01T09:00:00+09:00' }
    const replaced = await enforcer.addAllowlistEntry('versions', relabelled, { ifMatch: 3 }, office)
    assert.deepEqual(replaced.entries[1], {
      network: '198.51.100.7/32',
      label: 'sato',
      owner: 'sato',
      expiresAt: '2026-12-01T00:00:00.000Z',
      createdAt: monday,
      reviewedAt: '2026-11-24T03:00:00.000Z',
    })
    const removed = await enforcer.removeAllowlistEntry('versions', '198.51.100.7', {}, office)
    assert.deepEqual([removed.version, networksOf(removed)], [5, ['192.0.2.0/25']])
    const twice = await refusalOf(enforcer.removeAllowlistEntry('versions', '198.51.100.7', {}, office))
    assert.deepEqual([twice.kind, twice.key], ['not-found', 'allowlist-entry-unknown'])
  })

  test('any number of edits at once all hold, unless they were prepared on a version', async () => {
    const some = Array.from({ length: 12 }, (_, at) => `203.0.113.${at}`)
    const added = await Promise.all(
      some.map(network => enforcer.addAllowlistEntry('versions', { network }, {}, office)),
    )
    assert.deepEqual(
      added.map(({ version }) => version).sort((a, b) => a - b),
      range(6, 17),
    )
    const kept = networksOf(await enforcer.allowlist('versions'))
    assert.deepEqual(kept.toSorted(), ['192.0.2.0/25', ...some.map(ip => `${ip}/32`)].toSorted())
    for (const ip of some) assert.equal(enforcer.decide({ system: 'versions', ip }).rule, 'listed', ip)
    const removed = some.map(network => enforcer.removeAllowlistEntry('versions', network, {}, office))
    await Promise.all(removed)
    assert.deepEqual(networksOf(await enforcer.allowlist('versions')), ['192.0.2.0/25'])
    assert.equal(enforcer.decide({ system: 'versions', ip: '203.0.113.5' }).rule, 'not-listed')
    const held = await Promise.allSettled(
      some.map(network => enforcer.addAllowlistEntry('versions', { network }, { ifMatch: 29 }, office)),
    )
    const lost = held.flatMap(end => (end.status === 'rejected' ? [end.reason.key] : []))
    assert.deepEqual(
      lost,
      Array.from({ length: 11 }, () => 'version-stale'),
    )
  })

  test('the first entries of a list that was never set all hold, too', async () => {
    await built.declare('firsts')
    const some = ['192.0.2.1', '192.0.2.2', '192.0.2.3']
    const adding = some.map(network => enforcer.addAllowlistEntry('firsts', { network }, {}, office))
    await Promise.all(adding)
    assert.equal((await enforcer.allowlist('firsts')).entries.length, 3)
  })

  test('a refused first entry leaves the list never set', async () => {
    await built.declare('unset')
    const refused = await refusalOf(
      enforcer.addAllowlistEntry('unset', { network: '10.1.2.3/8' }, {}, office),
    )
    assert.equal(refused.key, 'network-host-bits')
    assert.equal(await parts.store.getAllowlist('unset'), undefined)
  })

  test('a change may ask for whatever is there, or for nothing yet', async () => {
    await built.declare('conditions')
    const put = (ifMatch: Held) =>
      enforcer.putAllowlist('conditions', [{ network: '192.0.2.0/24' }], { ifMatch }, office)
    assert.equal((await refusalOf(put('something'))).key, 'version-absent')
    assert.equal((await put('nothing')).version, 1)
    const exists = await refusalOf(put('nothing'))
    assert.deepEqual([exists.kind, exists.key, exists.values.current], ['stale', 'version-exists', 1])
    assert.equal((await put('something')).version, 2)
    assert.equal((await refusalOf(put([]))).key, 'version-other')
    assert.equal((await put([1, 2])).version, 3)
  })
})

describe('entries are read strictly', async () => {
  await built.declare('strict')
  const put = (...inputs: readonly EntryInput[]) =>
    enforcer.putAllowlist('strict', inputs, { dryRun: true }, office)

  test('a range becomes the networks that cover it exactly', async () => {
    const answer = await put({ network: '10.20.30.10-10.20.30.20', label: 'tills' })
    assert.deepEqual(
      answer.entries.map(({ network, label }) => `${network} ${label}`),
      ['10.20.30.10/31', '10.20.30.12/30', '10.20.30.16/30', '10.20.30.20/32'].map(text => `${text} tills`),
    )
  })

  test('an IPv4-mapped address is the IPv4 address it stands for', async () => {
    assert.deepEqual(networksOf(await put({ network: '::ffff:192.0.2.9' })), ['192.0.2.9/32'])
  })

  test('a single mistake is told as itself, with what to write instead', async () => {
    const refused = await refusalOf(put({ network: '10.1.2.3/8' }))
    assert.deepEqual([refused.key, refused.faults[0]?.at], ['network-host-bits', 'entries.0.network'])
    assert.match(`${refused.message} ${refused.hint('en')}`, /10\.1\.2\.3\/8.*10\.0\.0\.0\/8/)
  })

  test('of an entry written by itself the mistake is named where it stands', async () => {
    const add = (input: EntryInput) => refusalOf(enforcer.addAllowlistEntry('strict', input, {}, office))
    const placeOf = async (input: EntryInput) => (await add(input)).faults.map(({ at }) => at)
    assert.deepEqual(await placeOf({ network: '10.1.2.3/8' }), ['network'])
    assert.deepEqual(await placeOf({ network: '192.0.2.2', expiresAt: monday }), ['expiresAt'])
  })

  test('every mistake of a list is named with its place, and nothing of it is kept', async () => {
    const inputs = [
      { network: '192.0.2.1' },
      { network: '010.0.0.1' },
      { network: '192.0.2.2', expiresAt: monday },
      { network: 'fe80::1%eth0' },
    ]
    const refused = await refusalOf(enforcer.putAllowlist('strict', inputs, {}, office))
    assert.equal(refused.key, 'allowlist-refused')
    assert.deepEqual(
      refused.faults.map(({ at, key }) => [at, key]),
      [
        ['entries.1.network', 'network-leading-zeros'],
        ['entries.2.expiresAt', 'allowlist-entry-expired'],
        ['entries.3.network', 'network-zone'],
      ],
    )
    assert.equal((await enforcer.allowlist('strict')).version, 0)
  })
})

describe('who would be cut off is told before', async () => {
  await built.declare('cut-off', { mode: 'report' })
  for (const ip of ['192.0.2.10', '192.0.2.20', '198.51.100.7']) enforcer.decide({ system: 'cut-off', ip })
  await enforcer.decisions({}, { limit: 1 })

  test('by the addresses let in during the last 30 days, and a dry run changes nothing', async () => {
    const entries = [{ network: '192.0.2.0/28' }]
    const dry = await enforcer.putAllowlist('cut-off', entries, { dryRun: true }, office)
    assert.deepEqual([dry.version, dry.wouldCutOff], [0, ['192.0.2.20', '198.51.100.7']])
    assert.equal((await enforcer.allowlist('cut-off')).version, 0)
    assert.equal(enforcer.decide({ system: 'cut-off', ip: '192.0.2.10' }).rule, 'no-allowlist')
    const put = await enforcer.putAllowlist('cut-off', entries, {}, office)
    assert.deepEqual([put.version, put.wouldCutOff], [1, dry.wouldCutOff])
    assert.equal(enforcer.decide({ system: 'cut-off', ip: '192.0.2.10' }).rule, 'listed')
  })

  test('and an address counts once, however it was written', async () => {
    await built.declare('spelt', { mode: 'report' })
    for (const ip of ['::ffff:10.7.7.7', '10.7.7.7', '::FFFF:0a07:0707', '2001:DB8:0::7', '10.7.7.07'])
      enforcer.decide({ system: 'spelt', ip })
    const { items } = await enforcer.decisions({ system: 'spelt' }, { limit: 9 })
    assert.deepEqual(items.map(({ ip }) => ip).toSorted(), [
      '10.7.7.07',
      '10.7.7.7',
      '10.7.7.7',
      '10.7.7.7',
      '2001:db8::7',
    ])
    const dry = await enforcer.putAllowlist('spelt', [], { dryRun: true }, office)
    assert.deepEqual(dry.wouldCutOff, ['10.7.7.7', '2001:db8::7'])
  })

  test('and no longer by those of earlier', async () => {
    built.setNow('2026-12-25T03:00:00.000Z')
    assert.deepEqual((await enforcer.allowlist('cut-off')).wouldCutOff, [])
    built.setNow('2026-11-24T03:00:00.000Z')
  })
})

describe('the service’s own allowlist', async () => {
  await built.declare('kagimori', { kind: 'other', exposure: 'intranet' })
  const home = { actor: 'token_test', ip: '198.51.100.7' }

  test('is not edited so that whoever edits it is cut off, unless that is confirmed', async () => {
    assert.equal(enforcer.admits('203.0.113.9'), true, 'without one, everybody with a token')
    const entries = [{ network: '10.20.30.0/24', label: 'office' }]
    const dry = await enforcer.putAllowlist('kagimori', entries, { dryRun: true }, home)
    assert.deepEqual(dry.wouldCutOff, [home.ip])
    const refused = await refusalOf(enforcer.putAllowlist('kagimori', entries, {}, home))
    assert.deepEqual(
      [refused.kind, refused.key, refused.values.ip],
      ['conflict', 'allowlist-lockout', home.ip],
    )
    assert.equal((await enforcer.allowlist('kagimori')).version, 0)
    assert.equal((await enforcer.putAllowlist('kagimori', entries, {}, office)).version, 1)
    assert.deepEqual([enforcer.admits(office.ip), enforcer.admits(home.ip)], [true, false])
    const last = await refusalOf(enforcer.removeAllowlistEntry('kagimori', '10.20.30.0/24', {}, office))
    assert.equal(last.key, 'allowlist-lockout')
    const meant = [{ network: home.ip }]
    const confirmed = await enforcer.putAllowlist(
      'kagimori',
      meant,
      { ifMatch: 1, confirmLockout: true },
      office,
    )
    assert.equal(confirmed.version, 2)
    assert.deepEqual([enforcer.admits(office.ip), enforcer.admits(home.ip)], [false, true])
  })

  test('is not edited either so that its editor is cut off later, when entries end', async () => {
    const forever = [{ network: home.ip }]
    const ending = [
      { network: '198.51.100.0/24', expiresAt: '2026-12-01T00:00:00Z' },
      { network: home.ip, expiresAt: '2026-12-03T09:00:00+09:00' },
      { network: '203.0.113.0/24', expiresAt: '2026-12-09T00:00:00Z' },
      { network: '10.20.30.0/24' },
    ]
    const refused = await refusalOf(enforcer.putAllowlist('kagimori', ending, { ifMatch: 2 }, home))
    assert.deepEqual(
      [refused.kind, refused.key, refused.values.endsAt],
      ['conflict', 'allowlist-lockout-later', '2026-12-03T00:00:00.000Z'],
    )
    assert.match(refused.message, /198\.51\.100\.7.*2026-12-03T00:00:00\.000Z/)
    const gone = await refusalOf(
      enforcer.addAllowlistEntry('kagimori', { ...forever[0], network: home.ip, ...ending[1] }, {}, home),
    )
    assert.equal(gone.key, 'allowlist-lockout-later')
    const both = [...ending, { network: '198.51.100.0/25' }]
    assert.equal((await enforcer.putAllowlist('kagimori', both, { ifMatch: 2 }, home)).version, 3)
    const meant = { ifMatch: 3, confirmLockout: true }
    assert.equal((await enforcer.putAllowlist('kagimori', ending, meant, home)).version, 4)
    assert.equal((await enforcer.putAllowlist('kagimori', forever, { ifMatch: 4 }, home)).version, 5)
  })

  test('is not put in force either over whoever does so', async () => {
    const { value } = await enforcer.system('kagimori')
    await enforcer.putSystem('kagimori', { ...value, mode: 'report' }, office)
    assert.equal(enforcer.admits(office.ip), true, 'in report everybody comes in')
    const refused = await refusalOf(enforcer.putSystem('kagimori', { ...value, mode: 'enforce' }, office))
    assert.equal(refused.key, 'allowlist-lockout')
    const confirmed = { confirmLockout: true }
    await enforcer.putSystem('kagimori', { ...value, mode: 'enforce' }, office, confirmed)
    assert.equal(enforcer.admits(office.ip), false)
    await enforcer.putSystem('kagimori', { ...value, mode: 'report' }, office)
    await enforcer.putSystem('kagimori', { ...value, mode: 'enforce' }, home)
    assert.equal(enforcer.admits(office.ip), false)
  })
})

test('the log says who changed which allowlist, and how much of it', async () => {
  const { items } = await enforcer.log({ limit: 200 })
  const [newest] = items.filter(({ action, subject }) => action === 'allowlist.put' && subject === 'cut-off')
  assert.deepEqual(
    [newest?.actor, newest?.detail],
    ['token_test', { entries: 1, wouldCutOff: ['192.0.2.20', '198.51.100.7'] }],
  )
  assert.equal((await parts.store.verifyLog()).valid, true)
})
