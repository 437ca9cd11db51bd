import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordChange } from '../../src/change.ts'
import type { RequestMark } from '../../src/core/store.ts'
import { openIdempotency } from '../../src/http/idempotency.ts'
import { openRequestSeal } from '../../src/http/request-seal.ts'
import type { Answer, Route } from '../../src/http/route.ts'
import { openStore } from '../../src/store/store.ts'
import { sqlitePlaces } from '../store/places.ts'
import { ftp, ftpList, openDoor } from './door.ts'

const { ask, enforcer } = await openDoor()
await ask('put', '/systems/ftp', ftp)
const imported = await ask('post', '/systems/ftp/account-lists').set('Content-Type', 'text/csv').send(ftpList)
assert.equal(imported.status, 201)
const sealKey = Buffer.alloc(32, 1)

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  for (const part of text.match(/.{1,3}/gs) ?? []) yield Buffer.from(part)
}

const noBytes = () => bytesOf('')
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
  const repeatable = { route, token: 'tok_1', key: 'zone-1', request: ['zone'], bytes: noBytes() }
  let written = 0
  const write = async (request: () => RequestMark): Promise<Answer> => {
    const caller = { actor: 'tok_1', ip: '127.0.0.1', request }
    await recordChange(parts, caller, 'setting.put', 'zone', {}, tx => tx.putSetting('zone', `${++written}`))
    throw new TypeError('the process ends here')
  }
  const openAnew = () => openIdempotency(store, sealKey, parts.clock, error => assert.fail(String(error)))
  await assert.rejects(openAnew()(repeatable, write), TypeError)
  await assert.rejects(openAnew()(repeatable, write), { kind: 'conflict', key: 'http-key-begun' })
  assert.equal(await store.getSetting('zone'), '1')
  await store.close()
  await close()
})

test('The same key with another list is refused, and nothing of that list is taken', async () => {
  const send = (text: string) =>
    ask('post', '/systems/points/account-lists').set('Idempotency-Key', 'list-1').type('text/csv').send(text)
  const first = await send(ftpList)
  assert.equal(first.status, 201)
  const before = await logged()
  const again = await send(ftpList)
  assert.deepEqual([again.status, again.body], [201, first.body])
  assert.equal(again.headers['idempotency-replayed'], 'true')
  const other = await send(`${ftpList}suzuki,Xk29vmQpa-78-hh\n`)
  assert.deepEqual([other.status, other.body.code], [422, 'http-key-other'])
  const { body } = await ask('get', '/systems/points/accounts')
  assert.deepEqual(
    body.items.map(({ login }: { login: string }) => login),
    ['sato', 'tanaka'],
  )
  assert.equal(await logged(), before)
})

test('Of the same and other lists at once under one key, one is taken, and only its own repeats hear of it', async () => {
  const send = (text: string) =>
    ask('post', '/systems/points/account-lists').set('Idempotency-Key', 'list-2').type('text/csv').send(text)
  const lists = Array.from({ length: 8 }, (_, at) => `login,password\nlist${at % 2},Xk29vmQpa-77-hh\n`)
  const answers = await Promise.all(lists.map(send))
  const statuses = answers.map(({ status }) => status)
  assert.deepEqual(statuses.toSorted(), [201, 201, 201, 201, 422, 422, 422, 422])
  assert.equal(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id)).size, 1)
  const taken = statuses.indexOf(201) % 2
  assert.equal((await ask('get', '/systems/points/accounts')).body.items[0].login, `list${taken}`)
})

test('A list that was refused can be mended and sent again with its key', async () => {
  const send = (text: string) =>
    ask('post', '/systems/points/account-lists').set('Idempotency-Key', 'list-3').type('text/csv').send(text)
  assert.equal((await send('login,password\n,x\n')).body.code, 'list-rejected')
  assert.equal((await send(ftpList)).status, 201)
})

test('Of a list that was taken by a service that died before it answered, its repeat is told, another one refused', async () => {
  const { fresh, close } = await sqlitePlaces()
  const store = await openStore(await fresh())
  const parts = { store, clock: () => '2026-11-23T09:00:00.000Z', requireRoom: () => undefined }
  const route = { method: 'post', path: '/lists', bytes: true } as Route
  const send = (text: string) => {
    const once = openIdempotency(store, sealKey, parts.clock, error => assert.fail(String(error)))
    const repeatable = { route, token: 'tok_1', key: 'list', request: [], bytes: bytesOf(text) }
    return once(repeatable, async (request, bytes) => {
      const parts64 = await Array.fromAsync(bytes, part => Buffer.from(part).toString('base64'))
      const caller = { actor: 'tok_1', ip: '127.0.0.1', request }
      await recordChange(parts, caller, 'list', 'ftp', {}, tx => tx.putSetting('list', parts64.join('')))
      throw new TypeError('the process ends here')
    })
  }
  await assert.rejects(send('one list'), TypeError)
  await assert.rejects(send('one list'), { kind: 'conflict', key: 'http-key-begun' })
  await assert.rejects(send('another list'), { kind: 'invalid', key: 'http-key-other' })
  assert.equal(await store.getSetting('list'), Buffer.from('one list').toString('base64'))
  await store.close()
  await close()
})

test('What is kept of a list is no digest of it that could be tried: without the key nobody comes to it', async () => {
  const sealed = async (key: Uint8Array, text: string) => {
    const seal = openRequestSeal(key, 'POST /lists', true)
    await Array.fromAsync(seal.passing(bytesOf(text)))
    return seal.text()
  }
  const own = await sealed(sealKey, 'login,password\ntanaka,a\n')
  assert.equal(own, await sealed(sealKey, 'login,password\ntanaka,a\n'), 'the same list is known again')
  assert.notEqual(own, await sealed(sealKey, 'login,password\ntanaka,b\n'))
  assert.notEqual(own, await sealed(Buffer.alloc(32, 2), 'login,password\ntanaka,a\n'))
  // Half a list must not pass for the whole of another.
  assert.throws(() => openRequestSeal(sealKey, 'POST /lists', true).text(), TypeError)
})

test('Of two processes that are sent the same request one carries it out', async () => {
  const { fresh, close } = await sqlitePlaces()
  const store = await openStore(await fresh())
  const parts = { store, clock: () => '2026-11-23T09:00:00.000Z', requireRoom: () => undefined }
  const mark = { key: 'k', token: 'tok_1', request: 'r', at: parts.clock() }
  const write = (attempt: string) => {
    const caller = { actor: 'tok_1', ip: '127.0.0.1', request: () => ({ ...mark, attempt }) }
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
