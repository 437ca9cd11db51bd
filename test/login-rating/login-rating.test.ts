import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Question } from '../../src/core/decision.ts'
import { isLive } from '../../src/core/rotation-plan.ts'
import { Secret } from '../../src/core/secret.ts'
import { LoginRating } from '../../src/login-rating/login-rating.ts'
import { all, office, openBuilt } from '../built.ts'
import { countingFingerprinter } from './counting-fingerprinter.ts'

const built = await openBuilt()
const { enforcer, parts, loginRating } = built
const strong = 'vK7#mWq2!tRz9xPd4'
const unshared = 'Gt8^kVd2@xQm4rZc7'
const another = 'Lh3%pYc8?sNj5wBe6'

/** A login at a gate: `after` where the server has found the password right, otherwise it may be a guess. */
function login(system: string, who: string, password: string, phase: Question['phase'] = 'after') {
  return enforcer.decide({ system, ip: '203.0.113.7', login: who, password: new Secret(password), phase })
}

const accountOf = (system: string, who: string) => parts.store.getAccount(system, who)
const tasksOf = (system: string) => all(page => enforcer.tasks({ system }, page))
const openRules = async (system: string) =>
  (await all(page => enforcer.findings({ system, status: 'open' }, page))).map(({ rule }) => rule)
const logOf = async (action: string, subject: string) =>
  (await all(page => enforcer.log(page))).filter(
    entry => entry.action === action && entry.subject === subject,
  )
const sha1 = (text: string) => `{SHA}${createHash('sha1').update(text).digest('base64')}`

describe('a system without an account list', () => {
  test('is audited by use: a weak password that was right opens its findings and its task', async () => {
    await built.declare('webdav', { kind: 'webdav' })
    login('webdav', 'tanaka', 'tanaka2026')
    await built.settled()
    const account = await accountOf('webdav', 'tanaka')
    assert.equal(account?.assessment.credential, 'absent')
    assert.ok(account.assessment.score !== undefined && account.assessment.score < 3)
    assert.equal(account.assessment.estimator, parts.estimator)
    assert.equal(account.list, '')
    const [task] = await tasksOf('webdav')
    assert.equal(task?.login, 'tanaka')
    assert.ok(task.reasons.some(({ cause }) => cause === 'weak'))
    const [sentence] = enforcer.reasonSentences(task)
    assert.match(sentence?.reason.en ?? '', /Seen in use at a login on 2\d{3}-/)
    assert.match(sentence?.reason.ja ?? '', /のログインで実際に使われました/)
    assert.ok((await openRules('webdav')).includes('PW-07'))
    assert.deepEqual(
      (await logOf('account.seen-at-login', 'webdav')).map(({ actor, detail }) => [actor, detail]),
      [['system', { login: 'tanaka', isListed: false }]],
    )
  })

  test('has a good password counted as assessed, and no task for it', async () => {
    login('webdav', 'sato', strong)
    await built.settled()
    assert.equal((await accountOf('webdav', 'sato'))?.assessment.score, 4)
    const logins = (await tasksOf('webdav')).map(task => task.login)
    assert.deepEqual(logins, ['tanaka'])
    const audit = await parts.store.newestAudit()
    assert.deepEqual([audit?.coverage.accounts, audit?.coverage.assessed], [2, 2])
  })

  test('that does not exist gets no account', async () => {
    login('nowhere', 'tanaka', 'tanaka2026')
    await built.settled()
    assert.equal(await accountOf('nowhere', 'tanaka'), undefined)
  })
})

test('A password made of the system’s own name is rated as by somebody who knows that name', async () => {
  await built.declare('quuxfrob', { kind: 'webdav' })
  login('quuxfrob', 'sato', 'quuxfrob7391')
  await built.settled()
  const { weaknesses, score } = (await accountOf('quuxfrob', 'sato'))?.assessment ?? assert.fail()
  assert.ok(weaknesses.includes('context'))
  assert.ok((score ?? 4) <= 2)
})

