import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ftp, ftpList, openDoor } from './door.ts'

const { ask, enforcer } = await openDoor()
await ask('put', '/systems/ftp', ftp)
const imported = await ask('post', '/systems/ftp/account-lists').set('Content-Type', 'text/csv').send(ftpList)
assert.equal(imported.status, 201)
const logged = async () => (await enforcer.verifyLog()).entries

test('The same key with the same request answers the same again and does nothing twice', async () => {
  const put = () => ask('put', '/systems/mail', { ...ftp, kind: 'mail' }).set('Idempotency-Key', 'mail-1')
  const first = await put()
  const before = await logged()
  const second = await put()
  assert.deepEqual([second.status, second.body, second.headers.etag], [201, first.body, first.headers.etag])
  assert.equal(second.headers['idempotency-replayed'], 'true')
  assert.equal(await logged(), before)
})

test('The same key with another request is refused', async () => {
  const { status, body } = await ask('put', '/systems/mail', ftp).set('Idempotency-Key', 'mail-1')
  assert.deepEqual([status, body.code], [422, 'http-key-other'])
})

test('Of twenty at once one is carried out, and all hear of it', async () => {
  const before = await logged()
  const put = () => ask('put', '/systems/shop', { ...ftp, kind: 'shop' }).set('Idempotency-Key', 'shop-1')
  const answers = await Promise.all(Array.from({ length: 20 }, put))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
  assert.equal(await logged(), before + 1)
})

test('A refusal is not kept: mended, the request goes through with its key', async () => {
  const put = (body: object) => ask('put', '/systems/points', body).set('Idempotency-Key', 'points-1')
  assert.equal((await put({ ...ftp, policy: 'none' })).body.code, 'policy-unknown')
  assert.equal((await put(ftp)).status, 201)
})

test('Passwords take no part in the comparison, so that no digest of them is ever kept', async () => {
  const { body } = await ask('get', '/rotation-tasks?system=ftp')
  const path = `/rotation-tasks/${body.items[0].id}/verify`
  const verify = (newPassword: string) =>
    ask('post', path, { newPassword }).set('Idempotency-Key', 'verify-1')
  const codes = [(await verify('kanariya-1')).body.code, (await verify('kanariya-2')).body.code]
  assert.equal(codes.includes('http-key-other'), false)
})

test('An issued token is shown once, even to its own key', async () => {
  const issue = () =>
    ask('post', '/tokens', { name: 'nginx', scopes: ['decide'] }).set('Idempotency-Key', 'token-1')
  assert.match((await issue()).body.token, /^kgm_\w{36}$/)
  const again = await issue()
  assert.deepEqual([again.status, again.body.code], [409, 'http-key-once'])
  assert.equal(JSON.stringify(again.body).includes('kgm_'), false)
})

test('A key that is none is refused', async () => {
  for (const key of ['', 'a b', 'x'.repeat(129)]) {
    assert.equal(
      (await ask('delete', '/systems/shop').set('Idempotency-Key', key)).body.code,
      'http-key',
      key,
    )
  }
})
