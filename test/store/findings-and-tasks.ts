import assert from 'node:assert/strict'
import { test } from 'node:test'
import { severities } from '../../src/core/severity.ts'
import type { Store } from '../../src/core/store.ts'
import { account, allPages, finding, importAccounts, noon, system, task } from './samples.ts'

const waiver = {
  reason: 'the vendor changes it in March',
  approver: 'sato',
  expiresAt: '2026-12-01T00:00:00+09:00',
  createdAt: noon,
}
const lastInstant = '2026-11-30T14:59:59.999Z'
const expiry = '2026-11-30T15:00:00Z'

/** What the store promises of findings, waivers and tasks, on whichever database `open` opens. */
export function findingAndTaskTests(open: () => Promise<Store>): void {
  test('a finding comes back as it was put and keeps the time it was first seen', async () => {
    const store = await open()
    const first = finding('f_1')
    await store.recordFindings('audit_1', [first])
    assert.deepEqual(await store.getFinding('f_1'), first)
    const again = finding('f_1', {
      severity: 'critical',
      reason: 'default',
      firstSeenAt: lastInstant,
      lastSeenAt: lastInstant,
    })
    await store.recordFindings('audit_2', [again])
    assert.deepEqual(await store.getFinding('f_1'), { ...again, firstSeenAt: noon })
    assert.equal(await store.getFinding('f_2'), undefined)
  })

  test('what an audit no longer sees is resolved in its scope only, and opens when it is seen again', async () => {
    const store = await open()
    const { login: _login, system: _system, ...aboutServer } = finding('f_server', { server: 'vps-1' })
    const all = [finding('f_kept'), finding('f_gone'), finding('f_mail', { system: 'mail' }), aboutServer]
    await store.recordFindings('audit_1', all)
    await store.setFindingWaiver('f_gone', waiver)
    await store.recordFindings('audit_2', [finding('f_kept')])
    assert.equal(await store.resolveUnseenFindings('audit_2', { systems: ['ftp'], servers: [] }, expiry), 1)
    assert.equal((await store.getFinding('f_gone'))?.status, 'resolved')
    assert.equal((await store.getFinding('f_gone'))?.resolvedAt, expiry)
    assert.equal((await store.getFinding('f_mail'))?.status, 'open')
    assert.equal(await store.resolveUnseenFindings('audit_2', { systems: [], servers: ['vps-1'] }, expiry), 1)
    assert.equal(
      await store.resolveUnseenFindings('audit_2', { systems: ['ftp'], servers: ['vps-1'] }, expiry),
      0,
    )

    await store.recordFindings('audit_3', [aboutServer])
    const reopened = await store.getFinding('f_server')
    assert.equal(reopened?.status, 'open')
    assert.equal(reopened?.resolvedAt, undefined)
    assert.deepEqual(reopened, aboutServer)
  })

  test('findings named one by one are resolved, the others and the hour of those resolved before stay', async () => {
    const store = await open()
    await store.recordFindings('pass_1', [finding('f_1'), finding('f_2')])
    const later = '2026-11-23T13:00:00.000Z'
    await store.resolveFindings(['f_1', 'f_unknown'], later)
    await store.resolveFindings(['f_1'], '2026-11-23T14:00:00.000Z')
    const { status, resolvedAt } = (await store.getFinding('f_1')) ?? {}
    assert.deepEqual([status, resolvedAt], ['resolved', later])
    assert.equal((await store.getFinding('f_2'))?.status, 'open')
  })

  test('a waiver holds to its last instant, in whatever zone its end was written, and then the finding is open', async () => {
    const store = await open()
    await store.recordFindings('audit_1', [finding('f_1'), finding('f_2')])
    await store.setFindingWaiver('f_1', waiver)
    await store.setFindingWaiver('f_2', waiver)
    await store.recordFindings('audit_2', [finding('f_1', { lastSeenAt: lastInstant })])
    assert.deepEqual(
      [(await store.getFinding('f_1'))?.status, (await store.getFinding('f_1'))?.waiver],
      ['waived', waiver],
    )
    assert.equal(await store.reopenExpiredWaivers(lastInstant), 0)
    await store.recordFindings('audit_3', [finding('f_1', { lastSeenAt: expiry })])
    assert.deepEqual(
      [(await store.getFinding('f_1'))?.status, (await store.getFinding('f_1'))?.waiver],
      ['open', undefined],
    )
    assert.equal(await store.reopenExpiredWaivers(expiry), 1)
    assert.equal((await store.getFinding('f_2'))?.status, 'open')
  })

  test('a finding that a pass could not judge stays as it was, and a resolved one stays resolved', async () => {
    const store = await open()
    await store.recordFindings('pass_1', [finding('f_open'), finding('f_gone')])
    await store.recordFindings('pass_2', [finding('f_open')])
    await store.resolveUnseenFindings('pass_2', { systems: ['ftp'], servers: [] }, noon)
    await store.holdFindings('pass_3', ['f_open', 'f_gone', 'f_unknown'])
    assert.equal(await store.resolveUnseenFindings('pass_3', { systems: ['ftp'], servers: [] }, noon), 0)
    assert.equal((await store.getFinding('f_open'))?.status, 'open')
    assert.equal((await store.getFinding('f_gone'))?.status, 'resolved')
  })

  test('what a pass has not seen of some accounts is found, resolved findings and other accounts left out', async () => {
    const store = await open()
    const of = (id: string, login: string, more = {}) => finding(id, { login, ...more })
    await store.recordFindings('pass_1', [of('f_gone', 'tanaka')])
    await store.resolveUnseenFindings('pass_2', { systems: ['ftp'], servers: [] }, noon)
    const unseen = [of('f_1', 'tanaka'), of('f_2', 'sato', { severity: 'info' }), of('f_3', 'suzuki')]
    await store.recordFindings('pass_2', [...unseen, of('f_mail', 'tanaka', { system: 'mail' })])
    await store.recordFindings('pass_3', [of('f_seen', 'tanaka')])
    const found = await store.unseenFindings('pass_3', 'ftp', ['tanaka', 'sato'])
    assert.deepEqual(found.map(({ id, login }) => [id, login]).sort(), [
      ['f_1', 'tanaka'],
      ['f_2', 'sato'],
    ])
  })

  test('the end of the first waiver in force is known, of findings and of tasks', async () => {
    const store = await open()
    assert.equal(await store.nextWaiverEnd(), undefined)
    await store.recordFindings('audit_1', [finding('f_1')])
    await store.setFindingWaiver('f_1', waiver)
    assert.equal(await store.nextWaiverEnd(), '2026-11-30T15:00:00.000Z')
    const sooner = { ...waiver, expiresAt: '2026-11-25T00:00:00.000Z' }
    await store.putTasks([task('task_1', { status: 'waived', waiver: sooner })])
    assert.equal(await store.nextWaiverEnd(), sooner.expiresAt)
  })

  test('a waiver can be taken back, and one on a resolved finding does not open it', async () => {
    const store = await open()
    await store.recordFindings('audit_1', [finding('f_1'), finding('f_2')])
    await store.setFindingWaiver('f_1', waiver)
    await store.setFindingWaiver('f_1', undefined)
    assert.deepEqual(await store.getFinding('f_1'), finding('f_1'))
    await store.resolveUnseenFindings('audit_2', { systems: ['ftp'], servers: [] }, noon)
    await store.setFindingWaiver('f_2', waiver)
    assert.equal((await store.getFinding('f_2'))?.status, 'resolved')
    await store.setFindingWaiver('f_2', undefined)
    assert.equal((await store.getFinding('f_2'))?.status, 'resolved')
  })

  test('findings page worst first, then by system, login and rule, under every filter', async () => {
    const store = await open()
    const all = severities.flatMap(severity =>
      ['web', 'ftp'].flatMap(of =>
        ['sato', 'Kato'].map(login =>
          finding(`f_${severity}_${of}_${login}`, { severity, system: of, login }),
        ),
      ),
    )
    await store.recordFindings('audit_1', all)
    await store.setFindingWaiver('f_high_ftp_sato', waiver)
    const ids = async (filter: Parameters<Store['pageFindings']>[0]) =>
      (await allPages(page => store.pageFindings(filter, page))).map(({ id }) => id)
    const expected = severities.flatMap(severity =>
      ['ftp', 'web'].flatMap(of => ['Kato', 'sato'].map(login => `f_${severity}_${of}_${login}`)),
    )
    assert.deepEqual(await ids({}), expected)
    assert.deepEqual(
      await ids({ system: 'ftp' }),
      expected.filter(id => id.includes('_ftp_')),
    )
    assert.deepEqual(await ids({ severity: 'low', login: 'sato' }), ['f_low_ftp_sato', 'f_low_web_sato'])
    assert.deepEqual(await ids({ status: 'waived' }), ['f_high_ftp_sato'])
    assert.deepEqual(await ids({ rule: 'XX-99' }), [])
    await store.recordFindings('audit_1', [
      finding('f_unknown', { verdict: 'unknown' }),
      finding('f_bad', { reason: '"verdict":"unknown"' }),
    ])
    assert.deepEqual(await ids({ verdict: 'unknown' }), ['f_unknown'])
    assert.equal((await ids({ verdict: 'bad' })).length, expected.length + 1)
  })

  test('open findings are counted by severity, a system together with the server it runs on', async () => {
    const store = await open()
    await store.putSystem(system('ftp', { server: 'vps-1' }))
    const {
      login: _login,
      system: _system,
      ...aboutServer
    } = finding('f_s', { server: 'vps-1', severity: 'critical' })
    await store.recordFindings('audit_1', [
      finding('f_1'),
      finding('f_2', { system: 'mail' }),
      finding('f_3'),
      aboutServer,
    ])
    await store.setFindingWaiver('f_3', waiver)
    const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
    assert.deepEqual(await store.countFindings(), { ...none, critical: 1, high: 2 })
    assert.deepEqual(await store.countFindings(['ftp']), { ...none, critical: 1, high: 1 })
    assert.deepEqual(await store.countFindings([]), none)
  })

  test('more findings than one statement takes are recorded in one step', async () => {
    const store = await open()
    await store.recordFindings(
      'audit_1',
      Array.from({ length: 1201 }, (_, at) => finding(`f_${at}`)),
    )
    assert.equal((await store.countFindings()).high, 1201)
  })

  test('a task comes back as it was put and is found by what a filter says', async () => {
    const store = await open()
    const full = task('task_1', { owner: 'tanaka', claimedAt: noon, claimedBy: 'tok_1', status: 'claimed' })
    await store.putTasks([full, task('task_2', { login: 'sato', dueAt: '2026-11-30T00:00:00+09:00' })])
    assert.deepEqual(await store.getTask('task_1'), full)
    const ids = async (filter: Parameters<Store['pageTasks']>[0]) =>
      (await store.pageTasks(filter, { limit: 9 })).items.map(({ id }) => id)
    assert.deepEqual(await ids({ owner: 'tanaka' }), ['task_1'])
    assert.deepEqual(await ids({ statuses: ['open', 'reverted'], system: 'ftp' }), ['task_2'])
    assert.deepEqual(await ids({ dueBefore: '2026-11-29T15:00:00Z' }), [])
    assert.deepEqual(await ids({ dueBefore: '2026-11-29T15:00:01Z' }), ['task_2'])
    await store.putTasks([{ ...full, status: 'verified', closedAt: noon }])
    assert.equal((await store.getTask('task_1'))?.closedAt, noon)
    assert.deepEqual(await store.countTasks(), {
      ...{ open: 1, claimed: 0, 'seen-changed': 0, verified: 1 },
      ...{ waived: 0, cancelled: 0, 'account-removed': 0, reverted: 0 },
    })
  })

  test('a held task is read as the last holder left it', async () => {
    const store = await open()
    await store.putTasks([task('task_1', { risk: 0 })])
    const add = () =>
      store.transaction(async tx => {
        const held = await tx.holdTask('task_1')
        await tx.putTasks([task('task_1', { risk: (held?.risk ?? 0) + 1 })])
      })
    await Promise.all(Array.from({ length: 20 }, add))
    assert.equal((await store.getTask('task_1'))?.risk, 20)
    assert.equal(await store.holdTask('task_none'), undefined)
  })

  test('places of an account outlast its lists and go with its system', async () => {
    const store = await open()
    await store.putPlaces('ftp', 'tanaka', ['scanner'])
    await store.putPlaces('ftp', 'tanaka', ['scanner', 'cron job'])
    const placesOfBoth = async () => [...(await store.placesOf('ftp', ['sato', 'tanaka']))]
    assert.deepEqual(await placesOfBoth(), [['tanaka', ['scanner', 'cron job']]])
    assert.equal((await store.placesOf('mail', ['tanaka'])).size, 0)
    const known = { system: 'ftp', login: 'tanaka', places: ['scanner', 'cron job'] }
    assert.deepEqual(await store.allPlaces(), [known])
    await importAccounts(store, 'ftp', [account('sato')])
    assert.deepEqual(await placesOfBoth(), [['tanaka', ['scanner', 'cron job']]])
    await store.deleteSystem('ftp')
    assert.deepEqual(await placesOfBoth(), [])
  })

  test('whoever has a password now or had it last is told, by password', async () => {
    const store = await open()
    const having = (login: string, fingerprint: string) => account(login, { fingerprint })
    await importAccounts(store, 'ftp', [having('tanaka', 'f1.k.h.a'), having('sato', 'f1.k.h.b')])
    await importAccounts(store, 'ftp', [having('tanaka', 'f1.k.h.b'), having('sato', 'f1.k.h.c')])
    const holders = await store.holdersOf(['f1.k.h.a', 'f1.k.h.b', 'f1.k.h.c', 'f1.k.h.d'])
    const logins = [...holders].map(([print, some]) => [print, some.map(({ login }) => login).sort()])
    assert.deepEqual(Object.fromEntries(logins), {
      'f1.k.h.a': ['tanaka'],
      'f1.k.h.b': ['sato', 'tanaka'],
      'f1.k.h.c': ['sato'],
    })
  })

  test('tasks page by risk, then by what is due first', async () => {
    const store = await open()
    const due = (day: number) => `2026-12-0${day}T15:00:00.000Z`
    const all = [3, 1, 2].flatMap(day =>
      [5, 100, 50].map(risk =>
        task(`task_${risk}_${day}`, { risk, dueAt: due(day), login: `u${risk}${day}` }),
      ),
    )
    await store.putTasks(all)
    const paged = await allPages(page => store.pageTasks({}, page), 2)
    const expected = [100, 50, 5].flatMap(risk => [1, 2, 3].map(day => `task_${risk}_${day}`))
    assert.deepEqual(
      paged.map(({ id }) => id),
      expected,
    )
  })

  test('live tasks leave out the closed ones; the newest task of a login is told whatever its status', async () => {
    const store = await open()
    await store.putTasks([
      task('task_1', { status: 'verified', openedAt: '2026-10-01T00:00:00Z' }),
      task('task_2', { status: 'cancelled', openedAt: '2026-11-01T00:00:00Z' }),
      task('task_3', { login: 'sato', status: 'waived' }),
      task('task_4', { login: 'kato', status: 'claimed' }),
      task('task_5', { login: 'kato', system: 'mail' }),
    ])
    assert.deepEqual(
      (await store.liveTasks('ftp')).map(({ id }) => id),
      ['task_4', 'task_3'],
    )
    const newest = await store.newestTasks('ftp', ['tanaka', 'kato', 'nobody'])
    assert.deepEqual(
      [...newest].map(([login, { id }]) => [login, id]),
      [
        ['tanaka', 'task_2'],
        ['kato', 'task_4'],
      ],
    )
  })

  test('live tasks whose account is gone are found, and those of other systems are not', async () => {
    const store = await open()
    await importAccounts(store, 'ftp', [account('tanaka')])
    await store.putTasks([
      task('task_1'),
      task('task_2', { login: 'sato' }),
      task('task_3', { login: 'kato', status: 'waived' }),
      task('task_4', { login: 'kimura', status: 'cancelled' }),
      task('task_5', { login: 'sato', system: 'mail' }),
    ])
    assert.deepEqual(
      (await store.tasksWithoutAccount('ftp')).map(({ id }) => id),
      ['task_3', 'task_2'],
    )
  })

  test('a waived task is open again at the instant its waiver ends, and its history says so', async () => {
    const store = await open()
    await store.putTasks([task('task_1', { status: 'waived', waiver })])
    assert.equal(await store.reopenExpiredWaivers(lastInstant), 0)
    assert.deepEqual((await store.getTask('task_1'))?.waiver, waiver)
    const ended = await Promise.all([store.reopenExpiredWaivers(expiry), store.reopenExpiredWaivers(expiry)])
    assert.deepEqual(ended.sort(), [0, 1])
    const history = [{ status: 'open', at: expiry, by: 'system', why: 'proof-why-waiver-ended' }] as const
    assert.deepEqual(await store.getTask('task_1'), task('task_1', { history }))
  })
}
