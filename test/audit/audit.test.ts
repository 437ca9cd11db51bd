import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { runAudit } from '../../src/audit/pass.ts'
import type { HeldReport } from '../../src/core/report.ts'
import { all, office, openBuilt } from '../built.ts'

/** The example company as its systems would write it; what it must show is what the incident was. */
const folder = new URL('../../examples/company/', import.meta.url)
const company = JSON.parse(await readFile(new URL('company.json', folder), 'utf8'))
const monday = '2026-11-23T03:00:00.000Z'
const built = await openBuilt({ now: monday })
const { enforcer, parts } = built

for (const { id, ...server } of company.servers) await enforcer.putServer(id, server, office)
for (const { id, allowlist: _a, list: _l, ...system } of company.systems) {
  await enforcer.putSystem(id, system, office)
}
for (const { id, allowlist, list } of company.systems) {
  if (allowlist !== undefined) await enforcer.putAllowlist(id, allowlist, {}, office)
  await enforcer.importList(id, createReadStream(new URL(list.file, folder)), {}, office)
}
const first = await auditAll()

async function auditAll(systems?: readonly string[]) {
  const { id } = await enforcer.startAudit(systems, office)
  await enforcer.settle()
  return enforcer.audit(id)
}

const findings = (filter: Parameters<typeof enforcer.findings>[0]) =>
  all(page => enforcer.findings(filter, page))

async function finding(rule: string, about: { system?: string; server?: string; login?: string }) {
  const { server, ...filter } = about
  const found = (await findings({ rule, ...filter })).filter(each => each.server === server)
  assert.equal(found.length, 1, `${rule} once for ${JSON.stringify(about)}`)
  const [one] = found
  assert.ok(one)
  return one
}

