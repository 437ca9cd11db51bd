import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readColumns } from '../../src/http/account-lists.ts'
import { ftp, ftpList, openDoor } from './door.ts'

const { ask, faults } = await openDoor()
await ask('put', '/systems/ftp', ftp)
const post = (query: string, text: string) =>
  ask('post', `/systems/ftp/account-lists${query}`).set('Content-Type', 'application/octet-stream').send(text)

test('Columns are written as field:header pairs, headers in any language', () => {
  assert.deepEqual(readColumns('login:社員番号,password:暗証'), { login: '社員番号', password: '暗証' })
  assert.deepEqual(readColumns(' login : Mitarbeiter: Nr '), { login: 'Mitarbeiter: Nr' })
})

test('A pair that is none is refused by name, and so is a field no list can have', () => {
  for (const written of ['login', 'login:', ':x', 'login:a,', '__proto__:x', 'log in:x']) {
    assert.throws(() => readColumns(written), { kind: 'malformed', key: 'columns-pair' }, written)
  }
})

test('A dry run tells what the list would change and keeps nothing', async () => {
  const { status, body } = await post('?dryRun=true', ftpList)
  assert.equal(status, 200)
  assert.deepEqual([body.format, body.rows, body.accepted, body.added], ['csv', 2, 2, 2])
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
