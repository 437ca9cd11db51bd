import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import type { ProbeStop } from '../../src/probe-library/attempt.ts'
import { LineConversation } from '../../src/probe-library/line-conversation.ts'

let greeting = ''
const server = createServer(socket => void socket.on('error', () => undefined).write(greeting)).listen(
  0,
  '127.0.0.1',
)
await once(server, 'listening')
after(() => server.close())
const { port } = server.address() as AddressInfo
const limits = { milliseconds: 1_000, bytes: 1_000 }

async function openTo(text: string): Promise<LineConversation> {
  greeting = text
  const target = { protocol: 'pop3', host: 'localhost', address: '127.0.0.1', port, tls: 'none' } as const
  const conversation = await LineConversation.open(target, limits)
  after(() => conversation.close())
  return conversation
}

const isStop = (reason: string) => (error: unknown) => (error as ProbeStop).reason === reason

test('An answer of several lines is read up to the one that ends it', async () => {
  const conversation = await openTo('250-one\r\n250-two\r\n250 three\r\nleft over\r\n')
  assert.deepEqual(await conversation.ask(undefined, line => line.startsWith('250 ')), [
    '250-one',
    '250-two',
    '250 three',
  ])
  assert.equal(await conversation.read(), 'left over')
})

test('What was said before TLS is never taken for what was said after it', async () => {
  const conversation = await openTo('+OK begin\r\n+OK forged\r\n')
  await conversation.read()
  await assert.rejects(() => conversation.upgrade(), isStop('tls-failed'))
})

test('A server that talks without end is left', async () => {
  const conversation = await openTo('x'.repeat(2_000))
  await assert.rejects(() => conversation.read(), isStop('unreadable'))
})

test('A login or password with a line break in it is not sent: it would be a command', async () => {
  const conversation = await openTo('+OK\r\n')
  await assert.rejects(() => conversation.ask('USER tanaka\r\nDELE 1', () => true), isStop('unreadable'))
})
