import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ftp, ftpList, openDoor } from './door.ts'

const { ask, enforcer, faults } = await openDoor()
await ask('put', '/systems/ftp', ftp)
const post = (query: string, text: string) =>
  ask('post', `/systems/ftp/account-lists${query}`).set('Content-Type', 'application/octet-stream').send(text)

test('A dry run tells what the list would change and keeps nothing', async () => {
  const { status, body } = await post('?dryRun=true', ftpList)
  assert.equal(status, 200)
  assert.deepEqual([body.format, body.rows, body.accepted, body.added], ['csv', 2, 2, 2])
  assert.deepEqual([body.id, body.status, body.audit], [null, 'dry-run', null], 'there is nothing to look up')
  assert.deepEqual((await ask('get', '/systems/ftp/accounts')).body.items, [])
})

test('An imported list answers 201 with its place, once findings and tasks are there', async () => {
  const { status, body, headers } = await post('', ftpList)
  assert.equal(status, 201)
  assert.deepEqual([body.added, body.changed, body.removed, body.status], [2, 0, 0, 'audited'])
  assert.deepEqual((await ask('get', String(headers.location))).body, body)
  assert.equal((await ask('get', `/systems/mail/account-lists/${body.id}`)).status, 404)
  const tasks = await ask('get', '/rotation-tasks?system=ftp')
  assert.ok(tasks.body.items.some(({ login }: { login: string }) => login === 'tanaka'))
})

test('Accounts show what is known of them, never a password, a hash or a fingerprint', async () => {
  const { body, text } = await ask('get', '/systems/ftp/accounts')
  assert.deepEqual(
    body.items.map(({ login, score, credential }: Record<string, unknown>) => [login, score, credential]),
    [
      ['sato', 4, 'clear'],
      ['tanaka', 0, 'clear'],
    ],
  )
  assert.doesNotMatch(text, /password1|Xk29vmQpa|fingerprint|f1\./)
})

const postLater = (query: string, text: string) => post(query, text).set('Prefer', 'respond-async')

