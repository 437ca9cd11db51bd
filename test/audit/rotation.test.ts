import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isMessageKey, render } from '../../src/core/message.ts'
import type { RotationTask } from '../../src/core/rotation.ts'
import { all, office, openBuilt } from '../built.ts'

/** Thursday noon in Tokyo; Monday the 23rd is Labour Thanksgiving Day. */
const thursday = '2026-11-19T03:00:00.000Z'
const built = await openBuilt({ now: thursday })
const { enforcer, parts } = built

const plaintext = [{ protocol: 'ftp', host: 'ftp.aoba.example', port: 21, tls: 'none' as const }]

/** Time goes on by an hour from one import to the next. */
let hours = 0
function later(): void {
  hours += 1
  built.setNow(new Date(Date.parse(thursday) + hours * 3_600_000).toISOString())
}

/** Imports these accounts, one hour after the import before. */
async function show(system: string, accounts: Readonly<Record<string, string>>, header = 'login,password') {
  later()
  return built.importLines(system, [
    header,
    ...Object.entries(accounts).map(([login, rest]) => `${login},${rest}`),
  ])
}

async function tasksOf(system: string, login: string): Promise<readonly RotationTask[]> {
  const tasks = await all(page => enforcer.tasks({ system }, page))
  return tasks.filter(task => task.login === login).toSorted((a, b) => a.openedAt.localeCompare(b.openedAt))
}

async function newestTask(system: string, login: string): Promise<RotationTask> {
  const task = (await tasksOf(system, login)).at(-1)
  assert.ok(task, `${login} of ${system} has a task`)
  return task
}

/** Why the task is still open, as key and as the sentence a reader gets. */
function refusalOf({ lastRefusal }: RotationTask): readonly [key: string, sentence: string] {
  assert.ok(lastRefusal, 'the import told why the task stays open')
  const { key, values } = lastRefusal
  assert.ok(isMessageKey(key))
  return [key, render('en', key, values)]
}

const causesOf = ({ reasons }: RotationTask) => [...new Set(reasons.map(({ cause }) => cause))].sort()

/** Everything is imported before the first test: time goes one way. */
await built.declare('ladder', { kind: 'other', exposure: 'intranet' })
await built.importLines('ladder', [
  'login,password,left_at',
  'kanri,kanri,',
  'tanaka,baseball,',
  'yamada,vK7#mWq2!tRz9xPd4,2026-10-31',
  'suzuki,suzuki,2026-10-31',
])

const shown = {
  proved: ['Tanaka2025,,true', 'bN3$hYc8%uJf6gLs1,,true'],
  idle: ['tanaka,,true', 'tanaka,,true'],
  claimed: ['kuroneko,,true', 'kuroneko,,true'],
  removed: ['shironeko,,true', undefined],
  left: ['Yamada2018,2026-10-31,true', 'eT5&oXa9*iMk2dQw7,2026-10-31,false'],
  paused: ['kodomo,,true', 'password1,,false'],
  weaker: ['zaiko123,,true', 'sunshine,,true'],
  shared: ['keiri2020,,true', 'zG4@rVp6^nBy1cHj8,,true'],
  other: ['zG4@rVp6^nBy1cHj8,,true', 'zG4@rVp6^nBy1cHj8,,true'],
  year: ['kX7#mVq!tRwzPqdd2025,,true', 'kX7#mVq!tRwzPqdd2026,,true'],
  longer: ['wD5$nHs8@jYb3!cKf,,true', 'wD5$nHs8x@jYb3!cKf,,true'],
  capitals: ['Mizuho-karasu-tobu1,,true', 'm1zuH0-k@rasu-t0bu77,,true'],
} as const
const listed = (at: 0 | 1) =>
  Object.fromEntries(Object.entries(shown).flatMap(([login, rows]) => (rows[at] ? [[login, rows[at]]] : [])))