describe('the example company’s audit', () => {
  const seen: readonly (readonly [
    rule: string,
    about: { system?: string; server?: string; login?: string },
    reason: RegExp,
  ])[] = [
    ['PW-01', { system: 'ftp', login: 'aoba' }, /^The password is the login itself\.$/],
    ['TR-01', { system: 'ftp' }, /unencrypted: ftp:\/\/ftp\.aoba\.example:21/],
    ['SV-01', { server: 'vps-1' }, /^Mail \(mail\) runs on the same server as web/],
    ['LG-01', { server: 'vps-1' }, /\/ 96 %/],
    ['AC-02', { system: 'mail', login: 'tanaka@aoba.example' }, /accounting:tanaka, inventory:tanaka/],
    ['AC-01', { system: 'accounting', login: 'tanaka' }, /inventory:tanaka/],
    ['PW-02', { system: 'inventory', login: 'admin' }, /delivered with/],
    ['AC-06', { system: 'inventory', login: 'yamada' }, /2024-03-31/],
    ['NW-01', { system: 'inventory' }, /0\.0\.0\.0\/0/],
  ]
  for (const [rule, about, reason] of seen) {
    test(`finds ${rule} at ${Object.values(about).join(':')}`, async () => {
      const { status, verdict, reasonSentence, references, remedy } = await finding(rule, about)
      assert.deepEqual([status, verdict], ['open', 'bad'])
      assert.match(reasonSentence.en, reason)
      assert.match(reasonSentence.ja, /[ぁ-んァ-ン]/)
      assert.ok(references.length > 0 && remedy.ja.length > 0)
    })
  }

  test('ranks one entry an account with all its reasons, by a risk of 0 to 100', async () => {
    const { accounts }: HeldReport = await enforcer.auditReport(first.id)
    const names = accounts.map(({ system, login }) => `${system}:${login}`)
    assert.equal(new Set(names).size, names.length)
    assert.equal(names.length, await parts.store.countAccounts())
    const risks = accounts.map(({ risk }) => risk)
    assert.deepEqual(
      risks,
      risks.toSorted((a, b) => b - a),
    )
    assert.ok(risks.every(risk => risk >= 0 && risk <= 100))
    const aoba = accounts.find(({ system, login }) => system === 'ftp' && login === 'aoba')
    assert.equal(aoba?.risk, 100)
    for (const rule of ['PW-01', 'PW-06', 'PW-07', 'ST-01', 'AC-01', 'TR-01']) {
      assert.ok(
        aoba?.reasons.some(reason => reason.rule === rule && reason.verdict === 'bad'),
        rule,
      )
    }
    assert.equal(aoba?.dueAt, '2026-11-24T08:00:00.000Z')
  })

  test('covers every account once: assessed, not assessed, none of them stale', async () => {
    const { accounts, assessed, notAssessed, stale } = first.coverage
    const kept = await Promise.all(
      company.systems.map(({ id }: { id: string }) => all(page => enforcer.accounts(id, page))),
    )
    const rated = kept.flat().filter(({ assessment }) => assessment.score !== undefined)
    assert.deepEqual(
      [accounts, assessed, notAssessed, stale],
      [kept.flat().length, rated.length, accounts - rated.length, 0],
    )
    assert.ok(notAssessed > 0, 'some hashes were not opened')
    assert.deepEqual([first.status, first.progress], ['done', 1])
    assert.ok((first.score ?? 100) < 10, 'the ten worst accounts make the score')
  })

  test('counts what it cannot know by system, and password strength by account', async () => {
    const unopened = await findings({ rule: 'PW-07', system: 'mail', login: 'postmaster@aoba.example' })
    assert.deepEqual(
      unopened.map(({ verdict, severity, reason }) => [verdict, severity, reason]),
      [['unknown', 'low', 'not-rated']],
    )
    const lockout = (await findings({ system: 'mail', rule: 'LC-05' })).filter(
      ({ verdict }) => verdict === 'unknown',
    )
    const accounts = await parts.store.countAccounts('mail')
    assert.deepEqual(
      lockout.map(({ login, evidence }) => [login, evidence.accounts]),
      [[undefined, accounts]],
    )
  })

  test('explains a finding: how the risk came about, and what else falls with it', async () => {
    const { id } = await finding('PW-07', { system: 'accounting', login: 'tanaka' })
    const { risk, blastRadius } = await enforcer.finding(id)
    assert.ok(risk && risk.risk > 0)
    assert.ok(risk.factors.some(({ because }) => because === 'reused-across-sensitivity'))
    assert.deepEqual(
      blastRadius.map(({ system, login, because }) => [system, login, because]),
      [
        ['inventory', 'tanaka', 'same-password'],
        ['mail', 'tanaka@aoba.example', 'same-password'],
        ['inventory', undefined, 'same-server'],
      ],
    )
  })
})

describe('findings over re-imports', () => {
  const ftp = (password: string) => built.importLines('ftp', ['aoba', password, 'photo', 'kX7#mVq2!tRw9z'])

  test('stay themselves, resolve and reopen by themselves', async () => {
    const before = await finding('PW-01', { system: 'ftp', login: 'aoba' })
    built.setNow('2026-11-24T03:00:00.000Z')
    await ftp('aoba')
    const again = await finding('PW-01', { system: 'ftp', login: 'aoba' })
    assert.deepEqual([again.id, again.firstSeenAt, again.status], [before.id, monday, 'open'])
    assert.equal(again.lastSeenAt, '2026-11-24T03:00:00.000Z')
    built.setNow('2026-11-25T03:00:00.000Z')
    await ftp('gY4!nRk8#vTe2$jXw')
    const resolved = await enforcer.finding(before.id)
    assert.deepEqual([resolved.status, resolved.resolvedAt], ['resolved', '2026-11-25T03:00:00.000Z'])
    built.setNow('2026-11-26T03:00:00.000Z')
    await ftp('aoba')
    const reopened = await enforcer.finding(before.id)
    assert.deepEqual(
      [reopened.status, reopened.firstSeenAt, reopened.resolvedAt],
      ['open', monday, undefined],
    )
    const gone = await findings({ system: 'ftp', login: 'upload', status: 'open' })
    assert.deepEqual(gone, [], 'those of an account that left the list are resolved')
  })

  test('of another system with the same password are looked at again', async () => {
    const shared = await finding('AC-02', { system: 'mail', login: 'tanaka@aoba.example' })
    assert.equal(shared.status, 'open')
    for (const id of ['inventory', 'accounting']) {
      await built.importLines(id, [
        'login,password,left_at',
        `tanaka,wQ6!hBz3@cKs9&uPf-${id},`,
        'yamada,Yamada2018,2024-03-31',
      ])
    }
    assert.equal((await enforcer.finding(shared.id)).status, 'resolved')
  })
})

