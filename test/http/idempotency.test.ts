import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordChange } from '../../src/change.ts'
import type { RequestMark } from '../../src/core/store.ts'
import { openIdempotency } from '../../src/http/idempotency.ts'
import type { Answer, Route } from '../../src/http/route.ts'
import { openStore } from '../../src/store/store.ts'
import { sqlitePlaces } from '../store/places.ts'
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

test('What was carried out by a service that died before it answered is not carried out again', async () => {
  const { fresh, close } = await sqlitePlaces()
  const store = await openStore(await fresh())
  const parts = { store, clock: () => '2026-11-23T09:00:00.000Z', requireRoom: () => undefined }
  const route = { method: 'put', path: '/settings/{id}' } as Route
  const repeatable = { route, token: 'tok_1', key: 'zone-1', request: ['zone'] }
  let written = 0
  const write = async (request: RequestMark): Promise<Answer> => {
    const caller = { actor: 'tok_1', ip: '127.0.0.1', request }
    await recordChange(parts, caller, 'setting.put', 'zone', {}, tx => tx.putSetting('zone', `${++written}`))
    throw new TypeError('the process ends here')
  }
  const openAnew = () => openIdempotency(store, parts.clock, error => assert.fail(String(error)))
  await assert.rejects(openAnew()(repeatable, write), TypeError)
  await assert.rejects(openAnew()(repeatable, write), { kind: 'conflict', key: 'http-key-begun' })
  assert.equal(await store.getSetting('zone'), '1')
  await store.close()
  await close()
})

test('Of two processes that are sent the same request one carries it out', async () => {
  const { fresh, close } = await sqlitePlaces()
  const store = await openStore(await fresh())
  const parts = { store, clock: () => '2026-11-23T09:00:00.000Z', requireRoom: () => undefined }
  const mark = { key: 'k', token: 'tok_1', request: 'r', at: parts.clock() }
  const write = (attempt: string) => {
    const caller = { actor: 'tok_1', ip: '127.0.0.1', request: { ...mark, attempt } }
    return recordChange(parts, caller, 'setting.put', 'by', {}, tx => tx.putSetting('by', attempt))
  }
  await write('one')
  await assert.rejects(write('other'), { kind: 'conflict', key: 'http-key-begun' })
  assert.equal(await store.getSetting('by'), 'one')
  assert.equal((await store.verifyLog()).entries, 1)
  await store.close()
  await close()
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