const header = 'login,password,left_at,enabled'
await built.declare('judged', { endpoints: plaintext })
await show('judged', listed(0), header)
for (const login of ['claimed', 'year'] as const) {
  const { id } = await newestTask('judged', login)
  const task = await enforcer.claimTask(id, 'tanaka', office)
  assert.deepEqual([task.status, task.claimedBy, task.proof], ['claimed', 'tanaka', undefined])
}
const list = await show('judged', listed(1), header)
const at = parts.clock()
const after = (login: keyof typeof shown) => newestTask('judged', login)

const [a, b, c] = ['cF6!vTn1#pGz8$eYw', 'yL3@sKd7%oRq5&bHx', 'uM9$gXj4!rBn2@hVz']
const rows = {
  swapped: ['tanaka', 'sunshine', 'tanaka', 'dragon', 'dragon'],
  before: [a, b, 'password1', a, a],
  undone: [c, 'iC5%wPs8#kTd1&yFq', c, c, c],
  twice: ['monkey', 'pJ8!yGs3#bVm5$kRw', 'fQ1@hZt7%uXd4&nLc', 'fQ1@hZt7%uXd4&nLc', 'fQ1@hZt7%uXd4&nLc'],
  learns: ['gB4#nSv7!mLx1@qWe', 'gB4#nSv7!mLx1@qWe', 'gB4#nSv7!mLx1@qWe', 'GB4#nSv7!mLx1@qWe77', 'x'],
} as const
await built.declare('row', { endpoints: plaintext })
const told: Record<string, string[]> = { swapped: [], before: [], learns: [] }
for (let at = 0; at < 5; at += 1) {
  if (at === 2) {
    const asked = { system: 'row', reason: 'seen on a note' }
    await enforcer.openTask({ ...asked, login: 'twice' }, office)
    const { id } = await newestTask('row', 'learns')
    await enforcer.cancelTask(id, 'plaintext is known', office)
    await enforcer.openTask({ ...asked, login: 'learns' }, office)
    assert.equal((await newestTask('row', 'learns')).old.stem, undefined)
  }
  await show(
    'row',
    Object.fromEntries(Object.entries(rows).map(([login, passwords]) => [login, passwords[at] ?? ''])),
  )
  for (const login of ['swapped', 'before', 'learns']) {
    told[login]?.push((await newestTask('row', login)).lastRefusal?.key ?? 'new')
  }
}

const unopened = '$5$rounds=5000$aB3dE5fG7hJ9kL1m$Q7mZx1Vb3Nc5Ld7Kf9Jg2Hs4Pa6Oi8Uy0Tr1Ew3Qz5.'
await built.declare('untold')
await show('untold', { tanaka: 'tanaka', sato: 'sato' })

const end = '2026-12-26T03:00:00.000Z'
const waiver = { reason: 'retired in December', approver: 'sato', expiresAt: end }
await built.declare('waived')
await show('waived', { tanaka: 'tanaka', sato: 'sato' })
for (const login of ['tanaka', 'sato']) {
  const { id } = await newestTask('waived', login)
  const task = await enforcer.waiveTask(id, waiver, office)
  assert.deepEqual([task.status, task.waiver], ['waived', waiver])
}

describe('a task is opened from findings, due by the policy’s ladder', () => {
  test('a default password in three business days, over a weekend and a holiday', async () => {
    const task = await newestTask('ladder', 'kanri')
    assert.deepEqual(causesOf(task), ['default', 'storage', 'weak'])
    // Friday 20, (21, 22 and the holiday 23), Tuesday 24, Wednesday 25; 17:00 in Tokyo.
    assert.equal(task.dueAt, '2026-11-25T08:00:00.000Z')
  })

  test('a weak password in ten business days', async () => {
    const task = await newestTask('ladder', 'tanaka')
    assert.deepEqual(causesOf(task), ['storage', 'weak'])
    assert.equal(task.dueAt, '2026-12-04T08:00:00.000Z')
  })

  test('somebody who left in one business day', async () => {
    const task = await newestTask('ladder', 'yamada')
    assert.deepEqual(causesOf(task), ['leaver', 'storage'])
    assert.equal(task.dueAt, '2026-11-20T08:00:00.000Z')
  })

  test('an account has one task, with all its reasons, due by the most urgent', async () => {
    await show('ladder', { suzuki: 'suzuki,2026-10-31' }, 'login,password,left_at')
    const [task, ...more] = await tasksOf('ladder', 'suzuki')
    assert.ok(task)
    assert.deepEqual([causesOf(task), more.length], [['default', 'leaver', 'storage', 'weak'], 0])
    assert.equal(task.dueAt, '2026-11-20T08:00:00.000Z')
  })

  test('a date an administrator gave stays when the next audit looks at the task', async () => {
    await built.declare('by-hand', { kind: 'other' })
    await show('by-hand', { sato: '{SSHA}NlLABTQDIzrJiAaLyhk/UWzg8L4RIjNE' }, 'login,hash')
    const asked = { system: 'by-hand', login: 'sato', reason: 'moved desks' }
    const { id } = await enforcer.openTask({ ...asked, dueAt: '2027-02-01T00:00:00Z' }, office)
    await enforcer.startAudit(['by-hand'], office)
    await enforcer.settle()
    assert.equal((await enforcer.task(id)).dueAt, '2027-02-01T00:00:00.000Z')
    const values = { system: 'by-hand', login: 'sato', id }
    await assert.rejects(enforcer.openTask(asked, office), { key: 'task-live', values })
  })
})