describe('a waiver', () => {
  const expiresAt = '2026-12-10T03:00:00.000Z'

  test('is shown with its approver, and ends by itself at the very instant', async () => {
    const { id } = await finding('PW-01', { system: 'ftp', login: 'aoba' })
    const input = { reason: 'replaced in December', approver: 'sato', expiresAt }
    const waived = await enforcer.waiveFinding(id, input, office)
    assert.deepEqual(
      [waived.status, waived.waiver?.approver, waived.waiver?.expiresAt],
      ['waived', 'sato', expiresAt],
    )
    const audit = await auditAll(['ftp'])
    const { findings: reported } = await enforcer.auditReport(audit.id)
    assert.equal(reported.find(each => each.id === id)?.status, 'waived', 'always in sight')
    built.setNow('2026-12-10T02:59:59.999Z')
    assert.equal((await enforcer.finding(id)).status, 'waived')
    assert.equal((await findings({ status: 'waived' })).length, 1)
    built.setNow(expiresAt)
    assert.deepEqual(
      (await findings({ status: 'waived' })).map(each => each.id),
      [],
    )
    assert.deepEqual(
      [(await enforcer.finding(id)).status, (await enforcer.finding(id)).waiver],
      ['open', undefined],
    )
  })

  test('without an end, in the past or more than a year away is refused', async () => {
    const { id } = await finding('PW-01', { system: 'ftp', login: 'aoba' })
    const wrong = {
      '': 'expiry',
      never: 'expiry',
      '2026-12-10T03:00:00.000Z': 'expiry',
      '2028-01-01': 'too-long',
    }
    for (const [expiresAt, key] of Object.entries(wrong)) {
      const input = { reason: 'for ever', approver: 'sato', expiresAt }
      await assert.rejects(enforcer.waiveFinding(id, input, office), { key: `waiver-${key}` })
    }
  })

  test('of all that asks for a new password keeps the task from coming back while it lasts', async () => {
    built.setNow('2026-12-14T03:00:00.000Z')
    const hash = '$5$rounds=5000$aB3dE5fG7hJ9kL1m$Q7mZx1Vb3Nc5Ld7Kf9Jg2Hs4Pa6Oi8Uy0Tr1Ew3Qz5.'
    await built.declare('accepted', { kind: 'other', exposure: 'localhost' })
    await built.importLines('accepted', ['login,hash,left_at', `yamada,${hash},2026-10-31`])
    const live = async () =>
      (await parts.store.liveTasks('accepted')).map(({ reasons }) => reasons.map(({ rule }) => rule))
    assert.deepEqual(await live(), [['AC-06']])
    const [task] = await parts.store.liveTasks('accepted')
    const { id } = await finding('AC-06', { system: 'accepted', login: 'yamada' })
    await enforcer.waiveFinding(
      id,
      { reason: 'handing over', approver: 'sato', expiresAt: '2026-12-20T00:00:00Z' },
      office,
    )
    await enforcer.cancelTask(task?.id ?? '', 'handing over', office)
    await auditAll(['accepted'])
    assert.deepEqual(await live(), [])
    built.setNow('2026-12-20T00:00:00.000Z')
    await auditAll(['accepted'])
    assert.deepEqual(await live(), [['AC-06']])
  })
})

test('an owner of allowlist entries who left is found by what the lists of other systems say', async () => {
  const entries = [{ network: '10.20.30.0/24', label: 'office', owner: 'Yamada' }]
  const { version } = await enforcer.allowlist('accounting')
  await enforcer.putAllowlist('accounting', entries, { ifMatch: version }, office)
  await auditAll(['accounting'])
  const { reasonSentence } = await finding('NW-09', { system: 'accounting' })
  assert.equal(reasonSentence.en, 'The owner has left: 10.20.30.0/24 (office).')
})