/** What came of a list that was answered before it was read. */
async function cameOf(place: string) {
  for (;;) {
    const { status, body } = await ask('get', place)
    assert.equal(status, 200)
    if (body.phase === null) return body
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

test('Who does not wait is answered 202 before the list is read, and finds there what he would have waited for', async () => {
  const { status, headers, body } = await postLater('', ftpList)
  assert.deepEqual([status, headers['preference-applied']], [202, 'respond-async'])
  assert.deepEqual([body.status, body.phase, body.rows], ['staging', 'reading', 0])
  assert.equal(headers.location, `/api/v1/systems/ftp/account-lists/${body.id}`)
  const later = await cameOf(String(headers.location))
  const { body: waited } = await post('', ftpList)
  const { id: _id, audit: _audit, importedAt: _at, ...rest } = waited
  assert.deepEqual({ ...later, ...rest }, later)
  assert.deepEqual([later.status, later.progress, later.problem], ['audited', null, null])
})

test('A list that is refused after its answer says why, as it would have at once, and leaves nothing', async () => {
  const accounts = async () => (await ask('get', '/systems/ftp/accounts')).body
  const before = await accounts()
  for (const list of [
    'login,password\nsuzuki,a\n,b\n',
    'kanariya-8841 \u0001\u0002 nothing\n',
    'login,password\n',
  ]) {
    const { body: answered } = await post('', list)
    const { headers } = await postLater('', list)
    const { status, problem } = await cameOf(String(headers.location))
    const { instance: _request, ...refused } = answered
    assert.deepEqual([status, problem], ['refused', refused])
    const inJapanese = await ask('get', String(headers.location)).set('Accept-Language', 'ja')
    assert.match(inJapanese.body.problem.detail, /[ぁ-ん]/)
  }
  assert.deepEqual(await accounts(), before)
})

test('A rehearsal can be asked for without waiting, and keeps nothing either', async () => {
  const { status, headers } = await postLater('?dryRun=true', 'login,password\nsuzuki,a\n')
  assert.equal(status, 202)
  const { id, status: ended, added, removed, audit } = await cameOf(String(headers.location))
  assert.deepEqual([id, ended, added, removed, audit], [null, 'dry-run', 1, 2, null])
  assert.equal((await ask('get', '/systems/ftp/accounts')).body.items.length, 2)
})

test('Repeated with its Idempotency-Key, a list nobody waited for is answered with the same place and read once', async () => {
  const send = () => postLater('', ftpList).set('Idempotency-Key', 'list-later-1')
  const first = await send()
  await cameOf(String(first.headers.location))
  const entries = async () => (await enforcer.verifyLog()).entries
  const before = await entries()
  const again = await send()
  assert.deepEqual([again.status, again.headers.location], [202, first.headers.location])
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.equal(await entries(), before)
})

test('What is wrong with the request itself is answered at once, whoever waits', async () => {
  const { status, body } = await postLater('?columns=login:login,login:password', ftpList)
  assert.deepEqual([status, body.code], [400, 'columns-field-twice'])
  const tooLong = await postLater('', `login,password\n${'tanaka,x\n'.repeat(20_000)}`)
  assert.equal(tooLong.status, 413)
})

test('Bad lines are named by number and reason and refuse the list, unless the rest is wanted', async () => {
  const list = 'login,password\ntanaka,a\n,b\n'
  const refused = await post('', list)
  assert.equal(refused.status, 422)
  assert.deepEqual([refused.body.code, refused.body.errors[0].at], ['list-rejected', 'line 3'])
  const { status, body } = await post('?partial=true&dryRun=true', list)
  assert.equal(status, 200)
  assert.deepEqual([body.accepted, body.rejectedCount, body.rejected[0].line], [1, 1, 3])
})

test('What could not be read of a list counts as not assessed', async () => {
  await ask('put', '/systems/half-read', ftp)
  const list = 'login,password\ntanaka,a\n,b\nsato\n'
  const { body } = await ask('post', '/systems/half-read/account-lists?partial=true')
    .set('Content-Type', 'text/csv')
    .send(list)
  const { body: audit } = await ask('get', `/audits/${body.audit}`)
  assert.deepEqual(audit.coverage, { accounts: 3, assessed: 1, notAssessed: 2, stale: 0 })
})

test('A list sent as a part removes nobody, whatever it leaves out', async () => {
  await ask('put', '/systems/parts', ftp)
  const send = (query: string, list: string) =>
    ask('post', `/systems/parts/account-lists${query}`).set('Content-Type', 'text/csv').send(list)
  await send('', ftpList)
  const part = 'login,password\nsuzuki,Xk29vmQpa-78-hh\n'
  assert.deepEqual(
    [(await send('?partial=true', part)).body.removed, (await send('', part)).body.removed],
    [0, 2],
  )
})

test('A list that hides the passwords makes nothing look better: risk, reasons and findings stay', async () => {
  const state = async () => {
    const tasks = await ask('get', '/rotation-tasks?system=ftp')
    const findings = await ask('get', '/findings?system=ftp&status=open&limit=200')
    const own = findings.body.items.filter(({ verdict, login }: Finding) => verdict === 'bad' && login)
    return {
      risks: tasks.body.items.filter(({ login }: Task) => login === 'tanaka').map(({ risk }: Task) => risk),
      findings: own.map(({ rule, login }: Finding) => `${rule} ${login}`).toSorted(),
    }
  }
  type Finding = { readonly verdict: string; readonly login: string | null; readonly rule: string }
  type Task = { readonly login: string; readonly risk: number }
  await post('', ftpList)
  const before = await state()
  assert.ok(before.risks[0] >= 90 && before.findings.includes('PW-04 tanaka'))
  await post('', 'login,phone\ntanaka,03-1234-5678\nsato,03-1234-5679\n')
  assert.deepEqual(await state(), before)
})

test('A column left out resolves no finding, with a task or without one, and shown good again it does', async () => {
  const open = async () => {
    const { body } = await ask('get', '/findings?system=ftp&status=open&limit=200')
    const own = body.items.filter(({ verdict, login }: Finding) => verdict === 'bad' && login === 'sato')
    return own.map(({ rule }: Finding) => rule)
  }
  type Finding = { readonly verdict: string; readonly login: string | null; readonly rule: string }
  const row = 'sato,Xk29vmQpa-77-hh'
  await post('', `login,password,last_login\n${row},2020-01-01\n`)
  assert.ok((await open()).includes('AC-07'), 'a dormant account')
  const { body } = await ask('get', '/rotation-tasks?system=ftp&status=open')
  for (const { id } of body.items)
    await ask('post', `/rotation-tasks/${id}/cancel`, { reason: 'settled by hand' })
  await post('', `login,password\n${row}\n`)
  assert.ok((await open()).includes('AC-07'))
  await post('', `login,password,last_login\n${row},${new Date().toISOString().slice(0, 10)}\n`)
  assert.equal((await open()).includes('AC-07'), false)
  await post('', ftpList)
})

test('A list of a header row alone removes nobody, unless that is meant', async () => {
  const accounts = async () => (await ask('get', '/systems/ftp/accounts')).body.items.length
  const before = await accounts()
  assert.ok(before > 0)
  const refused = await post('', 'login,password\n')
  assert.deepEqual([refused.status, refused.body.code], [409, 'list-empty'])
  assert.equal(
    refused.body.detail,
    `The list shows no account, and would remove all ${before} accounts of ftp.`,
  )
  const rehearsed = await post('?dryRun=true', 'login,password\n')
  assert.deepEqual([rehearsed.status, rehearsed.body.code], [409, 'list-empty'])
  assert.equal((await post('?dryRun=true&confirm=empty', 'login,password\n')).body.removed, before)
  assert.equal(await accounts(), before)
  const meant = await post('?confirm=empty', 'login,password\n')
  assert.deepEqual([meant.status, meant.body.removed, await accounts()], [201, before, 0])
  const again = await post('', 'login,password\n')
  assert.deepEqual([again.status, again.body.removed], [201, 0], 'nobody is there to be removed')
  await post('', ftpList)
})

test('A password beyond 4,096 characters rejects its line by number, also while a task waits for a new one', async () => {
  const refused = await post('', `login,password\nsato,x\ntanaka,${'x'.repeat(60_000)}\n`)
  assert.equal(refused.status, 422)
  const [fault, ...others] = refused.body.errors
  assert.deepEqual([fault.at, fault.code, others], ['line 3', 'account-password-long', []])
  assert.match(fault.hint, /quote or line end/)
})

test('A field or a header named twice is refused, so that no password column is shown as logins', async () => {
  for (const [columns, code] of [
    ['login:login,login:password', 'columns-field-twice'],
    ['login:login,password:login', 'columns-header-twice'],
  ] as const) {
    const { status, body } = await post(`?columns=${columns}`, ftpList)
    assert.deepEqual([status, body.code], [400, code])
  }
})

test('A file of no known format is refused with what was expected, nothing of it is answered', async () => {
  const { status, body, text } = await post('', 'kanariya-8841 \u0001\u0002 nothing\n')
  assert.equal(status, 422)
  assert.ok(body.detail.length > 0 && body.hint.length > 0)
  assert.doesNotMatch(text, /kanariya/)
})

test('A file beyond the cap is refused with 413', async () => {
  const { status } = await post('', `login,password\n${'tanaka,x\n'.repeat(20_000)}`)
  assert.equal(status, 413)
  assert.deepEqual(faults, [])
})
