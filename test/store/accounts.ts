import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Account, Assessment, HashClass } from '../../src/core/account.ts'
import type { Store } from '../../src/core/store.ts'
import { account, allPages, importAccounts, list, noon, system, task } from './samples.ts'

const later = '2026-11-24T12:00:00.000Z'
const unsalted = { scheme: 'nt', class: 'unsalted', parameters: {} } as const

/** What the store promises of accounts, on whichever database `open` opens. */
export function accountTests(open: () => Promise<Store>): void {
  test('an account comes back as it was put, absent fields absent', async () => {
    const store = await open()
    const full = account(
      '佐藤',
      {
        credential: 'hash',
        fingerprint: 'f1.k.c.AAAA',
        hashFingerprint: 'h1.k.BBBB',
        saltFingerprint: 's1.k.CCCC',
        stem: 'm1.k.DDDD',
        score: 1,
        guessesLog10: 3.4,
        weaknesses: ['common'],
        hash: { scheme: 'bcrypt', class: 'slow', parameters: { cost: 5 } },
      },
      { displayName: '佐藤', role: 'admin', enabled: true, networks: ['10.0.0.0/8'], owner: 'sato' },
    )
    const plain = account('plain')
    await importAccounts(store, 'ftp', [full, plain], 'list_1')
    assert.deepEqual(await store.getAccount('ftp', '佐藤'), full)
    assert.deepEqual(await store.getAccount('ftp', 'plain'), plain)
    assert.equal(await store.getAccount('ftp', 'PLAIN'), undefined)
  })

  test('nobody sees staged accounts before the list is committed, and a discarded list leaves nothing', async () => {
    const store = await open()
    await store.putSystem(system('ftp'))
    await store.stageAccounts('list_1', [account('tanaka')])
    assert.equal(await store.countAccounts('ftp'), 0)
    await store.discardList('list_1')
    await store.stageAccounts('list_2', [account('sato')])
    await store.stageAccounts('list_3', [account('kato')])
    assert.equal(await store.discardUnfinishedLists('list_3'), 1, 'of those before that one')
    assert.equal(await store.discardUnfinishedLists(), 1)
    assert.deepEqual(await store.commitList(list('list_1')), { added: 0, changed: 0, removed: 0 })
    assert.equal(await store.countAccounts(), 0)
  })

  test('closed logins are those disabled, leaving, expiring, and those no list names any more', async () => {
    const store = await open()
    const first = [
      account('active', {}, { enabled: true }),
      account('disabled', {}, { enabled: false, leftAt: '2026-10-01' }),
      account('leaver', {}, { leftAt: '2026-10-01' }),
      account('vendor', {}, { expiresAt: '2026-12-31T15:00:00.000Z' }),
      account('shared', {}, { shared: true, leftAt: '2026-10-01', displayName: '"enabled":false' }),
      account('gone'),
    ]
    await importAccounts(store, 'ftp', first, 'list_1')
    const closed = async () =>
      (await store.closedLogins('ftp')).toSorted((a, b) => (a.login < b.login ? -1 : 1))
    const kept = [
      { login: 'disabled' },
      { login: 'leaver', from: '2026-10-01' },
      { login: 'vendor', from: '2026-12-31T15:00:00.000Z' },
    ]
    assert.deepEqual(await closed(), kept)
    await importAccounts(store, 'ftp', first.slice(0, -1), 'list_2')
    assert.deepEqual(await closed(), [kept[0], { login: 'gone' }, kept[1], kept[2]])
    await importAccounts(store, 'ftp', first, 'list_3')
    assert.deepEqual(await closed(), kept)
    await importAccounts(store, 'ftp', first.slice(0, 1), 'list_4')
    await store.deleteSystem('ftp')
    assert.deepEqual(await closed(), [])
  })

  test('listed logins are those of the latest list, if it was read whole', async () => {
    const store = await open()
    assert.equal(await store.listedLogins('ftp'), undefined)
    await importAccounts(store, 'ftp', [account('tanaka'), account('sato')], 'list_1')
    assert.deepEqual((await store.listedLogins('ftp'))?.toSorted(), ['sato', 'tanaka'])
    await store.putAccount({ ...account('seen'), list: '' })
    await importAccounts(store, 'ftp', [account('tanaka')], 'list_2')
    assert.deepEqual(await store.listedLogins('ftp'), ['tanaka'])
    assert.equal(await store.listedLogins('mail'), undefined)
  })

  test('a second list keeps ids and first sight, counts what changed and removes who is missing', async () => {
    const store = await open()
    const first = ['same', 'rotated', 'renamed', 'gone'].map(login =>
      account(login, { fingerprint: `f1.k.c.${login}` }),
    )
    assert.deepEqual(await importAccounts(store, 'ftp', first, 'list_1'), {
      added: 4,
      changed: 0,
      removed: 0,
    })
    const again = (login: string, fingerprint = login, more: Partial<Account> = {}) =>
      account(
        login,
        { fingerprint: `f1.k.c.${fingerprint}`, score: 4 },
        { list: 'list_2', firstSeenAt: later, lastSeenAt: later, ...more },
      )
    const second = [
      again('same'),
      again('rotated', 'other'),
      again('renamed', 'renamed', { owner: 'kato' }),
      again('new'),
    ]
    assert.deepEqual(await importAccounts(store, 'ftp', second, 'list_2'), {
      added: 1,
      changed: 2,
      removed: 1,
    })

    const [before] = first
    const same = await store.getAccount('ftp', 'same')
    assert.equal(same?.id, before?.id)
    assert.equal(same?.firstSeenAt, noon)
    assert.equal(same?.lastSeenAt, later)
    assert.equal(same?.list, 'list_2')
    assert.equal(
      same?.assessment.score,
      4,
      'a new rating of the same password is kept, though nothing changed',
    )
    assert.deepEqual(same?.previousFingerprints, [])
    assert.deepEqual((await store.getAccount('ftp', 'rotated'))?.previousFingerprints, ['f1.k.c.rotated'])
    assert.equal((await store.getAccount('ftp', 'renamed'))?.owner, 'kato')
    assert.equal((await store.getAccount('ftp', 'new'))?.firstSeenAt, later)
    assert.equal(await store.getAccount('ftp', 'gone'), undefined)
  })

  test('the last four passwords are remembered by fingerprint, newest first, also across a list that shows none', async () => {
    const store = await open()
    for (const password of ['A', 'B', undefined, 'C', 'D', 'E', 'F']) {
      const seen = password === undefined ? {} : { fingerprint: `f1.k.c.${password}` }
      await importAccounts(store, 'ftp', [account('tanaka', seen)])
    }
    const tanaka = await store.getAccount('ftp', 'tanaka')
    assert.equal(tanaka?.assessment.fingerprint, 'f1.k.c.F')
    assert.deepEqual(
      tanaka?.previousFingerprints,
      ['E', 'D', 'C', 'B'].map(password => `f1.k.c.${password}`),
    )
  })

  test('a password that was not shown for a while and is there again was never changed', async () => {
    const store = await open()
    for (const seen of [
      { fingerprint: 'f1.k.c.A' },
      { fingerprint: 'f1.k.c.B' },
      {},
      { fingerprint: 'f1.k.c.B' },
    ]) {
      await importAccounts(store, 'ftp', [account('tanaka', seen)])
    }
    const tanaka = await store.getAccount('ftp', 'tanaka')
    assert.deepEqual(tanaka?.previousFingerprints, ['f1.k.c.A'])
  })

  test('an account that a list left out still has its earlier passwords when it comes back', async () => {
    const store = await open()
    const shown = (fingerprint: string) => [account('sato'), account('tanaka', { fingerprint })]
    const earlier = async () => (await store.getAccount('ftp', 'tanaka'))?.previousFingerprints
    for (const fingerprint of ['f1.k.c.A', 'f1.k.c.B']) await importAccounts(store, 'ftp', shown(fingerprint))
    await importAccounts(store, 'ftp', [account('sato')])
    assert.equal(await earlier(), undefined)
    await importAccounts(store, 'ftp', shown('f1.k.c.C'))
    assert.deepEqual(await earlier(), ['f1.k.c.B', 'f1.k.c.A'])
    await importAccounts(store, 'ftp', [account('sato')])
    await importAccounts(store, 'ftp', shown('f1.k.c.C'))
    assert.deepEqual(await earlier(), ['f1.k.c.B', 'f1.k.c.A'], 'back with the same password')
    await importAccounts(store, 'mail', [account('tanaka', { fingerprint: 'f1.k.c.D' }, { system: 'mail' })])
    assert.deepEqual((await store.getAccount('mail', 'tanaka'))?.previousFingerprints, [])
    await importAccounts(store, 'ftp', [account('sato')])
    await store.deleteSystem('ftp')
    await importAccounts(store, 'ftp', shown('f1.k.c.C'))
    assert.deepEqual(await earlier(), [], 'nothing outlives the system')
  })

  test('what a login has shown of an account is kept, once, and not over a list that came in meanwhile', async () => {
    const store = await open()
    await store.putSystem(system('ftp'))
    const seen = account('tanaka', { credential: 'absent', score: 1, seenAtLogin: noon }, { list: '' })
    await store.putAccount(seen)
    await store.putAccount({ ...seen, id: 'acc_other', firstSeenAt: later, owner: 'sato' })
    assert.deepEqual(await store.getAccount('ftp', 'tanaka'), { ...seen, owner: 'sato' })
    await importAccounts(store, 'ftp', [account('tanaka', { fingerprint: 'f1.k.c.A' })], 'list_1')
    await store.putAccount(seen)
    assert.equal((await store.getAccount('ftp', 'tanaka'))?.assessment.fingerprint, 'f1.k.c.A')
  })

  test('what a login has shown of a password outlasts a list with the same hash, and no other list', async () => {
    const hash = { hashFingerprint: 'h1.k.A' }
    const seen = { fingerprint: 'f1.k.c.A', score: 1 as const, seenAtLogin: noon }
    const scoreAfter = async (shown: Partial<Assessment>, facts: Partial<Account> = {}, before = hash) => {
      const store = await open()
      const first = account('tanaka', { credential: 'hash', ...before })
      await importAccounts(store, 'ftp', [first], 'list_1')
      await store.putAccount({ ...first, assessment: { ...first.assessment, ...seen } })
      await importAccounts(store, 'ftp', [account('tanaka', shown, { list: 'list_2', ...facts })], 'list_2')
      const { assessment, previousFingerprints } = (await store.getAccount('ftp', 'tanaka')) ?? assert.fail()
      return [assessment.score, assessment.seenAtLogin, assessment.fingerprint, previousFingerprints]
    }
    const kept = [1, noon, 'f1.k.c.A', []]
    const lost = [undefined, undefined, undefined, ['f1.k.c.A']]
    assert.deepEqual(await scoreAfter({ credential: 'hash', ...hash }), kept)
    assert.deepEqual(await scoreAfter({ credential: 'hash', hashFingerprint: 'h1.k.B' }), lost)
    assert.deepEqual(await scoreAfter({ credential: 'absent' }), lost)
    assert.deepEqual(await scoreAfter({ credential: 'locked' }), lost)
    const changed = (passwordChangedAt: string) =>
      scoreAfter({ credential: 'hash', ...hash }, { passwordChangedAt })
    assert.deepEqual(await changed('2026-11-23T11:59:59Z'), kept)
    assert.deepEqual(await changed('2026-11-23'), lost)
    assert.deepEqual(await changed(later), lost)
    const stronger = { credential: 'clear', fingerprint: 'f1.k.c.B', score: 4 } as const
    assert.deepEqual(await scoreAfter(stronger), [4, undefined, 'f1.k.c.B', ['f1.k.c.A']])
  })

  test('nobody is removed by a list of which lines were rejected, for one of them may be the missing account', async () => {
    const store = await open()
    await importAccounts(store, 'ftp', [account('tanaka'), account('sato')])
    await store.stageAccounts('list_2', [account('sato')])
    const counts = await store.commitList(list('list_2', { rejectedCount: 1 }))
    assert.deepEqual(counts, { added: 0, changed: 0, removed: 0 })
    assert.notEqual(await store.getAccount('ftp', 'tanaka'), undefined)
  })

  test('a list is taken over whole or not at all', async () => {
    const store = await open()
    await importAccounts(store, 'ftp', [account('tanaka')], 'list_1')
    await store.stageAccounts('list_2', [account('sato')])
    const rehearsed = store.transaction(async inside => {
      assert.deepEqual(await inside.commitList(list('list_2')), { added: 1, changed: 0, removed: 1 })
      assert.equal(await inside.getAccount('ftp', 'tanaka'), undefined)
      throw new Error('power cut')
    })
    await assert.rejects(rehearsed, /power cut/)
    assert.notEqual(await store.getAccount('ftp', 'tanaka'), undefined)
    assert.equal(await store.getList('list_2'), undefined)
    await assert.rejects(store.commitList(list('list_2', { system: 'removed' })), { key: 'system-unknown' })
  })

  test('a login that stands in a list twice is one account, as the later line says', async () => {
    const store = await open()
    const twice = [account('tanaka', { score: 0 }), account('sato'), account('tanaka', { score: 4 })]
    assert.deepEqual(await importAccounts(store, 'ftp', twice), { added: 2, changed: 0, removed: 0 })
    assert.equal((await store.getAccount('ftp', 'tanaka'))?.assessment.score, 4)
  })

  test('lists are found again: the newest, by id, and those whose audit never ended', async () => {
    const store = await open()
    await importAccounts(store, 'ftp', [account('tanaka')], 'list_1')
    await store.stageAccounts('list_2', [account('tanaka'), account('sato')])
    await store.commitList(list('list_2', { importedAt: later }))
    assert.equal((await store.newestList('ftp'))?.id, 'list_2')
    assert.deepEqual(
      (await store.unauditedLists()).map(({ id }) => id),
      ['list_1', 'list_2'],
    )
    await store.markListAudited('list_2', 'audit_7')
    const { status, audit, added } = (await store.getList('list_2')) ?? {}
    assert.deepEqual({ status, audit, added }, { status: 'audited', audit: 'audit_7', added: 1 })
    assert.deepEqual(
      (await store.unauditedLists()).map(({ id }) => id),
      ['list_1'],
    )
    assert.equal(await store.newestList('mail'), undefined)
  })

  test('accounts page in the order of code points, whatever the database thinks of letters', async () => {
    const store = await open()
    const logins = ['Zoe', 'adam', 'Adam', '_x', 'é', '田中', 'あ', 'a-b', 'ab', 'a b', 'Ω', '10', '9']
    await importAccounts(
      store,
      'ftp',
      logins.map(login => account(login)),
    )
    const paged = await allPages(page => store.pageAccounts('ftp', page))
    assert.deepEqual(
      paged.map(({ login }) => login),
      [...logins].sort(),
    )
  })

  test('the same password is found by fingerprint, and by hash only where no salt keeps hashes apart', async () => {
    const store = await open()
    const hashed = (login: string, hashClass: HashClass, hashFingerprint = 'h1.k.SAME') =>
      account(login, { credential: 'hash', hashFingerprint, hash: { ...unsalted, class: hashClass } })
    const rows = [
      account('tanaka', { fingerprint: 'f1.k.c.SAME' }),
      account('sato', { fingerprint: 'f1.k.c.SAME' }, { role: 'admin', owner: 'sato' }),
      account('kato', { fingerprint: 'f1.OTHERKEY.c.SAME' }),
      account('none'),
      hashed('nt-1', 'unsalted'),
      hashed('lm-1', 'broken'),
      hashed('crypt-1', 'slow'),
      hashed('crypt-2', 'slow'),
    ]
    await importAccounts(store, 'ftp', rows)
    await store.putSystem(system('books', { kind: 'accounting' }))
    await importAccounts(store, 'books', [account('tanaka', { fingerprint: 'f1.k.c.SAME' })])
    const kept = await allPages(page => store.pageAccounts('ftp', page))
    const peers = await store.peersOf(kept)
    const of = (login: string) => peers.get(kept.find(row => row.login === login)?.id ?? '')
    assert.deepEqual(of('tanaka'), {
      count: 2,
      peers: [
        { system: 'books', systemKind: 'accounting', login: 'tanaka' },
        { system: 'ftp', systemKind: 'other', login: 'sato', role: 'admin', owner: 'sato' },
      ],
    })
    assert.deepEqual(
      of('nt-1')?.peers.map(({ login }) => login),
      ['lm-1'],
    )
    for (const alone of ['kato', 'none', 'crypt-1']) assert.equal(of(alone), undefined, alone)
    assert.deepEqual(await store.systemsSharingPasswordsWith('ftp'), ['books'])
    assert.deepEqual(await store.systemsSharingPasswordsWith('books'), ['ftp'])
  })

  test('of many with the same password the first fifty are named and all are counted', async () => {
    const store = await open()
    const many = Array.from({ length: 700 }, (_, at) =>
      account(`u${String(at).padStart(3, '0')}`, { fingerprint: 'f1.k.c.SAME' }),
    )
    await importAccounts(store, 'ftp', many)
    const [first] = (await store.pageAccounts('ftp', { limit: 1 })).items
    assert.ok(first)
    const answer = (await store.peersOf([first])).get(first.id)
    assert.equal(answer?.count, 699)
    assert.deepEqual(
      answer?.peers.map(({ login }) => login),
      many.slice(1, 51).map(({ login }) => login),
    )
  })

  test('peers and their number are what comparing every account with every other gives', async () => {
    const store = await open()
    const mark = fc.option(fc.constantFrom('A', 'B', 'C', 'D'), { nil: undefined })
    const rows = fc.array(fc.record({ fingerprint: mark, hash: mark }), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(rows, async made => {
        const accounts = made.map(({ fingerprint, hash }, at) =>
          account(`u${at}`, {
            ...(fingerprint === undefined ? {} : { fingerprint }),
            ...(hash === undefined ? {} : { hashFingerprint: hash, hash: unsalted }),
          }),
        )
        await importAccounts(store, 'ftp', accounts)
        const kept = await allPages(page => store.pageAccounts('ftp', page), 50)
        const peers = await store.peersOf(kept)
        const onWalk = store.peersOnWalk()
        // Batch by batch, and again when all has been read before: the answers are the same.
        const walked = []
        for (const one of [...kept, ...kept]) walked.push(await onWalk([one]))
        for (const [at, one] of kept.entries()) {
          assert.deepEqual(walked[at]?.get(one.id), peers.get(one.id))
          assert.deepEqual(walked[at + kept.length]?.get(one.id), peers.get(one.id))
          const expected = kept
            .filter(other => other !== one && sharesPassword(one, other))
            .map(({ login }) => login)
          const found = peers.get(one.id)
          assert.deepEqual([...(found?.peers ?? [])].map(({ login }) => login).sort(), expected.sort())
          assert.equal(found?.count ?? 0, expected.length)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('salts, schemes and accounts are counted by system', async () => {
    const store = await open()
    const salted = (login: string, saltFingerprint: string) =>
      account(login, { credential: 'hash', saltFingerprint, hash: { ...unsalted, scheme: 'bcrypt' } })
    await importAccounts(store, 'ftp', [
      salted('a', 'S'),
      salted('b', 'S'),
      salted('c', 'T'),
      account('d'),
      account('e', { credential: 'locked' }),
    ])
    await importAccounts(store, 'mail', [salted('a', 'S')])
    assert.deepEqual(
      await store.saltUses('ftp', ['S', 'T', 'U', 'S']),
      new Map([
        ['S', 2],
        ['T', 1],
      ]),
    )
    assert.deepEqual(await store.schemesOf('ftp'), { bcrypt: 3, clear: 1, locked: 1 })
    assert.deepEqual(
      [await store.countAccounts('ftp'), await store.countAccounts('mail'), await store.countAccounts()],
      [5, 1, 6],
    )
  })

  test('who has left is told by login and owner over all systems, and nobody where no list says who left', async () => {
    const store = await open()
    await importAccounts(store, 'ftp', [account('plain', {}, { purpose: '"leftAt":"2020-01-01"' })])
    assert.equal(await store.leaversBy(noon), undefined)
    const leavers = [
      account('gone', {}, { leftAt: '2026-10-31', owner: 'kato' }),
      account('leaving', {}, { leftAt: '2026-12-31' }),
    ]
    await importAccounts(store, 'mail', leavers)
    assert.deepEqual(await store.leaversBy(noon), ['gone', 'kato'])
    assert.deepEqual(await store.leaversBy('2026-10-30T23:59:59Z'), [])
  })

  test('a password stem is forgotten unless a task still asks for another password', async () => {
    const store = await open()
    const logins = ['open', 'claimed', 'waived', 'verified', 'none']
    await importAccounts(
      store,
      'ftp',
      logins.map(login => account(login, { stem: 'm1.k.X' })),
    )
    const statuses = ['open', 'claimed', 'waived', 'verified'] as const
    await store.putTasks(statuses.map(status => task(`task_${status}`, { login: status, status })))
    await store.forgetStems('ftp')
    const kept = (await allPages(page => store.pageAccounts('ftp', page))).filter(
      ({ assessment }) => assessment.stem,
    )
    assert.deepEqual(
      kept.map(({ login }) => login),
      ['claimed', 'open'],
    )
  })
}

function sharesPassword({ assessment: a }: Account, { assessment: b }: Account): boolean {
  const same = (x?: string, y?: string) => x !== undefined && x === y
  return same(a.fingerprint, b.fingerprint) || same(a.hashFingerprint, b.hashFingerprint)
}
