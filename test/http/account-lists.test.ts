import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ftp, ftpList, openDoor } from './door.ts'

const { ask, faults } = await openDoor()
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

test('An asynchronous import answers 202 with the place to look', async () => {
  const { status, headers } = await post('', ftpList).set('Prefer', 'respond-async')
  assert.equal(status, 202)
  assert.equal(headers['preference-applied'], 'respond-async')
  for (let tries = 0; ; tries++) {
    const { status, body } = await ask('get', String(headers.location))
    assert.equal(status, 200)
    if (body.status === 'audited') break
    assert.ok(tries < 200, body.status)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
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
  for (const later of ['', 'respond-async']) {
    const { status, body } = await post('', 'login,password\n').set('Prefer', later)
    assert.deepEqual([status, body.code], [409, 'list-empty'])
    assert.equal(body.detail, `The list shows no account, and would remove all ${before} accounts of ftp.`)
  }
  assert.equal((await post('?dryRun=true', 'login,password\n')).body.removed, before)
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