describe('an account whose list shows only a hash', () => {
  const used = 'zaiko-tanaka-4412'
  const list = (password: string) => [`kato:${sha1(password)}`, `ueda:${sha1(another)}`]

  test('is rated from use, its hash stays, and coverage rises', async () => {
    await built.declare('shop', { kind: 'shop' })
    await built.importLines('shop', list(used))
    const before = await accountOf('shop', 'kato')
    assert.equal(before?.assessment.score, undefined)
    login('shop', 'kato', used)
    await built.settled()
    const { assessment, list: shownBy } = (await accountOf('shop', 'kato')) ?? assert.fail()
    assert.equal(shownBy, before?.list)
    assert.equal(assessment.credential, 'hash')
    assert.deepEqual(assessment.hash, before?.assessment.hash)
    assert.equal(assessment.hashFingerprint, before?.assessment.hashFingerprint)
    assert.ok(assessment.score !== undefined && assessment.fingerprint !== undefined)
    const audit = await parts.store.newestAudit()
    assert.deepEqual([audit?.coverage.accounts, audit?.coverage.assessed], [2, 1])
  })

  test('keeps what use has shown when the same hash is imported again, and loses it with another', async () => {
    const { assessment } = (await accountOf('shop', 'kato')) ?? assert.fail()
    await built.importLines('shop', list(used))
    assert.deepEqual((await accountOf('shop', 'kato'))?.assessment, {
      ...assessment,
      // Kept only while a task compares with it.
      ...(await stemOf('shop', 'kato')),
    })
    await built.importLines('shop', list(`${used}-new`))
    assert.equal((await accountOf('shop', 'kato'))?.assessment.score, undefined)
    login('shop', 'kato', `${used}-new`)
    await built.settled()
    assert.ok((await accountOf('shop', 'kato'))?.assessment.score !== undefined)
  })

  test('never has its task closed by a login, however good the password', async () => {
    const task = await liveTask('shop', 'kato')
    login('shop', 'kato', strong)
    await built.settled()
    const after = await enforcer.task(task.id)
    assert.deepEqual([after.status, after.proof], ['seen-changed', undefined])
    assert.notEqual(after.seenChangedAt, undefined)
  })
})

async function stemOf(system: string, who: string) {
  const stem = (await accountOf(system, who))?.assessment.stem
  return stem === undefined ? {} : { stem }
}

async function liveTask(system: string, who: string) {
  const task = (await tasksOf(system)).find(each => each.login === who && isLive(each))
  return task ?? assert.fail(`${who} of ${system} has a live task`)
}

