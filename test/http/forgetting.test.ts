import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { forgetRequests } from '../../src/http/forgetting.ts'

const body = '{"password":"Kiri-2026-9f"}'
const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`

/** A server that forgets, and what its sockets hand over, looked at after everybody else. */
async function openForgetful(
  t: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const read: Buffer[] = []
  const server: Server = createServer(answer)
  forgetRequests(server)
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  server.on('connection', (socket: Socket) => socket.on('data', bytes => read.push(bytes as Buffer)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, read, port: (server.address() as AddressInfo).port }
}

async function say(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  socket.write(text)
  const [answered] = await once(socket, 'data')
  socket.destroy()
  return String(answered)
}

test('A body arrives whole, and what was read from the connection is overwritten', async t => {
  const { read, port } = await openForgetful(t, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    response.end(Buffer.concat(chunks))
  })
  assert.match(await say(port, head + body), /\r\n\r\n\{"password":"Kiri-2026-9f"\}$/)
  const bytes = Buffer.concat(read)
  assert.equal(bytes.length, head.length + body.length)
  assert.ok(bytes.every(byte => byte === 0))
})

test('A body that nobody read is overwritten once the answer is out', async t => {
  let unread: Buffer | undefined
  const { server, port } = await openForgetful(t, (request, response) => {
    request.once('readable', () => {
      unread = request.read() as Buffer
      request.unshift(unread)
      response.writeHead(413).end('no')
      response.once('close', () => server.close())
    })
  })
  await say(port, head.replace(String(body.length), '9999') + body)
  await once(server, 'close')
  assert.equal(unread?.length, body.length)
  assert.ok(unread?.every(byte => byte === 0))
})