test('a task cannot be due before it is opened, and both times are named', async () => {
  await built.declare('past', { kind: 'other' })
  await show('past', { sato: '{SSHA}NlLABTQDIzrJiAaLyhk/UWzg8L4RIjNE' }, 'login,hash')
  const asked = { system: 'past', login: 'sato', reason: 'moved desks', dueAt: '2020-02-01T00:00:00Z' }
  const values = { dueAt: '2020-02-01T00:00:00.000Z', now: parts.clock() }
  await assert.rejects(enforcer.openTask(asked, office), { kind: 'invalid', key: 'task-due-past', values })
  assert.equal((await enforcer.openTask({ ...asked, dueAt: parts.clock() }, office)).dueAt, parts.clock())
})

describe('the next import judges a task', () => {
  test('and closes it when the password is another one in every respect, with what was compared, when, by which list', async () => {
    const task = await after('proved')
    assert.deepEqual([task.status, task.closedAt], ['verified', at])
    assert.deepEqual(task.proof, {
      outcome: 'rotated',
      provedAt: at,
      list: list.id,
      checks: [
        { check: 'fingerprint-changed', result: 'passed' },
        { check: 'accepted-by-policy', result: 'passed' },
        { check: 'not-one-of-last-four', result: 'passed' },
        { check: 'not-another-accounts', result: 'passed' },
        { check: 'not-a-variant', result: 'passed' },
      ],
    })
    assert.equal((await enforcer.verifyTask(task.id, {}, office)).status, 'verified')
  })

  test('a claim closes nothing: without a new password it is taken back, and a finding says so', async () => {
    const task = await after('claimed')
    assert.equal(task.status, 'open')
    assert.deepEqual(refusalOf(task), ['rotation-unchanged', 'The password of claimed is still the old one.'])
    const { items } = await enforcer.findings(
      { system: 'judged', rule: 'LC-03', login: 'claimed' },
      { limit: 9 },
    )
    assert.deepEqual(
      items.map(({ reason, status }) => [reason, status]),
      [['claimed-unchanged', 'open']],
    )
    await assert.rejects(enforcer.verifyTask(task.id, {}, office), { key: 'task-not-proved' })
  })

  test('an account the list no longer shows is removed, and never said to be rotated', async () => {
    const task = await after('removed')
    assert.deepEqual([task.status, task.proof?.outcome], ['account-removed', 'account removed'])
    assert.deepEqual(task.proof?.checks, [{ check: 'account-absent-from-list', result: 'passed' }])
    assert.equal(list.removed, 1)
  })

  test('a leaver’s account that the list shows disabled is that, and never said to be rotated', async () => {
    const task = await after('left')
    assert.deepEqual([task.status, task.proof?.outcome], ['cancelled', 'account disabled'])
    assert.deepEqual(task.proof?.checks, [{ check: 'account-disabled-in-list', result: 'passed' }])
  })

  const kept: Readonly<Record<string, readonly [keyof typeof shown, key: string, sentence: RegExp]>> = {
    'the old password': ['idle', 'rotation-unchanged', /^The password of idle is still the old one\.$/],
    'a new password the policy does not accept': [
      'weaker',
      'rotation-against-policy',
      /^The new password of weaker does not pass the policy: .*PW-04/,
    ],
    'the same on an account disabled for a while': ['paused', 'rotation-against-policy', /PW-04/],
    'the password of another account': [
      'shared',
      'rotation-shared',
      /^The new password of shared is or was the password of other accounts \(1\)\.$/,
    ],
    'another year at its end': [
      'year',
      'rotation-variant',
      /^The new password of year is a variant of the old one\.$/,
    ],
    'one character more': ['longer', 'rotation-variant', /variant of the old one/],
    'other capitals and look-alikes of the same word': [
      'capitals',
      'rotation-variant',
      /variant of the old one/,
    ],
  }
  for (const [what, [login, key, sentence]] of Object.entries(kept)) {
    test(`${what} keeps it open, with the reason`, async () => {
      const task = await after(login)
      assert.deepEqual([task.status, task.proof, task.lastRefusal?.list], ['open', undefined, list.id])
      const [told, reason] = refusalOf(task)
      assert.equal(told, key)
      assert.match(reason, sentence)
    })
  }

  test('stems are kept only while a task is open', async () => {
    const stemOf = async (login: string) => (await parts.store.getAccount('judged', login))?.assessment.stem
    assert.deepEqual([(await after('proved')).old.stem, await stemOf('proved')], [undefined, undefined])
    assert.equal((await after('removed')).old.stem, undefined)
    const open = await after('year')
    assert.match(String(open.old.stem), /^f1\./)
    assert.equal(await stemOf('year'), open.old.stem)
    const cancelled = await enforcer.cancelTask(open.id, 'a test account', office)
    assert.deepEqual([cancelled.status, cancelled.cancelReason], ['cancelled', 'a test account'])
    assert.deepEqual([cancelled.old.stem, await stemOf('year')], [undefined, undefined])
    assert.ok((await after('longer')).old.stem, 'those of the others stay')
  })

  test('an account that works again after its leaver’s task ended gets a new one', async () => {
    await show('judged', { ...listed(1), left: 'eT5&oXa9*iMk2dQw7,2026-10-31,true' }, header)
    const tasks = await tasksOf('judged', 'left')
    assert.deepEqual(
      tasks.map(({ status }) => status),
      ['cancelled', 'open'],
    )
    assert.ok(tasks[1]?.reasons.some(({ rule }) => rule === 'AC-06'))
  })

  test('an account that may stand in a rejected line is not taken for removed', async () => {
    const lines = [header, `shared,qR2%xZi7&aCv9yNb6,,true`, `,hJ9*tPg4$fWd3uXs5,,true`]
    const before = await after('weaker')
    const partly = await built.importLines('judged', lines, { partial: true })
    assert.deepEqual([partly.accepted, partly.rejectedCount, partly.removed], [1, 1, 0])
    assert.deepEqual(await after('weaker'), before)
    assert.equal((await after('shared')).status, 'verified')
  })
})