describe('a live task', () => {
  const seenChangedAt = async (system: string) => (await liveTask(system, 'suzuki')).seenChangedAt

  test('is marked when another password is seen in use, is not closed by it, and the log says so', async () => {
    await built.declare('ledger', { kind: 'accounting' })
    await built.importLines('ledger', ['login,password', 'suzuki,suzuki2019'])
    const { id } = await liveTask('ledger', 'suzuki')
    login('ledger', 'suzuki', 'suzuki2019')
    await built.settled()
    assert.equal(await seenChangedAt('ledger'), undefined)
    login('ledger', 'suzuki', unshared)
    await built.settled()
    assert.notEqual(await seenChangedAt('ledger'), undefined)
    const [entry] = await logOf('task.seen-changed', id)
    assert.deepEqual([entry?.actor, entry?.detail], ['system', { system: 'ledger', login: 'suzuki' }])
    // The list has to show it: until then the account is as the list left it.
    assert.ok((await openRules('ledger')).includes('PW-07'))
    assert.equal((await accountOf('ledger', 'suzuki'))?.assessment.seenAtLogin, undefined)
  })

  test('loses the mark when the old password is seen again, an hour later at the earliest', async () => {
    const markedAt = (await seenChangedAt('ledger')) ?? assert.fail()
    const hourLater = Date.parse(markedAt) + 3_600_000
    const seeOldAt = async (instant: number) => {
      built.setNow(new Date(instant).toISOString())
      // As after any change of the system: what was settled is looked at anew.
      loginRating.noteChange('ledger')
      login('ledger', 'suzuki', 'suzuki2019')
      await built.settled()
    }
    await seeOldAt(hourLater - 1)
    assert.equal(await seenChangedAt('ledger'), markedAt)
    await seeOldAt(hourLater)
    assert.equal(await seenChangedAt('ledger'), undefined)
    assert.equal((await logOf('task.seen-old-again', (await liveTask('ledger', 'suzuki')).id)).length, 1)
  })

  test('is closed by the list that proves it, and the mark stays for the record', async () => {
    login('ledger', 'suzuki', unshared)
    await built.settled()
    await built.importLines('ledger', ['login,password', `suzuki,${unshared}`])
    const [task] = await tasksOf('ledger')
    assert.equal(task?.status, 'verified')
    assert.notEqual(task?.seenChangedAt, undefined)
  })

  test('is reverted when a login succeeds with the old password after its proof, due anew', async () => {
    const [proved] = await tasksOf('ledger')
    login('ledger', 'suzuki', 'suzuki2019')
    await built.settled()
    const [task] = await tasksOf('ledger')
    assert.deepEqual([task?.id, task?.status, task?.proof], [proved?.id, 'reverted', undefined])
    assert.equal(task?.reverted?.provedAt, proved?.proof?.provedAt)
    assert.ok((task?.dueAt ?? '') > (task?.reverted?.at ?? '~'))
    assert.equal((await logOf('task.reverted', task?.id ?? '')).length, 1)
  })
})

describe('a task that a login has shown another password for', () => {
  const office = { actor: 'token_office', ip: '127.0.0.1' }
  const importOld = () => built.importLines('till', ['login,password', 'arai,arai2019'])

  test('has every claim in its history, with who took it from whom', async () => {
    await built.declare('till')
    await importOld()
    login('till', 'arai', unshared)
    await built.settled()
    const { id } = await liveTask('till', 'arai')
    for (const by of ['tanaka', 'tanaka', 'mori']) await enforcer.claimTask(id, by, office)
    const { status, claimedBy, history } = await enforcer.task(id)
    assert.deepEqual([status, claimedBy], ['seen-changed', 'mori'])
    assert.deepEqual(
      history?.map(({ by, why, values }) => [by, why, values?.by]),
      [
        ['system', 'proof-why-login', undefined],
        ['token_office', 'proof-why-claim', 'tanaka'],
        ['token_office', 'proof-why-claim', 'mori'],
      ],
    )
  })

  test('is back where it was once a list still shows the old one, and says by which list', async () => {
    const { id: list } = await importOld()
    const { status, seenChangedAt, lastRefusal, history } = await liveTask('till', 'arai')
    assert.deepEqual([status, seenChangedAt, lastRefusal?.key], ['claimed', undefined, 'rotation-unchanged'])
    const { why, values } = history?.at(-1) ?? assert.fail()
    assert.deepEqual([why, values], ['proof-why-old-in-list', { list }])
  })
})

