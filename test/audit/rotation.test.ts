import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isMessageKey, render } from '../../src/core/message.ts'
import type { RotationTask } from '../../src/core/rotation.ts'
import { all, office, openBuilt } from '../built.ts'

/** Thursday noon in Tokyo; Monday the 23rd is Labour Thanksgiving Day. */
const thursday = '2026-11-19T03:00:00.000Z'

/** Passwords every rule accepts, none like another. */
const strong = [
  'vK7#mWq2!tRz9xPd4',
  'bN3$hYc8%uJf6gLs1',
  'eT5&oXa9*iMk2dQw7',
  'zG4@rVp6^nBy1cHj8',
  'sD8!lUe3#wFo5kTm2',
  'qR2%xZi7&aCv9yNb6',
  'hJ9*tPg4$fWd3uXs5',
] as const

const built = await openBuilt({ now: thursday })

/** The only task of the system, or the newest of them. */
async function taskOf(system: string): Promise<RotationTask> {
  const tasks = await all(page => built.enforcer.tasks({ system }, page))
  const newest = tasks.toSorted((a, b) => b.id.localeCompare(a.id))[0]
  assert.ok(newest, `${system} has a task`)
  return newest
}

function importPasswords(system: string, passwords: Readonly<Record<string, string>>) {
  const lines = Object.entries(passwords).map(([login, password]) => `${login},${password}`)
  return built.importLines(system, ['login,password', ...lines])
}

/** Imports the old passwords, then the new ones, and answers the task as the second import leaves it. */
async function rotate(
  system: string,
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): Promise<RotationTask> {
  await built.declare(system)
  await importPasswords(system, from)
  const opened = await taskOf(system)
  await built.enforcer.claimTask(opened.id, 'tanaka', office)
  await importPasswords(system, to)
  return built.enforcer.task(opened.id)
}

/** Why the task is still open, as key and as the sentence a reader gets. */
function refusalOf({ lastRefusal }: RotationTask): readonly [key: string, sentence: string] {
  assert.ok(lastRefusal, 'the import told why the task stays open')
  const { key, values } = lastRefusal
  assert.ok(isMessageKey(key))
  return [key, render('en', key, values)]
}

describe('a task is opened from findings, due by the policy’s ladder', () => {
  const due = async (system: string, lines: readonly string[], now: string, differs = {}) => {
    await built.declare(system, { kind: 'other', exposure: 'intranet', ...differs })
    built.setNow(now)
    await built.importLines(system, lines)
    built.setNow(thursday)
    return taskOf(system)
  }

  test('a default password in three business days, over a weekend and a holiday', async () => {
    const task = await due('ladder-default', ['login,password', 'kanri,kanri'], thursday)
    assert.ok(task.reasons.some(({ cause }) => cause === 'default'))
    // Friday 20, (21, 22, the holiday 23), Tuesday 24, Wednesday 25; 17:00 in Tokyo.
    assert.equal(task.dueAt, '2026-11-25T08:00:00.000Z')
  })

  test('a weak password that the system keeps hashed in ten business days', async () => {
    // The hash of a password that only is too common; opened by a candidate.
    const task = await due('ladder-weak', ['tanaka:{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE='], thursday)
    assert.ok(task.reasons.some(({ cause }) => cause === 'weak'))
    assert.equal(task.dueAt, '2026-12-04T08:00:00.000Z')
  })

  test('somebody who left in one business day', async () => {
    const lines = ['login,password,left_at', `yamada,${strong[0]},2026-10-31`]
    const task = await due('ladder-leaver', lines, thursday)
    assert.deepEqual(
      task.reasons.filter(({ cause }) => cause !== 'storage').map(({ rule, cause }) => [rule, cause]),
      [['AC-06', 'leaver']],
    )
    assert.equal(task.dueAt, '2026-11-20T08:00:00.000Z')
  })

  test('the company’s own closing days do not count', async () => {
    // From Monday 28 December: 29 to 31 and 2, 3 January are closed by the policy, 1 January is a holiday.
    const task = await due('ladder-closing', ['login,password', 'soko,soko'], '2026-12-28T03:00:00.000Z')
    assert.equal(task.dueAt, '2027-01-06T08:00:00.000Z')
  })

  test('an account has one task, with all its reasons', async () => {
    const lines = ['login,password,left_at', 'yamada,yamada,2026-10-31']
    await due('ladder-one', lines, thursday)
    await built.importLines('ladder-one', lines)
    const tasks = await all(page => built.enforcer.tasks({ system: 'ladder-one' }, page))
    assert.equal(tasks.length, 1)
    const causes = new Set(tasks[0]?.reasons.map(({ cause }) => cause))
    assert.deepEqual([...causes].sort(), ['default', 'leaver', 'storage', 'weak'])
  })

  test('a date an administrator gave stays when the next audit looks at the task', async () => {
    await built.declare('ladder-manual', { kind: 'other' })
    await built.importLines('ladder-manual', ['login,hash', `sato,{SSHA}NlLABTQDIzrJiAaLyhk/UWzg8L4RIjNE`])
    const asked = { system: 'ladder-manual', login: 'sato', reason: 'moved desks' }
    const { id } = await built.enforcer.openTask({ ...asked, dueAt: '2027-02-01T00:00:00Z' }, office)
    await built.enforcer.startAudit(['ladder-manual'], office)
    await built.enforcer.settle()
    assert.equal((await built.enforcer.task(id)).dueAt, '2027-02-01T00:00:00.000Z')
    await assert.rejects(built.enforcer.openTask(asked, office), { key: 'task-live', values: { ...asked, id, reason: undefined } })
  })
})

