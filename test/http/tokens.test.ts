import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDoor } from './door.ts'

const { ask, askAs } = await openDoor()

test('A token is shown once, works within its scopes and networks, and is gone when revoked', async () => {
  const issued = await ask('post', '/tokens', { name: 'nginx', scopes: ['read'], networks: ['127.0.0.0/8'] })
  assert.equal(issued.status, 201)
  const { token, id } = issued.body
  const use = async () => (await askAs(token, 'get', '/systems')).status
  const lastUse = async () => {
    const { body } = await ask('get', '/tokens')
    return body.items.find((item: { readonly id: string }) => item.id === id).lastUsedAt
  }
  assert.equal(await lastUse(), null)
  assert.equal(await use(), 200)
  assert.ok(Date.parse(await lastUse()), 'a use is told at once: null would mean that nobody needs it')
  const { text } = await ask('get', '/tokens')
  assert.equal(text.includes(token), false)
  assert.doesNotMatch(text, /sha256/)
  assert.equal((await ask('delete', `/tokens/${id}`)).status, 204)
  assert.equal(await use(), 401)
})

test('Used from elsewhere a token is refused with 403, after its end with 401', async () => {
  const elsewhere = await ask('post', '/tokens', {
    name: 'shop',
    scopes: ['read'],
    networks: ['192.0.2.0/24'],
  })
  const refused = await askAs(elsewhere.body.token, 'get', '/systems')
  assert.deepEqual([refused.status, refused.body.code], [403, 'token-network'])
})

test('A token is answered with its end: a time, or none where that was said', async () => {
  const endOf = async (more: object) => {
    const { status, body } = await ask('post', '/tokens', { name: 'end', scopes: ['read'], ...more })
    return status === 201 ? body.expiresAt : [status, body.code, body.errors?.[0].at]
  }
  assert.equal(await endOf({ expiresAt: '2030-01-01T09:00:00+09:00' }), '2030-01-01T00:00:00.000Z')
  assert.equal(await endOf({ expiresAt: 'never' }), null)
  assert.equal(await endOf({ expiresAt: null }), null)
  assert.match(await endOf({}), /^\d{4}-\d\d-\d\dT/)
  assert.deepEqual(await endOf({ expiresAt: 'tomorrow' }), [400, 'http-fields', 'expiresAt'])
})

test('An unknown scope or a bad network issues nothing', async () => {
  assert.equal((await ask('post', '/tokens', { name: 'x', scopes: ['root'] })).status, 400)
  const { status, body } = await ask('post', '/tokens', {
    name: 'x',
    scopes: ['read'],
    networks: ['10.1.2.3/8'],
  })
  assert.deepEqual([status, body.code, body.errors[0].at], [422, 'network-host-bits', 'networks.0'])
})

test('A token’s scopes are kept once each', async () => {
  const { body } = await ask('post', '/tokens', { name: 'twice', scopes: ['read', 'read', 'decide'] })
  assert.deepEqual(body.scopes, ['read', 'decide'])
})

test('The last administrator cannot be revoked', async () => {
  const { body } = await ask('get', '/tokens')
  const { id } = body.items.find(({ scopes }: { scopes: string[] }) => scopes.includes('admin'))
  assert.equal((await ask('delete', `/tokens/${id}`)).body.code, 'token-last-admin')
})

test('The log tells every change and who made it, newest first, and proves itself whole', async () => {
  const { body } = await ask('get', '/log?limit=2')
  assert.equal(body.items.length, 2)
  assert.ok(body.items[0].number > body.items[1].number)
  assert.equal(body.items[0].action, 'token.issue')
  const verified = await ask('get', '/log/verify')
  assert.deepEqual([verified.body.valid, verified.body.brokenAt], [true, null])
  assert.equal(verified.body.head, body.items[0].hash)
})

test('A password is rated with reasons and advice, and comes back nowhere', async () => {
  const { status, body, text } = await ask('post', '/passwords/rate', { password: 'tanaka2024' })
  assert.equal(status, 200)
  assert.deepEqual(Object.keys(body), [
    'score',
    'guessesLog10',
    'accepted',
    'violations',
    'warning',
    'suggestions',
  ])
  assert.equal(body.accepted, false)
  assert.ok(body.violations.every(({ reason }: { reason: string }) => reason.length > 0))
  assert.doesNotMatch(text, /tanaka/)
  assert.equal((await ask('post', '/passwords/rate', { pasword: 'tanaka2024' })).status, 400)
})

test('Tokens come in pages that together show each of them once', async () => {
  for (const name of ['a', 'b', 'c']) await ask('post', '/tokens', { name, scopes: ['read'] })
  const all: string[] = []
  let path = '/tokens?limit=2'
  for (let pages = 0; pages < 10; pages++) {
    const { body } = await ask('get', path)
    assert.ok(body.items.length <= 2)
    all.push(...body.items.map(({ id }: { id: string }) => id))
    if (body.next === null) break
    path = `/tokens?limit=2&cursor=${body.next}`
  }
  const whole = (await ask('get', '/tokens')).body.items.map(({ id }: { id: string }) => id)
  assert.ok(whole.length >= 4)
  assert.deepEqual(all, whole)
})

test('Revoking what is not there speaks of the id, not of the caller’s token', async () => {
  const { body } = await ask('post', '/tokens', { name: 'short', scopes: ['read'] })
  assert.equal((await ask('delete', `/tokens/${body.id}`)).status, 204)
  for (const id of [body.id, body.token, 'nothing']) {
    const { status, body: refused, text } = await ask('delete', `/tokens/${id}`)
    assert.deepEqual([status, refused.code], [404, 'token-id-unknown'])
    assert.doesNotMatch(refused.hint, /Authorization/)
    assert.equal(text.includes(body.token), false, 'a token taken for an id is not shown again')
  }
})
