import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ftp, ftpList, openDoor } from './door.ts'

const { ask, askAs, issue } = await openDoor()
await ask('put', '/systems/ftp', ftp)
await ask('post', '/systems/ftp/account-lists').set('Content-Type', 'text/csv').send(ftpList)
const tasks = async (query = '') => (await ask('get', `/rotation-tasks${query}`)).body.items
const taskOf = async (login: string) =>
  (await tasks()).find((task: { login: string }) => task.login === login)

test('A task says by when, how risky and why, and nothing to compare passwords with', async () => {
  const task = await taskOf('tanaka')
  assert.deepEqual([task.system, task.status, task.proof, task.reminders], ['ftp', 'open', null, []])
  assert.ok(task.risk > 50 && task.reasons.length > 0 && task.reasons[0].reason.length > 0)
  assert.ok(Date.parse(task.dueAt) > Date.parse(task.openedAt))
  const { text } = await ask('get', `/rotation-tasks/${task.id}`)
  assert.doesNotMatch(text, /fingerprint|f1\./)
})

test('Tasks are filtered by status and due date', async () => {
  assert.deepEqual(await tasks('?status=verified'), [])
  assert.deepEqual(await tasks('?dueBefore=2000-01-01'), [])
  assert.ok((await tasks('?dueBefore=2999-01-01T00:00:00%2B09:00')).length > 0)
  assert.equal((await ask('get', '/rotation-tasks?dueBefore=soon')).body.errors[0].code, 'http-field-instant')
})

test('A claim names who is at it and closes nothing', async () => {
  const { id } = await taskOf('tanaka')
  const { body } = await ask('post', `/rotation-tasks/${id}/claim`, { by: 'sato' })
  assert.deepEqual([body.status, body.claimedBy, body.proof], ['claimed', 'sato', null])
  assert.equal((await ask('post', `/rotation-tasks/${id}/claim`)).status, 200)
})

test('What is not proved is refused with what to do, and neither password comes back', async () => {
  const { id } = await taskOf('tanaka')
  const passwords = { oldPassword: 'kanariya-1', newPassword: 'kanariya-2' }
  const { status, body, text } = await ask('post', `/rotation-tasks/${id}/verify`, passwords)
  assert.equal(status, 409)
  assert.ok(body.hint.length > 0)
  assert.doesNotMatch(text, /kanariya/)
})

test('Only a proved task has its old password tried again, and the password does not come back', async () => {
  const { id } = await taskOf('tanaka')
  const path = `/rotation-tasks/${id}/recheck`
  const { status, body, text } = await ask('post', path, { oldPassword: 'kanariya-1' })
  assert.deepEqual([status, body.code], [409, 'proof-recheck-open'])
  assert.match(body.hint, /tasks verify/)
  assert.doesNotMatch(text, /kanariya/)
  assert.equal((await ask('post', path, {})).status, 400)
})

test('A task is cancelled with a reason, and an administrator may open another', async () => {
  const { id } = await taskOf('tanaka')
  const cancelled = await ask('post', `/rotation-tasks/${id}/cancel`, { reason: 'Opened by mistake' })
  assert.deepEqual([cancelled.body.status, cancelled.body.cancelReason], ['cancelled', 'Opened by mistake'])
  const opened = await ask('post', '/rotation-tasks', {
    system: 'ftp',
    login: 'tanaka',
    reason: 'Left a note',
  })
  assert.equal(opened.status, 201)
  assert.equal(opened.headers.location, `/api/v1/rotation-tasks/${opened.body.id}`)
  assert.deepEqual(
    opened.body.reasons.map(({ reason }: { reason: string }) => reason),
    ['Left a note'],
  )
})

test('A calendar program reads the feed with its token in the address', async () => {
  const token = await issue('read')
  const { status, text, headers } = await askAs(undefined, 'get', `/rotation-tasks.ics?token=${token}`)
  assert.equal(status, 200)
  assert.match(headers['content-type'] ?? '', /^text\/calendar/)
  assert.match(text, /SUMMARY:Change the password of tanaka on ftp/)
  assert.equal((await askAs(undefined, 'get', `/rotation-tasks?token=${token}`)).status, 401)
})

test('A task whose old password is back is found among the open ones', async () => {
  await ask('put', '/systems/points', { ...ftp, kind: 'points' })
  const show = (password: string) =>
    ask('post', '/systems/points/account-lists')
      .set('Content-Type', 'text/csv')
      .send(`login,password\nsato,${password}\n`)
  for (const password of ['zaiko2024', 'vK9-mQ2_xL7+pR4z', 'zaiko2024']) await show(password)
  const [task, ...others] = await tasks('?system=points&status=open')
  assert.deepEqual([task.login, task.status, others], ['sato', 'reverted', []])
  assert.equal((await tasks('?system=points&status=reverted')).length, 1)
  assert.deepEqual(await tasks('?system=points&status=verified'), [])
})