describe('a guess', () => {
  test('of whatever kind, in whatever order, opens, changes and closes nothing', async () => {
    await built.declare('ftp')
    await built.importLines('ftp', ['login,password', 'mori,mori2019', `kondo,${another}`])
    const everything = async () => ({
      accounts: await all(page => enforcer.accounts('ftp', page)),
      tasks: await tasksOf('ftp'),
      findings: await all(page => enforcer.findings({ system: 'ftp' }, page)),
      log: (await enforcer.log({ limit: 1 })).items[0]?.number,
    })
    const before = await everything()
    const guess = fc.record({
      who: fc.constantFrom('mori', 'kondo', 'nobody', 'admin'),
      password: fc.oneof(fc.string(), fc.constantFrom('mori2019', 'admin', another, strong, '')),
      phase: fc.constantFrom('before' as const, undefined, 'report' as const),
    })
    const reported = fc.record({ who: fc.constantFrom('mori', 'kondo', 'nobody'), success: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(guess, reported), { maxLength: 40 }), async attempts => {
        for (const attempt of attempts) {
          const { who } = attempt
          if ('success' in attempt)
            enforcer.gates.noteAttempt({
              system: 'ftp',
              ip: '203.0.113.7',
              login: who,
              success: attempt.success,
              rejectedHere: false,
            })
          else {
            const password = new Secret(attempt.password)
            enforcer.decide({ system: 'ftp', ip: '203.0.113.7', login: who, password, phase: attempt.phase })
          }
        }
        await built.settled()
        assert.deepEqual(await everything(), before)
      }),
      { numRuns: 30 },
    )
  })
})

describe('1,000 logins with one password', () => {
  test('are fingerprinted once and kept once, and change nothing after the first', async () => {
    const { fingerprinter, made } = countingFingerprinter()
    const rating = new LoginRating({ ...parts, fingerprinter, audit: async () => 'audit_none' })
    await built.declare('points')
    const decision = enforcer.decide({ system: 'points', ip: '203.0.113.7' })
    const show = (password: string) =>
      rating.onCredential({
        system: 'points',
        ip: '203.0.113.7',
        login: 'ito',
        password: new Secret(password),
        phase: 'after',
        decision,
      })
    for (let time = 0; time < 500; time += 1) show(another)
    await rating.settle()
    for (let time = 0; time < 500; time += 1) show(another)
    await rating.settle()
    assert.equal(made(), 1)
    assert.equal((await logOf('account.seen-at-login', 'points')).length, 1)
    await rating.close()
  })

  test('find a bounded queue: what has no place is dropped, counted, and taken in by a later login', async () => {
    const { fingerprinter, made } = countingFingerprinter()
    const rating = new LoginRating(
      { ...parts, fingerprinter, audit: async () => 'audit_none' },
      { marks: 50, checked: 10, guesses: 1 },
    )
    const decision = enforcer.decide({ system: 'points', ip: '203.0.113.7' })
    const show = (at: number) =>
      rating.onCredential({
        system: 'points',
        ip: '203.0.113.7',
        login: `user${at}`,
        password: new Secret(`${another}${at}`),
        phase: 'after',
        decision,
      })
    for (let at = 0; at < 100; at += 1) show(at)
    await rating.settle()
    const taken = made()
    assert.ok(taken <= 12, `${taken} were taken in`)
    assert.equal(rating.dropped, 100 - taken)
    show(99)
    await rating.settle()
    assert.equal(made(), taken + 1)
    assert.notEqual(await accountOf('points', 'user99'), undefined)
    await rating.close()
  })
})

test('A stop between a login and its audit loses no audit: the next start begins it', async () => {
  await built.declare('mail', { kind: 'mail' })
  const rating = (audited: string[][]) =>
    new LoginRating({
      ...parts,
      fingerprinter: countingFingerprinter().fingerprinter,
      audit: async systems => {
        audited.push([...systems])
        return 'audit_none'
      },
    })
  const first = rating([])
  const decision = enforcer.decide({ system: 'mail', ip: '203.0.113.7' })
  const password = new Secret('ogawa2020')
  first.onCredential({
    system: 'mail',
    ip: '203.0.113.7',
    login: 'ogawa',
    password,
    phase: 'after',
    decision,
  })
  for (let tries = 0; tries < 400 && (await accountOf('mail', 'ogawa')) === undefined; tries += 1)
    await new Promise(resolve => setTimeout(resolve, 5))
  // No settle, no close: the process is gone. Another one starts.
  const audited: string[][] = []
  const second = rating(audited)
  await second.open()
  await second.close()
  assert.deepEqual(audited, [['mail']])
  await enforcer.removeSystem('mail', office)
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