describe('over a row of imports', () => {
  test('a task asked for by hand learns the stem while the old password is still shown', () => {
    assert.equal(told.learns?.[3], 'rotation-variant')
  })

  test('a password changed and changed back is told as that', async () => {
    assert.deepEqual(told.swapped, [
      'new',
      'rotation-against-policy',
      'rotation-swapped-back',
      'rotation-against-policy',
      'rotation-against-policy',
    ])
  })

  test('one of the last four is refused, however strong it is, and is a finding of its own', async () => {
    assert.deepEqual(told.before?.slice(-2), ['rotation-used-before', 'rotation-used-before'])
    const { items } = await enforcer.findings({ system: 'row', rule: 'LC-04', login: 'before' }, { limit: 9 })
    assert.deepEqual(
      items.map(({ status, reason, values }) => [status, reason, values.changes]),
      [['open', 'used-before', 3]],
    )
  })

  test('an old password that is back after its proof reverts its task and is told by two findings', async () => {
    const tasks = await tasksOf('row', 'undone')
    assert.deepEqual(
      tasks.map(({ status, proof, history }) => [
        status,
        proof,
        history?.map(step => [step.status, step.why]),
      ]),
      [
        [
          'reverted',
          undefined,
          [
            ['verified', 'proof-why-list'],
            ['reverted', 'proof-why-back-in-list'],
          ],
        ],
      ],
    )
    assert.ok(
      tasks[0]?.reasons.some(({ rule }) => rule === 'TR-01'),
      'plaintext is not answered any more',
    )
    const { items } = await enforcer.findings(
      { system: 'row', login: 'undone', status: 'open' },
      { limit: 50 },
    )
    const life = items.filter(({ rule }) => rule === 'LC-03' || rule === 'LC-04')
    assert.deepEqual(
      life.map(({ rule, reason }) => [rule, reason]),
      [
        ['LC-03', 'back-again'],
        ['LC-04', 'used-before'],
      ],
    )
  })

  test('an account that comes back with its old password after it was removed reverts its task', async () => {
    await built.declare('gone')
    for (const logins of [['left', 'stays'], ['stays'], ['left', 'stays']])
      await show('gone', Object.fromEntries(logins.map(login => [login, `ginga-${login}`])))
    const tasks = await tasksOf('gone', 'left')
    assert.deepEqual(
      tasks.map(({ status, proof, history }) => [status, proof, history?.map(step => step.why)]),
      [['reverted', undefined, ['proof-why-absent', 'proof-why-back-in-list']]],
    )
  })

  test('plaintext asks for one rotation; the finding on the system stays and no task comes back', async () => {
    const tasks = await tasksOf('row', 'twice')
    assert.deepEqual(
      tasks.map(({ status, reasons }) => [status, reasons.some(({ rule }) => rule === 'TR-01')]),
      [
        ['verified', true],
        ['verified', true],
      ],
      'nor after a second rotation, which an administrator asked for',
    )
    const { items } = await enforcer.findings({ system: 'row', rule: 'TR-01' }, { limit: 9 })
    assert.deepEqual(
      items.map(({ status }) => status),
      ['open'],
    )
  })
})

