import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Audit, Store } from '../../src/core/store.ts'
import {
  account,
  allPages,
  decision,
  finding,
  importAccounts,
  noon,
  system,
  task,
  written,
} from './samples.ts'

const minute = (at: number) => new Date(Date.parse(noon) + at * 60_000).toISOString()

/** What the store promises of systems, allowlists, decisions, audits, tokens, answers and settings. */
export function recordTests(open: () => Promise<Store>): void {
  test('systems and servers come back with a version that grows by one with every change', async () => {
    const store = await open()
    const shop = system('shop', { kind: 'shop', server: 'vps-1', columns: { login: '社員番号' } })
    assert.equal(await store.putSystem(shop), 1)
    assert.equal(await store.putSystem({ ...shop, name: 'Shop' }), 2)
    assert.deepEqual(await store.getSystem('shop'), { value: { ...shop, name: 'Shop' }, version: 2 })
    assert.equal(await store.getSystem('SHOP'), undefined)
    const server = { id: 'vps-1', name: 'VPS', facts: { disks: [{ mount: '/', usedPercent: 97 }] } }
    assert.equal(await store.putServer(server), 1)
    assert.deepEqual(await store.getServer('vps-1'), { value: server, version: 1 })
    assert.deepEqual(await store.allServers(), [server])
    await store.deleteServer('vps-1')
    assert.equal(await store.getServer('vps-1'), undefined)
  })

  test('systems page by id, and what is added meanwhile neither repeats nor hides another', async () => {
    const store = await open()
    for (const id of ['b', 'd', 'f', 'h']) await store.putSystem(system(id))
    const first = await store.pageSystems({ limit: 2 })
    assert.deepEqual(
      first.items.map(({ id }) => id),
      ['b', 'd'],
    )
    await store.putSystem(system('a'))
    await store.putSystem(system('e'))
    const rest = await store.pageSystems({ limit: 9, ...(first.next ? { cursor: first.next } : {}) })
    assert.deepEqual(
      rest.items.map(({ id }) => id),
      ['e', 'f', 'h'],
    )
    assert.equal(rest.next, undefined)
  })

  test('a cursor that is not ours is refused by name', async () => {
    const store = await open()
    await store.putSystem(system('ftp'))
    const of = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const hostile = [
      '',
      'x',
      '-1',
      of(null),
      of({}),
      of([]),
      of([1]),
      of(['a', 'b']),
      of([['a']]),
      of(["' or 1=1 --", 1]),
      of(['a\0b']),
    ]
    for (const cursor of hostile) {
      await assert.rejects(
        store.pageSystems({ limit: 5, cursor }),
        { kind: 'invalid', key: 'page-cursor' },
        cursor,
      )
    }
    for (const cursor of [of(['1']), of([1e300]), of([1.5])]) {
      await assert.rejects(store.pageLog({ limit: 5, cursor }), { key: 'page-cursor' }, cursor)
    }
    assert.deepEqual((await store.pageLog({ limit: 5, cursor: of([-(2 ** 50)]) })).items, [])
    assert.deepEqual((await store.pageSystems({ limit: 5, cursor: of(["' or 1=1 --"]) })).items, [
      system('ftp'),
    ])
  })

  test('a removed system leaves nothing of it, and the others keep theirs', async () => {
    const store = await open()
    for (const id of ['ftp', 'mail']) {
      await importAccounts(store, id, [account('tanaka')], `list_${id}`)
      await store.recordFindings('audit_1', [finding(`f_${id}`, { system: id })])
      await store.putTasks([task(`task_${id}`, { system: id })])
      await store.putAllowlist(id, [])
      await store.appendDecisions(written([decision({ system: id })]))
    }
    await store.deleteSystem('ftp')
    const left = async (id: string) => [
      await store.getSystem(id),
      await store.getAccount(id, 'tanaka'),
      await store.getList(`list_${id}`),
      await store.getFinding(`f_${id}`),
      await store.getTask(`task_${id}`),
      await store.getAllowlist(id),
      (await store.pageDecisions({ system: id }, { limit: 1 })).items[0],
    ]
    assert.deepEqual((await left('ftp')).filter(Boolean), [])
    assert.equal((await left('mail')).filter(Boolean).length, 7)
  })

  test('whoever holds an allowlist is the only one to change it until the transaction ends', async () => {
    const store = await open()
    const add = (at: number) =>
      store.transaction(async tx => {
        const { entries } = await tx.holdAllowlist('ftp')
        return tx.putAllowlist('ftp', [...entries, { network: `10.0.0.${at}/32`, createdAt: noon }])
      })
    const versions = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(add))
    assert.deepEqual(versions.toSorted(), [1, 2, 3, 4, 5, 6, 7, 8])
    assert.equal((await store.getAllowlist('ftp'))?.entries.length, 8)
    const given = store.transaction(async tx => {
      assert.deepEqual(await tx.holdAllowlist('mail'), { system: 'mail', version: 0, entries: [] })
      throw new Error('changed my mind')
    })
    await assert.rejects(given, /changed my mind/)
    assert.equal(await store.getAllowlist('mail'), undefined)
  })

  test('an allowlist is replaced whole and its version grows by one', async () => {
    const store = await open()
    const entries = [
      { network: '10.0.0.0/8', label: '本社', createdAt: noon },
      { network: '2001:db8::/32', createdAt: noon },
    ]
    assert.equal(await store.getAllowlist('ftp'), undefined)
    assert.equal(await store.putAllowlist('ftp', entries), 1)
    assert.equal(await store.putAllowlist('ftp', entries.slice(1)), 2)
    assert.deepEqual(await store.getAllowlist('ftp'), {
      system: 'ftp',
      version: 2,
      entries: entries.slice(1),
    })
    assert.equal(await store.putAllowlist('ftp', []), 3)
    assert.deepEqual(await store.allAllowlists(), [{ system: 'ftp', version: 3, entries: [] }])
  })

  test('an allowlist that was removed is as if none had ever been set, and others stay', async () => {
    const store = await open()
    for (const system of ['ftp', 'kagimori']) await store.putAllowlist(system, [])
    await store.removeAllowlist('kagimori')
    assert.equal(await store.getAllowlist('kagimori'), undefined)
    assert.deepEqual(
      (await store.allAllowlists()).map(({ system }) => system),
      ['ftp'],
    )
  })

  test('decisions page newest first and are found by system and answer', async () => {
    const store = await open()
    const entry = { network: '203.0.113.0/24', label: 'office' }
    const records = [0, 1, 2, 3, 4].map(at =>
      decision({
        at: minute(at),
        ip: `203.0.113.${at}`,
        allow: at % 2 === 0,
        system: at < 3 ? 'ftp' : 'mail',
        ...(at === 0 ? { entry } : {}),
      }),
    )
    await store.appendDecisions(written(records.slice(0, 2)))
    await store.appendDecisions(written(records.slice(2)))
    assert.deepEqual(await allPages(page => store.pageDecisions({}, page), 2), records.toReversed())
    const ips = async (filter: Parameters<Store['pageDecisions']>[0]) =>
      (await store.pageDecisions(filter, { limit: 9 })).items.map(({ ip }) => ip)
    assert.deepEqual(await ips({ system: 'ftp' }), ['203.0.113.2', '203.0.113.1', '203.0.113.0'])
    assert.deepEqual(await ips({ allow: false }), ['203.0.113.3', '203.0.113.1'])
  })

  test('decisions that were noted together are read page by page, also while the oldest of them go', async () => {
    const store = await open()
    const mixed = Array.from({ length: 1_203 }, (_, at) =>
      decision({ at: minute(at), system: at % 3 === 0 ? 'mail' : 'ftp', allow: at % 2 === 0 }),
    )
    await store.appendDecisions(written(mixed))
    await store.appendDecisions(written([decision({ at: minute(2_000) })]))
    const wanted = mixed.filter(({ system, allow }) => system === 'ftp' && !allow).toReversed()
    assert.deepEqual(
      await allPages(page => store.pageDecisions({ system: 'ftp', allow: false }, page), 7),
      wanted,
    )
    const first = await store.pageDecisions({}, { limit: 100 })
    assert.equal(await store.pruneDecisions(303, minute(0)), 901)
    const rest = await store.pageDecisions({}, { limit: 1_000, cursor: first.next ?? '' })
    assert.deepEqual(rest, { items: mixed.slice(901, -99).toReversed() })
  })

  test('addresses let in since a time are told once each, with the last time and the entry that let them in', async () => {
    const store = await open()
    const by = (network: string) => ({ entry: { network } })
    await store.appendDecisions(
      written([
        decision({ at: minute(-1), ip: '192.0.2.1' }),
        decision({ at: minute(0), ip: '192.0.2.2', ...by('192.0.2.0/24') }),
        decision({ at: minute(3), ip: '192.0.2.2', ...by('192.0.2.2/32') }),
        decision({ at: minute(2), ip: '192.0.2.2', ...by('192.0.2.0/24') }),
        decision({ at: minute(4), ip: '192.0.2.3', allow: false }),
        decision({ at: minute(4), ip: '192.0.2.4', system: 'mail' }),
        decision({ at: minute(1), ip: '192.0.2.5' }),
      ]),
    )
    assert.deepEqual(
      [...(await store.addressesAllowedSince('ftp', noon))].sort((a, b) => (a.ip < b.ip ? -1 : 1)),
      [
        { ip: '192.0.2.2', at: minute(3), network: '192.0.2.2/32' },
        { ip: '192.0.2.5', at: minute(1) },
      ],
    )
  })

  test('the history of decisions is bounded in number and in age', async () => {
    const store = await open()
    await store.appendDecisions(written(Array.from({ length: 20 }, (_, at) => decision({ at: minute(at) }))))
    assert.equal(await store.pruneDecisions(100, minute(5)), 5)
    assert.equal(await store.pruneDecisions(10, minute(5)), 5)
    assert.equal(await store.pruneDecisions(10, minute(5)), 0)
    const left = await allPages(page => store.pageDecisions({}, page), 4)
    assert.deepEqual(
      left.map(({ at }) => at),
      Array.from({ length: 10 }, (_, at) => minute(19 - at)),
    )
  })

  test('audits are kept as they go and the newest is known', async () => {
    const store = await open()
    const audit = (id: string, startedAt: string): Audit => ({
      id,
      status: 'running',
      systems: ['ftp'],
      startedAt,
      progress: 0.5,
      coverage: { accounts: 2, assessed: 1, notAssessed: 1, stale: 0 },
      findings: { critical: 1, high: 0, medium: 0, low: 0, info: 0 },
      tasks: { opened: 1, verified: 0 },
    })
    assert.equal(await store.newestAudit(), undefined)
    await store.putAudit(audit('audit_2', minute(2)))
    await store.putAudit(audit('audit_1', minute(1)))
    await store.putAudit({ ...audit('audit_2', minute(2)), status: 'done', finishedAt: minute(3), score: 40 })
    assert.equal((await store.newestAudit())?.status, 'done')
    assert.deepEqual(
      (await store.runningAudits()).map(({ id }) => id),
      ['audit_1'],
    )
    assert.deepEqual(await store.getAudit('audit_1'), audit('audit_1', minute(1)))
  })

  test('tokens, kept answers and settings come back as they were put', async () => {
    const store = await open()
    const token = {
      id: 'tok_1',
      name: 'backup script',
      scopes: ['read'],
      networks: [],
      createdAt: noon,
      sha256: 'ab',
    } as const
    await store.putToken(token)
    await store.touchTokens(
      new Map([
        ['tok_1', minute(1)],
        ['tok_unknown', minute(1)],
      ]),
    )
    assert.deepEqual(await store.allTokens(), [{ ...token, lastUsedAt: minute(1) }])
    assert.deepEqual([await store.deleteToken('tok_1'), await store.deleteToken('tok_1')], [true, false])

    const answer = { key: 'k', token: 'tok_1', request: 'aa', status: 201, body: '{"id":"x"}', at: noon }
    await store.keepAnswer(answer)
    await store.keepAnswer({ ...answer, body: 'another' })
    assert.deepEqual(await store.getAnswer('tok_1', 'k'), answer)
    assert.equal(await store.getAnswer('tok_2', 'k'), undefined)
    assert.deepEqual([await store.pruneAnswers(noon), await store.pruneAnswers(minute(1))], [0, 1])

    const mark = { key: 'm', token: 'tok_1', request: 'bb', at: noon, attempt: 'one' }
    const other = { ...mark, attempt: 'two' }
    const undone = store.transaction(async tx => {
      await tx.markRequest(other)
      throw new RangeError('undone')
    })
    await assert.rejects(undone, RangeError)
    const marked = [
      await store.markRequest(mark),
      await store.markRequest(mark),
      await store.markRequest(other),
    ]
    assert.deepEqual(marked, [true, true, false])
    await store.unmarkRequest(other)
    const { attempt, ...request } = mark
    assert.deepEqual(await store.getAnswer('tok_1', 'm'), { ...request, status: 0, body: attempt })
    await store.keepAnswer({ ...request, status: 201, body: '{}' })
    await store.unmarkRequest(mark)
    assert.deepEqual(await store.getAnswer('tok_1', 'm'), { ...request, status: 201, body: '{}' })
    assert.equal(await store.pruneAnswers(minute(1)), 1)

    await store.putSetting('zone', 'Asia/Tokyo')
    await store.putSetting('zone', 'UTC')
    assert.deepEqual([await store.getSetting('zone'), await store.getSetting('none')], ['UTC', undefined])

    for (const name of ['box:b', 'boxes', 'box:a', 'Box:c']) await store.putSetting(name, name)
    assert.deepEqual(await store.settingsUnder('box:'), ['box:a', 'box:b'])
    assert.deepEqual([await store.dropSetting('box:a'), await store.dropSetting('box:a')], [true, false])
    assert.deepEqual(await store.settingsUnder('box:'), ['box:b'])
  })
}
