import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { holdProbe, rightPassword, toldBy } from './real-server.ts'

/** A shop's login page: a token against forged requests, a session cookie, and a redirect after a good login. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = (status: number, body: string, headers = {}) => response.writeHead(status, headers).end(body)
  const form = '<form method=post><input type="hidden" name="csrf" value="t0ken"><input name="id"></form>'
  if (request.url === '/redirected') return void page(302, '', { location: 'http://elsewhere.example/home' })
  if (request.method === 'GET') return void page(200, form, { 'set-cookie': 'session=abc; HttpOnly' })
  const fields = new URLSearchParams(await text(request))
  if (request.headers.cookie !== 'session=abc' || fields.get('csrf') !== 't0ken')
    return void page(403, 'Forged')
  if (fields.get('id') === 'sato') return void page(423, 'Locked')
  if (fields.get('id') === 'suzuki') return void page(200, 'Under maintenance')
  if (fields.get('pw') === rightPassword) return void page(303, '', { location: '/admin/home' })
  page(200, `${form} パスワードが違います`)
}

const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => server.close())
const { port } = server.address() as AddressInfo
const form = {
  path: '/admin',
  loginField: 'id',
  passwordField: 'pw',
  successMark: '/admin/home',
  failureMark: 'パスワードが違います',
}
const shop = {
  endpoint: { protocol: 'http', host: 'localhost', port, tls: 'none', form },
  hasTls: false,
} as const

test('A page that shows neither mark is no answer, and a locked account neither', async () => {
  assert.equal(await toldBy(shop, { login: 'suzuki' }), 'unreadable')
  assert.equal(await toldBy(shop, { login: 'sato' }), 'locked')
})

test('A redirect is followed nowhere', async () => {
  const elsewhere = { ...form, path: '/redirected' }
  assert.equal(await toldBy(shop, { endpoint: { form: elsewhere } }), 'unreadable')
})

test('Without a mark of failure nothing is ever refused', async () => {
  const { failureMark: _none, ...marked } = form
  assert.equal(await toldBy(shop, { password: 'winter-of-2019', endpoint: { form: marked } }), 'unreadable')
})

holdProbe('A login form', {
  ...shop,
  stop: () => {
    server.close()
    server.closeAllConnections()
  },
})
