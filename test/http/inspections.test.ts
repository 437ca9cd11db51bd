import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import { ftp, openDoor } from './door.ts'

const { ask, faults } = await openDoor()
const server = createServer(socket => {
  socket.on('error', () => undefined).on('data', () => socket.write('502 no\r\n'))
  socket.write('220 ready\r\n')
}).listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => server.close())
const { port } = server.address() as AddressInfo
await ask('put', '/systems/ftp', {
  ...ftp,
  endpoints: [
    { protocol: 'ftp', host: '127.0.0.1', port },
    { protocol: 'rdp', host: '127.0.0.1', port: 1 },
  ],
})

test('An inspection answers what each endpoint that can be asked says, null for what it does not', async () => {
  const { status, body } = await ask('post', '/systems/ftp/inspection')
  assert.equal(status, 200)
  const [seen] = body.items
  assert.deepEqual(body.items, [
    {
      endpoint: `ftp://127.0.0.1:${port}`,
      at: seen.at,
      problem: null,
      tlsUse: null,
      tls: null,
      tlsVersions: null,
      anonymous: false,
      hostKey: null,
      banner: '220 ready',
      tellsVersion: false,
    },
  ])
  assert.equal((await ask('get', `/audits/${body.audit}`)).status, 200)
})

test('What was seen can be read again; an unknown system is told', async () => {
  const { body } = await ask('get', '/systems/ftp/inspection')
  assert.equal(body.items[0].endpoint, `ftp://127.0.0.1:${port}`)
  assert.equal((await ask('post', '/systems/none/inspection')).body.code, 'system-unknown')
  assert.equal((await ask('get', '/systems/none/inspection')).body.code, 'system-unknown')
})

test('An endpoint carries where and how to log in, and a form without its marks is refused', async () => {
  const form = { path: '/admin', loginField: 'id', passwordField: 'pw', successMark: '/home' }
  const shop = (given: object) => ({
    ...ftp,
    endpoints: [{ protocol: 'https', host: 'shop.aoba.example', port: 443, path: '/admin', form: given }],
  })
  const { status, body } = await ask('put', '/systems/ftp', shop(form))
  assert.equal(status, 200)
  assert.deepEqual(body.endpoints[0].form, form)
  const refused = await ask('put', '/systems/ftp', shop({ ...form, successMark: undefined }))
  assert.equal(refused.status, 400)
})

test('None of it was a fault of our own', () => assert.deepEqual(faults, []))