describe('what closes a task', () => {
  test('a claim does not: the task stays open until a list proves it', async () => {
    await built.declare('claim')
    await importPasswords('claim', { tanaka: 'tanaka' })
    const { id } = await taskOf('claim')
    const claimed = await built.enforcer.claimTask(id, 'tanaka', office)
    assert.deepEqual([claimed.status, claimed.claimedBy, claimed.proof], ['claimed', 'tanaka', undefined])
    await importPasswords('claim', { tanaka: 'tanaka' })
    const task = await built.enforcer.task(id)
    assert.equal(task.status, 'open')
    assert.deepEqual(refusalOf(task), ['rotation-unchanged', 'The password of tanaka is still the old one.'])
    const findings = await all(page => built.enforcer.findings({ system: 'claim', rule: 'LC-03' }, page))
    assert.deepEqual(
      findings.map(({ reason, status }) => [reason, status]),
      [['claimed-unchanged', 'open']],
    )
  })

  test('the next import, when the password is another one in every respect', async () => {
    const task = await rotate('proved', { tanaka: 'Tanaka2025' }, { tanaka: strong[1] })
    assert.equal(task.status, 'verified')
    assert.equal(task.closedAt, thursday)
    assert.deepEqual(task.proof, {
      outcome: 'rotated',
      provedAt: thursday,
      list: (await built.parts.store.newestList('proved'))?.id,
      checks: [
        { check: 'fingerprint-changed', result: 'passed' },
        { check: 'accepted-by-policy', result: 'passed' },
        { check: 'not-one-of-last-four', result: 'passed' },
        { check: 'not-another-accounts', result: 'passed' },
        { check: 'not-a-variant', result: 'passed' },
      ],
    })
    assert.equal(await built.enforcer.verifyTask(task.id, {}, office).then(({ id }) => id), task.id)
  })

  test('an account the list no longer shows is removed, and never said to be rotated', async () => {
    const task = await rotate('removed', { tanaka: 'tanaka', sato: strong[2] }, { sato: strong[2] })
    assert.equal(task.status, 'cancelled')
    assert.equal(task.proof?.outcome, 'account removed')
    assert.deepEqual(task.proof?.checks, [{ check: 'account-absent-from-list', result: 'passed' }])
  })

  test('an account that may stand in a rejected line is not taken for removed', async () => {
    await built.declare('partly')
    await importPasswords('partly', { tanaka: 'tanaka', sato: strong[2] })
    const { id } = await taskOf('partly')
    const lines = ['login,password', `sato,${strong[3]}`, `"tanaka,${strong[4]}`]
    const list = await built.importLines('partly', lines, { partial: true })
    assert.deepEqual([list.accepted, list.rejectedCount, list.removed], [1, 1, 0])
    const task = await built.enforcer.task(id)
    assert.deepEqual([task.status, task.lastRefusal], ['open', undefined])
  })

  test('a leaver’s account that the list shows disabled, and never as rotated', async () => {
    const left = (password: string, enabled: string) => [
      'login,password,left_at,enabled',
      `yamada,${password},2026-10-31,${enabled}`,
    ]
    await built.declare('shut')
    await built.importLines('shut', left('Yamada2018', 'true'))
    const { id } = await taskOf('shut')
    await built.importLines('shut', left(strong[5], 'false'))
    const task = await built.enforcer.task(id)
    assert.deepEqual([task.status, task.proof?.outcome], ['cancelled', 'account disabled'])
    assert.deepEqual(task.proof?.checks, [{ check: 'account-disabled-in-list', result: 'passed' }])
    built.setNow('2026-11-20T03:00:00.000Z')
    await built.importLines('shut', left(strong[5], 'true'))
    built.setNow(thursday)
    const again = await taskOf('shut')
    assert.notEqual(again.id, id, 'opened once more as soon as the account works again')
    assert.ok(again.reasons.some(({ rule }) => rule === 'AC-06'))
  })

  test('of somebody who is still here a disabled account keeps its task, and a weak new password counts as weak', async () => {
    await built.declare('paused')
    await built.importLines('paused', ['login,password,enabled', 'tanaka,tanaka,true'])
    const { id } = await taskOf('paused')
    await built.importLines('paused', ['login,password,enabled', 'tanaka,password1,false'])
    const task = await built.enforcer.task(id)
    assert.equal(task.status, 'open')
    const [key, sentence] = refusalOf(task)
    assert.equal(key, 'rotation-against-policy')
    assert.match(sentence, /PW-04/)
  })
})