test('what is done to tasks while an audit runs is not lost', async () => {
  await built.declare('busy')
  const logins = Array.from({ length: 40 }, (_, at) => `till${at}`)
  await show('busy', Object.fromEntries(logins.map(login => [login, login])))
  const tasks = await all(page => enforcer.tasks({ system: 'busy' }, page))
  assert.equal(tasks.length, logins.length)
  await enforcer.startAudit(['busy'], office)
  for (const { id } of tasks) await enforcer.claimTask(id, 'tanaka', office)
  await enforcer.settle()
  const after = await all(page => enforcer.tasks({ system: 'busy', statuses: ['claimed'] }, page))
  assert.equal(after.length, logins.length)
})

describe('what cannot be told closes nothing', () => {
  test('a list of hashes that nobody can open, however new they are', async () => {
    await show('untold', { tanaka: unopened, sato: unopened.replace('aB3', 'nP2') }, 'login,hash')
    const task = await newestTask('untold', 'tanaka')
    assert.deepEqual([task.status, refusalOf(task)[0]], ['open', 'rotation-incomparable'])
    assert.ok(
      task.reasons.some(({ rule }) => rule === 'PW-01'),
      'what it was opened for is still its reason',
    )
    const { items } = await enforcer.findings(
      { system: 'untold', rule: 'PW-01', login: 'tanaka' },
      { limit: 9 },
    )
    assert.deepEqual(
      items.map(({ verdict, status }) => [verdict, status]),
      [['bad', 'open']],
      'not seen is not good: the finding behind the task stays',
    )
  })

  test('another unopened hash, where only a hash was known before', async () => {
    const asked = { system: 'untold', login: 'sato', reason: 'left the project' }
    await enforcer.cancelTask((await newestTask('untold', 'sato')).id, 'to be opened anew', office)
    await enforcer.openTask(asked, office)
    await show('untold', { tanaka: unopened, sato: unopened.replace('aB3', 'tU6') }, 'login,hash')
    const task = await newestTask('untold', 'sato')
    assert.deepEqual([task.status, refusalOf(task)[0]], ['open', 'rotation-not-rated'])
  })

  test('a list without passwords', async () => {
    await show('untold', { tanaka: 'Tanaka', sato: 'Sato' }, 'login,name')
    for (const login of ['tanaka', 'sato']) {
      const task = await newestTask('untold', login)
      assert.deepEqual([task.status, refusalOf(task)[0]], ['open', 'rotation-not-shown'])
    }
  })

  test('and when the same password is shown again, it was never changed', async () => {
    await show('untold', { tanaka: 'tanaka', sato: 'sD8!lUe3#wFo5kTm2' })
    assert.equal(refusalOf(await newestTask('untold', 'tanaka'))[0], 'rotation-unchanged')
    const account = await parts.store.getAccount('untold', 'tanaka')
    assert.deepEqual(account?.previousFingerprints, [])
  })

  test('a fingerprint of another cost', async () => {
    await built.declare('recosted')
    await show('recosted', { tanaka: 'tanaka' })
    const task = await newestTask('recosted', 'tanaka')
    const fingerprint = task.old.fingerprint?.replace('.h.', '.a.')
    assert.ok(fingerprint)
    await parts.store.putTasks([{ ...task, old: { ...task.old, fingerprint } }])
    await show('recosted', { tanaka: 'oN2$vHk6!xCp9#dTz' })
    const { status, ...after } = await newestTask('recosted', 'tanaka')
    assert.deepEqual([status, refusalOf({ status, ...after })[0]], ['open', 'rotation-incomparable'])
  })

  test('a list that is refused, and a dry run', async () => {
    await built.declare('untouched')
    await show('untouched', { tanaka: 'tanaka' })
    const before = await newestTask('untouched', 'tanaka')
    const accounts = await parts.store.pageAccounts('untouched', { limit: 10 })
    const twice = ['login,password', 'tanaka,tW3!cFz8#jPn6$xKd', 'tanaka,zR6!dKw9#fXo2$sGv']
    await assert.rejects(built.importLines('untouched', twice), { key: 'list-rejected' })
    const dry = await built.importLines('untouched', twice.slice(0, 2), { dryRun: true })
    assert.deepEqual([dry.changed, dry.added, dry.removed], [1, 0, 0])
    assert.deepEqual(await newestTask('untouched', 'tanaka'), before)
    assert.deepEqual(await parts.store.pageAccounts('untouched', { limit: 10 }), accounts)
    assert.equal((await parts.store.newestList('untouched'))?.id, accounts.items[0]?.list)
  })
})

