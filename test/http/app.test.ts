import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readNetwork } from '../../src/core/network.ts'
import { ftp, openDoor } from './door.ts'

const { app, ask, askAs, issue, enforcer, faults } = await openDoor({
  trustedProxies: [readNetwork('127.0.0.1')],
  limits: { failure: 5 },
})
const fromAddress = (ip: string, path: string) => ask('get', path).set('X-Forwarded-For', ip)

test('Without a token the answer is 401 and says which token to bring', async () => {
  const { status, headers, body } = await askAs(undefined, 'get', '/systems')
  assert.equal(status, 401)
  assert.equal(headers['www-authenticate'], 'Bearer realm="kagimori"')
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/)
  assert.equal(body.code, 'http-token')
})

test('The token may come as X-Kagimori-Token beside a visitor’s own Authorization', async () => {
  const token = await issue('read')
  const asked = askAs(undefined, 'get', '/systems').set('Authorization', 'Basic dGFuYWthOng=')
  assert.equal((await asked.set('X-Kagimori-Token', token)).status, 200)
})

test('An unknown token is refused, and after a few the address is told to wait; right tokens go on', async () => {
  const wrong = () => askAs('kgm_wrong', 'get', '/systems').set('X-Forwarded-For', '198.51.100.7')
  for (let i = 0; i < 5; i++) assert.equal((await wrong()).body.code, 'token-unknown')
  const limited = await wrong()
  assert.equal(limited.status, 429)
  assert.ok(Number(limited.headers['retry-after']) > 0)
  assert.equal((await fromAddress('198.51.100.7', '/systems')).status, 200)
})

test('What is not there is 404, with the place where everything is listed', async () => {
  const { status, body } = await ask('get', '/passwords')
  assert.equal(status, 404)
  assert.equal(body.detail, 'There is no GET /api/v1/passwords here.')
  assert.match(body.hint, /\/docs/)
})

test('A method that a known path does not have is 405 with those it has; OPTIONS tells them', async () => {
  const patch = await ask('put', '/tokens', {})
  assert.deepEqual([patch.status, patch.body.code], [405, 'http-method'])
  assert.equal(patch.headers.allow, 'POST, GET, HEAD, OPTIONS')
  assert.equal((await ask('post', '/systems/ftp', {})).headers.allow, 'GET, HEAD, PUT, DELETE, OPTIONS')
  assert.equal((await ask('put', '/healthz', {})).headers.allow, 'GET, HEAD, OPTIONS')
  const options = await ask('options', '/systems/ftp')
  assert.deepEqual([options.status, options.headers.allow], [204, 'GET, HEAD, PUT, DELETE, OPTIONS'])
  assert.equal((await ask('options', '/passwords')).status, 404)
  const gate = await ask('options', '/gates/pam')
  assert.deepEqual([gate.status, gate.headers.allow], [405, 'POST'], 'a server at a gate takes 2xx for a yes')
})

test('A path that cannot be decoded is a bad request, no fault of ours', async () => {
  assert.equal((await ask('get', '/systems/%E0%A4%A')).status, 400)
  assert.deepEqual(faults, [])
})

test('An unknown query field is refused: a misspelt dryRun must not become the real thing', async () => {
  await ask('put', '/systems/ftp', ftp)
  const { status, body } = await ask('put', '/systems/ftp/allowlist?dryrun=true', { entries: [] })
  assert.equal(status, 400)
  assert.equal(body.errors[0].at, 'query.dryrun')
})

test('Answers carry the request’s name and the strict policy; without TLS nothing that breaks plain HTTP', async () => {
  const { headers } = await ask('get', '/systems')
  assert.match(headers['x-request-id'] ?? '', /^[0-9a-f-]{36}$/)
  assert.match(headers['content-security-policy'] ?? '', /default-src 'none'/)
  assert.doesNotMatch(headers['content-security-policy'] ?? '', /unsafe|upgrade-insecure/)
  assert.equal(headers['strict-transport-security'], undefined)
  assert.equal(headers['cross-origin-opener-policy'], undefined)
  assert.equal(headers['x-powered-by'], undefined)
})

test('Sentences come in the language of the reader', async () => {
  const { body, headers } = await ask('get', '/systems/none').set('Accept-Language', 'ja,en;q=0.5')
  assert.equal(headers['content-language'], 'ja')
  assert.match(body.detail, /[ぁ-ん]/)
})

test('What is written in English says so, whoever reads it', async () => {
  await ask('put', '/systems/ftp', ftp)
  for (const path of ['/docs', '/openapi.json', '/metrics', '/systems/ftp/allowlist/exports/nginx']) {
    const { status, headers } = await ask('get', path).set('Accept-Language', 'ja')
    assert.deepEqual([status, headers['content-language']], [200, 'en'], path)
  }
})

test('The page of the API loads nothing from elsewhere and runs no inline script', async () => {
  const { text, status } = await ask('get', '/docs')
  assert.equal(status, 200)
  const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url)
  assert.ok(loaded.length >= 4)
  for (const url of loaded) {
    if (url.startsWith('data:')) continue
    assert.ok(url.startsWith('/'), url)
    assert.equal((await ask('get', url)).status, 200, url)
  }
  assert.doesNotMatch(text, /<script>|<style|\son\w+=/)
  assert.equal((await ask('get', '/docs/package.json')).status, 404)
})

test('Health is told to everybody, metrics and documents to whoever the allowlist lets in', async () => {
  const open = (path: string) => askAs(undefined, 'get', path)
  assert.deepEqual((await open('/healthz')).body, { status: 'alive' })
  const ready = await open('/readyz')
  assert.deepEqual([ready.status, ready.body], [200, { status: 'ready', reasons: [] }])
  assert.equal((await open('/openapi.json')).body.openapi, '3.1.1')
  const { text } = await open('/metrics')
  assert.match(text, /kagimori_request_seconds_count\{route="GET \/healthz",status="200"\} 1/)
  assert.match(text, /kagimori_database_bytes \d+/)
  assert.match(text, /nodejs_eventloop_lag/)
})

test('The service’s own allowlist guards every path but health, and nobody can cut himself off by mistake', async () => {
  const own = { name: 'Kagimori', kind: 'other', exposure: 'intranet', endpoints: [], mode: 'enforce' }
  await ask('put', '/systems/kagimori', own)
  const path = '/systems/kagimori/allowlist'
  const put = (query: string, network: string) =>
    ask('put', `${path}${query}`, { entries: [{ network }] }).set('X-Forwarded-For', '192.0.2.7')
  const refused = await put('', '203.0.113.0/24')
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /192\.0\.2\.7/)
  assert.equal((await put('', '192.0.2.0/24')).status, 200)
  assert.equal((await fromAddress('192.0.2.9', '/systems')).status, 200)
  const outside = await fromAddress('203.0.113.9', '/systems')
  assert.deepEqual([outside.status, outside.body.code], [403, 'http-address'])
  for (const guarded of ['/metrics', '/docs', '/docs/docs.js', '/nowhere']) {
    assert.equal((await fromAddress('203.0.113.10', guarded)).status, 403, guarded)
  }
  assert.equal((await fromAddress('203.0.113.9', '/healthz')).status, 200)
  await enforcer.putAllowlist(
    'kagimori',
    [{ network: '0.0.0.0/0' }],
    { ifMatch: 1 },
    { actor: 'system', ip: '127.0.0.1' },
  )
})

test('Once it stops, every answer closes its connection', async () => {
  app.stop()
  assert.equal((await ask('get', '/systems')).headers.connection, 'close')
})