describe('what reopens a task, with its reason', () => {
  const cases: Readonly<Record<string, readonly [string, Record<string, string>, Record<string, string>, RegExp]>> = {
    'a new password the policy does not accept': [
      'rotation-against-policy',
      { tanaka: 'tanaka' },
      { tanaka: 'sunshine' },
      /^The new password of tanaka does not pass the policy: .*PW-0/,
    ],
    'the password of another account': [
      'rotation-shared',
      { tanaka: 'tanaka', sato: strong[6] },
      { tanaka: strong[6], sato: strong[6] },
      /^The new password of tanaka is also the password of other accounts \(1\)\.$/,
    ],
    'another year at its end': [
      'rotation-variant',
      { tanaka: 'kX7#mVq!tRwzPqdd2025' },
      { tanaka: 'kX7#mVq!tRwzPqdd2026' },
      /^The new password of tanaka is a variant of the old one\.$/,
    ],
    'one character more': [
      'rotation-variant',
      { tanaka: 'wD5$nHs8@jYb3!cKf' },
      { tanaka: 'wD5$nHs8x@jYb3!cKf' },
      /variant of the old one/,
    ],
    'other capitals and look-alikes': [
      'rotation-variant',
      { tanaka: 'Mizuho-karasu-tobu1' },
      { tanaka: 'm1zuH0-k@rasu-t0bu77' },
      /variant of the old one/,
    ],
  }
  for (const [what, [key, from, to, sentence]] of Object.entries(cases)) {
    test(what, async () => {
      const id = `kept-${Object.keys(cases).indexOf(what)}`
      await built.declare(id, { endpoints: [{ protocol: 'ftp', host: 'ftp.aoba.example', port: 21, tls: 'none' }] })
      await importPasswords(id, from)
      const tasks = await all(page => built.enforcer.tasks({ system: id }, page))
      const opened = tasks.find(({ login }) => login === 'tanaka')
      assert.ok(opened)
      await built.enforcer.claimTask(opened.id, 'tanaka', office)
      await importPasswords(id, to)
      const task = await built.enforcer.task(opened.id)
      assert.deepEqual([task.status, task.proof], ['open', undefined])
      const [told, reason] = refusalOf(task)
      assert.equal(told, key)
      assert.match(reason, sentence)
    })
  }

  test('a password changed and changed back, and one of the last four', async () => {
    await built.declare('back')
    const first = 'tanaka'
    await importPasswords('back', { tanaka: first })
    const { id } = await taskOf('back')
    const told: string[] = []
    for (const password of ['sunshine', 'sunshine1', first, 'sunshine']) {
      await importPasswords('back', { tanaka: password })
      const [key] = refusalOf(await built.enforcer.task(id))
      told.push(key)
    }
    assert.deepEqual(told, [
      'rotation-against-policy',
      'rotation-against-policy',
      'rotation-swapped-back',
      // Weak and used before: the first fault is told.
      'rotation-against-policy',
    ])
    const { previousFingerprints, assessment } = (await built.parts.store.getAccount('back', 'tanaka')) ?? {}
    assert.equal(previousFingerprints?.length, 4)
    assert.equal(previousFingerprints?.indexOf(String(assessment?.fingerprint)), 2)
    const found = await all(page => built.enforcer.findings({ system: 'back', rule: 'LC-04' }, page))
    assert.deepEqual(
      found.map(({ status, values }) => [status, values.changes]),
      [['open', 3]],
    )
  })

  test('a strong password it had before', async () => {
    const endpoints = [{ protocol: 'ftp', host: 'ftp.aoba.example', port: 21, tls: 'none' as const }]
    await built.declare('before', { endpoints })
    const [a, b] = ['cF6!vTn1#pGz8$eYw', 'yL3@sKd7%oRq5&bHx']
    await importPasswords('before', { tanaka: a })
    await importPasswords('before', { tanaka: b })
    await importPasswords('before', { tanaka: 'password1' })
    const { id } = await taskOf('before')
    await importPasswords('before', { tanaka: a })
    const task = await built.enforcer.task(id)
    assert.equal(task.status, 'open')
    assert.equal(refusalOf(task)[0], 'rotation-used-before')
  })

  test('a task that verified, and the old password is back: a new task and two findings', async () => {
    const endpoints = [{ protocol: 'ftp', host: 'ftp.aoba.example', port: 21, tls: 'none' as const }]
    await built.declare('undone', { endpoints })
    const [old, next] = ['uM9$gXj4!rBn2@hVz', 'iC5%wPs8#kTd1&yFq']
    await importPasswords('undone', { tanaka: old })
    const { id } = await taskOf('undone')
    await importPasswords('undone', { tanaka: next })
    assert.equal((await built.enforcer.task(id)).status, 'verified')
    built.setNow('2026-11-20T03:00:00.000Z')
    await importPasswords('undone', { tanaka: old })
    built.setNow(thursday)
    const again = await taskOf('undone')
    assert.notEqual(again.id, id)
    const rules = await all(page => built.enforcer.findings({ system: 'undone', status: 'open' }, page))
    assert.deepEqual(
      rules.filter(({ rule }) => rule.startsWith('LC-')).map(({ rule, reason }) => [rule, reason]),
      [
        ['LC-03', 'back-again'],
        ['LC-04', 'used-before'],
      ],
    )
  })
})