describe('a waived task', () => {
  test('is judged like any other: waived while nothing is proved, closed when it is', async () => {
    await show('waived', { tanaka: 'tanaka', sato: 'sX5#bLq9!wJe2$tMv' })
    const [waived, proved] = [await newestTask('waived', 'tanaka'), await newestTask('waived', 'sato')]
    assert.deepEqual([waived.status, refusalOf(waived)[0]], ['waived', 'rotation-unchanged'])
    assert.equal(proved.status, 'verified')
    await assert.rejects(enforcer.claimTask(proved.id, 'tanaka', office), { key: 'task-closed' })
  })

  test('opens again by itself at the very instant its waiver ends', async () => {
    const { id } = await newestTask('waived', 'tanaka')
    built.setNow('2026-12-26T02:59:59.999Z')
    assert.equal((await enforcer.task(id)).status, 'waived')
    built.setNow(end)
    const task = await enforcer.task(id)
    assert.deepEqual([task.status, task.waiver], ['open', undefined])
  })
})

test('the company’s own closing days do not count', async () => {
  await built.declare('new-year', { kind: 'other' })
  built.setNow('2026-12-28T03:00:00.000Z')
  await built.importLines('new-year', ['login,password', 'soko,soko'])
  // 29 to 31 December and 2, 3 January are closed by the policy, 1 January is a holiday: 4, 5, 6 January.
  assert.equal((await newestTask('new-year', 'soko')).dueAt, '2027-01-06T08:00:00.000Z')
})
