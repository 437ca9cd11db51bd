import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { openDoor } from './door.ts'

const door = await openDoor()

/** Everything that is answered to these lines before the connection is closed. */
async function answerTo(...lines: readonly string[]): Promise<string> {
  const socket = connect(door.port, '127.0.0.1')
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return text(socket)
}

test('Japanese in an address is answered with what to write instead', async () => {
  const path = '/api/v1/systems/ftp/account-lists?columns=login:社員番号'
  const [head = '', body = ''] = (await answerTo(`POST ${path} HTTP/1.1`, 'Host: x')).split('\r\n\r\n')
  assert.match(head, /^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/)
  const { status, code, hint } = JSON.parse(body)
  assert.deepEqual([status, code], [400, 'http-raw-address'])
  assert.match(hint, /columns=login:%E7%A4%BE/)
})

test('what is no HTTP at all, or too much of it, is answered with the status alone', async () => {
  assert.match(await answerTo('hello'), /^HTTP\/1\.1 400 Bad Request\r\nContent-Length: 0\r\n/)
  const tooMuch = await answerTo('GET / HTTP/1.1', 'Host: x', `X-Long: ${'a'.repeat(20_000)}`)
  assert.match(tooMuch, /^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/)
})