describe('what cannot be told closes nothing', () => {
  test('a list of hashes that nobody can open', async () => {
    await built.declare('hashed')
    await importPasswords('hashed', { tanaka: 'tanaka' })
    const { id } = await taskOf('hashed')
    const hash = '$6$c4Kx7NpWz1QeRt5u$yX1j//vZISgthXR8ebWR8LBeDRZzuCwHscV.anGJG43ZLs0b9NudqwtuJMVOdTz11K/svR.W0GAGM2nY0GDJg0'
    await built.importLines('hashed', ['login,hash', `tanaka,${hash}`])
    const task = await built.enforcer.task(id)
    assert.equal(task.status, 'open')
    assert.equal(refusalOf(task)[0], 'rotation-incomparable')
    const bad = await all(page => built.enforcer.findings({ system: 'hashed', rule: 'PW-01' }, page))
    assert.deepEqual(
      bad.map(({ verdict, status }) => [verdict, status]),
      [['bad', 'open']],
      'not seen is not good: the finding behind the task stays',
    )
    assert.ok(task.reasons.some(({ rule }) => rule === 'PW-01'))
    await importPasswords('hashed', { tanaka: 'tanaka' })
    assert.deepEqual(refusalOf(await built.enforcer.task(id)), [
      'rotation-unchanged',
      'The password of tanaka is still the old one.',
    ])
    const account = await built.parts.store.getAccount('hashed', 'tanaka')
    assert.deepEqual(account?.previousFingerprints, [], 'it was never changed')
  })

  test('another hash, old and new unopened', async () => {
    await built.declare('rehashed')
    const hashes = ['$5$rounds=5000$aB3dE5fG7hJ9kL1m$', '$5$rounds=5000$nP2qR4sT6uV8wX0y$']
    const body = 'Q7mZx1Vb3Nc5Ld7Kf9Jg2Hs4Pa6Oi8Uy0Tr1Ew3Qz5.'
    await built.importLines('rehashed', ['login,hash,left_at', `yamada,${hashes[0]}${body},2026-10-31`])
    const { id } = await taskOf('rehashed')
    await built.importLines('rehashed', ['login,hash,left_at', `yamada,${hashes[1]}${body},2026-10-31`])
    const task = await built.enforcer.task(id)
    assert.equal(task.status, 'open')
    assert.equal(refusalOf(task)[0], 'rotation-not-rated')
  })

  test('a list without passwords', async () => {
    await built.declare('bare')
    await importPasswords('bare', { tanaka: 'tanaka' })
    const { id } = await taskOf('bare')
    await built.importLines('bare', ['login,name', 'tanaka,Tanaka'])
    const task = await built.enforcer.task(id)
    assert.deepEqual([task.status, refusalOf(task)[0]], ['open', 'rotation-not-shown'])
  })

  test('fingerprints of another cost', async () => {
    await built.declare('recosted')
    await importPasswords('recosted', { tanaka: 'tanaka' })
    const { id, old, ...task } = await taskOf('recosted')
    const fingerprint = old.fingerprint?.replace('.h.', '.a.')
    assert.ok(fingerprint)
    await built.parts.store.putTasks([{ ...task, id, old: { ...old, fingerprint } }])
    await importPasswords('recosted', { tanaka: strong[3] })
    const after = await built.enforcer.task(id)
    assert.deepEqual([after.status, refusalOf(after)[0]], ['open', 'rotation-incomparable'])
  })

  test('a length of which only the range is kept', async () => {
    await built.declare('ranged', { policy: 'base' })
    const text = 'extends: base\nminLength: 20\n'
    const policies = await built.parts.policies.tried('ftp', text)
    assert.equal(policies.get('ftp')?.minLength, 20)
  })

  test('a refused list and a dry run change nothing', async () => {
    await built.declare('untouched')
    await importPasswords('untouched', { tanaka: 'tanaka' })
    const before = await taskOf('untouched')
    const accounts = await built.parts.store.pageAccounts('untouched', { limit: 10 })
    const bad = ['login,password', `tanaka,${strong[4]}`, `tanaka,${strong[5]}`]
    await assert.rejects(built.importLines('untouched', bad), { key: 'list-rejected' })
    const dry = await built.importLines('untouched', ['login,password', `tanaka,${strong[4]}`], { dryRun: true })
    assert.deepEqual([dry.changed, dry.added, dry.removed], [1, 0, 0])
    assert.deepEqual(await taskOf('untouched'), before)
    assert.deepEqual(await built.parts.store.pageAccounts('untouched', { limit: 10 }), accounts)
    assert.equal((await built.parts.store.newestList('untouched'))?.id, accounts.items[0]?.list)
  })
})