test('a list older than the policy allows is stale, to the day', async () => {
  const newest = await parts.store.newestList('points')
  const stale = async (days: number, more: number) => {
    built.setNow(new Date(Date.parse(newest?.importedAt ?? '') + days * 86_400_000 + more).toISOString())
    return (await auditAll(['points'])).coverage
  }
  assert.equal(parts.policies.named('points').staleAfterDays, 35)
  assert.deepEqual(await stale(35, 0), { accounts: 3, assessed: 3, notAssessed: 0, stale: 0 })
  assert.deepEqual(await stale(35, 1), { accounts: 3, assessed: 3, notAssessed: 0, stale: 3 })
})

test('a policy is tried on everybody before it is switched on', async () => {
  const text = 'extends: base\nrules:\n  PW-06: off\n  PW-10: on\n  TR-01: off\n'
  const before = await findings({})
  const { accounts, changed, systems } = await enforcer.whatIf('ftp', text)
  assert.equal(accounts, await parts.store.countAccounts())
  assert.deepEqual(changed, [
    { system: 'ftp', login: 'aoba', newlyBroken: ['PW-10'], noLonger: ['PW-06'], newlyUnknown: [] },
    { system: 'ftp', login: 'photo', newlyBroken: [], noLonger: ['PW-06'], newlyUnknown: [] },
  ])
  assert.deepEqual(systems, [{ system: 'ftp', newlyBroken: [], noLonger: ['TR-01'], newlyUnknown: [] }])
  assert.deepEqual(await findings({}), before, 'nothing of it is kept')
  await assert.rejects(enforcer.whatIf('ftp', 'extends: base\nrules:\n  PW-77: off\n'), {
    key: 'policy-faults',
  })
})

test('a policy that changes rules of servers is tried on every server', async () => {
  const unchanged = await enforcer.whatIf('ftp', 'extends: base\nrules:\n  NW-02: { severity: critical }\n')
  assert.deepEqual(unchanged.servers, [])
  const { servers } = await enforcer.whatIf('base', 'rules:\n  SV-01: off\n  LG-03: off\n')
  assert.deepEqual(
    servers.map(({ server, noLonger }) => [server, noLonger]),
    [['vps-1', ['LG-03', 'SV-01']]],
  )
})

test('a rule that fails makes the audit fail and no finding good', async () => {
  const rules = parts.rules as Map<
    string,
    typeof parts.rules extends ReadonlyMap<string, infer R> ? R : never
  >
  const rule = rules.get('PW-07')
  assert.ok(rule)
  const open = async () => (await findings({ status: 'open' })).map(({ id }) => id).toSorted()
  const before = await open()
  rules.set('PW-07', {
    ...rule,
    check: () => {
      throw new Error('planted')
    },
  })
  const failed = await auditAll()
  rules.set('PW-07', rule)
  assert.equal(failed.status, 'failed')
  assert.ok(built.faults.some(fault => fault.includes('planted')))
  assert.deepEqual(await open(), before)
  assert.equal((await auditAll()).status, 'done')
})

test('A rating made by another estimator stays as it is and is counted as stale', async () => {
  const apart = await openBuilt()
  await apart.declare('mail', { kind: 'mail' })
  await apart.importLines('mail', ['login,password', 'aoki,Kiri-2026-9f', 'baba,tsubaki7'])
  const before = (await apart.parts.store.pageAccounts('mail', { limit: 10 })).items
  assert.deepEqual(
    before.map(({ assessment }) => assessment.estimator),
    [apart.parts.estimator, apart.parts.estimator],
  )
  const now = await runAudit(apart.parts, 'audit_now', { systems: ['mail'] })
  assert.equal(now.coverage.stale, 0)

  const later = { ...apart.parts, estimator: 'kagimori-9-0123456789ab' }
  const then = await runAudit(later, 'audit_then', { systems: ['mail'] })
  assert.deepEqual([then.coverage.assessed, then.coverage.stale], [2, 2])
  assert.deepEqual((await apart.parts.store.pageAccounts('mail', { limit: 10 })).items, before)
})