describe('what is kept to compare with', () => {
  const stems = async (system: string) => {
    const account = await built.parts.store.getAccount(system, 'tanaka')
    const { old } = await taskOf(system)
    return { account: account?.assessment.stem, task: old.stem }
  }

  test('stems only while a task is open', async () => {
    await built.declare('stems')
    await importPasswords('stems', { tanaka: 'Tanaka2025' })
    const open = await stems('stems')
    assert.ok(open.task?.startsWith('f1.'))
    assert.equal(open.account, open.task)
    await importPasswords('stems', { tanaka: 'zR6!dKw9#fXo2$sGv' })
    assert.equal((await taskOf('stems')).status, 'verified')
    assert.deepEqual(await stems('stems'), { account: undefined, task: undefined })
  })

  test('and they go when an administrator calls the task off', async () => {
    await built.declare('called-off')
    await importPasswords('called-off', { tanaka: 'Tanaka2025' })
    const { id } = await taskOf('called-off')
    const cancelled = await built.enforcer.cancelTask(id, 'test account', office)
    assert.deepEqual([cancelled.status, cancelled.cancelReason], ['cancelled', 'test account'])
    assert.deepEqual(await stems('called-off'), { account: undefined, task: undefined })
  })

  test('an account without a task never has one', async () => {
    await built.declare('quiet', { kind: 'other', exposure: 'localhost' })
    await built.importLines('quiet', ['login,hash', 'tanaka,{SSHA}NlLABTQDIzrJiAaLyhk/UWzg8L4RIjNE'])
    const account = await built.parts.store.getAccount('quiet', 'tanaka')
    assert.ok(account)
    assert.equal(account.assessment.stem, undefined)
  })

  test('a task asked for by hand learns the stem as long as the old password is shown', async () => {
    await built.declare('learning', { kind: 'other', exposure: 'localhost' })
    const old = 'gB4#nSv7!mLx1@qWe'
    await importPasswords('learning', { tanaka: old })
    const first = await taskOf('learning')
    await built.enforcer.cancelTask(first.id, 'storage is known', office)
    const { id } = await built.enforcer.openTask(
      { system: 'learning', login: 'tanaka', reason: 'seen on a note' },
      office,
    )
    assert.equal((await built.enforcer.task(id)).old.stem, undefined)
    await importPasswords('learning', { tanaka: old })
    assert.ok((await built.enforcer.task(id)).old.stem)
    await importPasswords('learning', { tanaka: `${old.toUpperCase()}77` })
    assert.equal(refusalOf(await built.enforcer.task(id))[0], 'rotation-variant')
  })
})

describe('what a new password cannot mend', () => {
  const plain = { endpoints: [{ protocol: 'ftp', host: 'ftp.aoba.example', port: 21, tls: 'none' as const }] }
  const live = async (system: string) =>
    (await all(page => built.enforcer.tasks({ system }, page))).filter(
      ({ status }) => status !== 'verified' && status !== 'cancelled',
    )

  test('plaintext asks for one rotation; after it the finding on the system stays, and no task comes back', async () => {
    const task = await rotatePlain('plain', 'tanaka', 'oN2$vHk6!xCp9#dTz')
    assert.equal(task.status, 'verified')
    assert.deepEqual(await live('plain'), [])
    await importPasswords('plain', { tanaka: 'oN2$vHk6!xCp9#dTz' })
    assert.deepEqual(await live('plain'), [])
    const findings = await all(page => built.enforcer.findings({ system: 'plain', rule: 'TR-01' }, page))
    assert.deepEqual(
      findings.map(({ status }) => status),
      ['open'],
    )
  })

  test('nor after a second rotation that another reason called for', async () => {
    const [one, two] = ['pJ8!yGs3#bVm5$kRw', 'fQ1@hZt7%uXd4&nLc']
    await rotatePlain('plain-twice', 'tanaka', one)
    const asked = { system: 'plain-twice', login: 'tanaka', reason: 'seen on a note' }
    const { id } = await built.enforcer.openTask(asked, office)
    await importPasswords('plain-twice', { tanaka: two })
    const second = await built.enforcer.task(id)
    assert.equal(second.status, 'verified')
    assert.ok(second.reasons.some(({ rule }) => rule === 'TR-01'))
    assert.deepEqual(await live('plain-twice'), [])
  })

  async function rotatePlain(system: string, from: string, to: string): Promise<RotationTask> {
    await built.declare(system, plain)
    await importPasswords(system, { tanaka: from })
    const { id } = await taskOf(system)
    await importPasswords(system, { tanaka: to })
    return built.enforcer.task(id)
  }
})

describe('a waived task', () => {
  const end = '2026-11-26T03:00:00.000Z'
  const waiver = { reason: 'retired in December', approver: 'sato', expiresAt: end }

  test('opens again by itself at the very instant its waiver ends', async () => {
    await built.declare('waived')
    await importPasswords('waived', { tanaka: 'tanaka' })
    const { id } = await taskOf('waived')
    const waived = await built.enforcer.waiveTask(id, waiver, office)
    assert.deepEqual([waived.status, waived.waiver], ['waived', waiver])
    built.setNow('2026-11-26T02:59:59.999Z')
    assert.equal((await built.enforcer.task(id)).status, 'waived')
    built.setNow(end)
    const task = await built.enforcer.task(id)
    assert.deepEqual([task.status, task.waiver], ['open', undefined])
    built.setNow(thursday)
  })

  test('is judged like any other, and stays waived while nothing is proved', async () => {
    await built.declare('waived-proved')
    await importPasswords('waived-proved', { tanaka: 'tanaka' })
    const { id } = await taskOf('waived-proved')
    await built.enforcer.waiveTask(id, waiver, office)
    await importPasswords('waived-proved', { tanaka: 'tanaka' })
    assert.equal((await built.enforcer.task(id)).status, 'waived')
    await importPasswords('waived-proved', { tanaka: 'tW3!cFz8#jPn6$xKd' })
    assert.equal((await built.enforcer.task(id)).status, 'verified')
    await assert.rejects(built.enforcer.claimTask(id, 'tanaka', office), { key: 'task-closed' })
  })
})
