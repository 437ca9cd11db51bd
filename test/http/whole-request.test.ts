import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { readWholeRequest } from '../../src/http/whole-request.ts'

const question = '{"system":"shop","ip":"192.0.2.7"}'
const plain = [
  'POST /api/v1/decisions HTTP/1.1',
  'Host: 127.0.0.1:8420',
  'Authorization: Bearer kgm_x',
  'Content-Type: application/json',
  `Content-Length: ${question.length}`,
]
const written = (lines: readonly string[], body = '') =>
  Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1')
const asking = (...lines: readonly string[]) => written(['GET /gates/forward-auth/shop HTTP/1.1', ...lines])

const heard = new Map<
  string,
  Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { readonly body: string }
>()
let last = ''
const server = createServer(async (request, response) => {
  const { method, url, headers } = request
  heard.set(last, { method, url, headers, body: await text(request) })
  response.end()
}).listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => {
  server.closeAllConnections()
  server.close()
})

/** What Node's own parser hears in the same bytes; undefined where it refuses them. */
async function heardByNode(bytes: Buffer) {
  last = bytes.toString('latin1')
  heard.delete(last)
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.end(bytes)
  await text(socket)
  return heard.get(last)
}

test('A question in the form programs write is read whole, and the next one behind it is not', () => {
  const first = written(plain, question)
  const read = readWholeRequest(Buffer.concat([first, asking('Host: x')])) ?? assert.fail('not read')
  assert.deepEqual([read.method, read.url, read.length], ['POST', '/api/v1/decisions', first.length])
  assert.equal(read.body.toString(), question)
  assert.deepEqual(
    { ...read.headers },
    {
      host: '127.0.0.1:8420',
      authorization: 'Bearer kgm_x',
      'content-type': 'application/json',
      'content-length': String(question.length),
    },
  )
})

test('White space around a value is not part of it', () => {
  assert.equal(
    readWholeRequest(asking('Host: x', 'X-Real-IP:\t 192.0.2.7 \t'))?.headers['x-real-ip'],
    '192.0.2.7',
  )
})

const left: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  'half a head': asking('Host: x').subarray(0, 40),
  'a body that is not all there': written(plain, question.slice(0, -1)),
  'a body in pieces of their own length': written([...plain, 'Transfer-Encoding: chunked'], question),
  'one that waits for leave to go on': written([...plain, 'Expect: 100-continue'], question),
  'one that wants another protocol': asking('Host: x', 'Connection: upgrade', 'Upgrade: h2c'),
  'one whose connection is to be closed': asking('Host: x', 'Connection: close'),
  'an older version': written(['GET /gates/forward-auth/shop HTTP/1.0', 'Host: x']),
  'another method': written(['PUT /gates/forward-auth/shop HTTP/1.1', 'Host: x', 'Content-Length: 0']),
  'an address instead of a path': written(['GET http://x/gates/forward-auth/shop HTTP/1.1', 'Host: x']),
  'a GET with a body': written([...plain.with(0, 'GET / HTTP/1.1')], question),
  'a POST of no said length': written(plain.slice(0, -1)),
  'a signed length': written([...plain.slice(0, -1), 'Content-Length: +34'], question),
  'two lengths': written([...plain, `Content-Length: ${question.length}`], question),
  'the same header twice': asking('Host: x', 'X-Real-IP: 192.0.2.7', 'x-real-ip: 203.0.113.9'),
  'no host': asking('X-Real-IP: 192.0.2.7'),
  'a header without a colon': asking('Host: x', 'X-Real-IP'),
  'a header without a name': asking('Host: x', ': 192.0.2.7'),
  'white space before the colon': asking('Host: x', 'X-Real-IP : 192.0.2.7'),
  'a value on two lines': asking('Host: x', 'X-Real-IP: 192.0.2.7', ' 203.0.113.9'),
  'a name with an underscore': asking('Host: x', '__proto__: 1'),
  'a NUL': asking('Host: x', 'X-Real-IP: 192.0.2.7\0'),
  'a bare line feed': asking('Host: x', 'X-A: 1\nX-Real-IP: 192.0.2.7'),
  'a bare carriage return': asking('Host: x', 'X-A: 1\rX-Real-IP: 192.0.2.7'),
  'signs that are not ASCII': asking('Host: x', 'X-A: \xa0'),
  'a head beyond all measure': asking('Host: x', `X-A: ${'a'.repeat(9_000)}`),
  'a body beyond all measure': written([...plain.slice(0, -1), 'Content-Length: 9000'], 'a'.repeat(9_000)),
  'a hundred headers': asking('Host: x', ...Array.from({ length: 100 }, (_, at) => `X-${at}: 1`)),
}
for (const [what, bytes] of Object.entries(left)) {
  test(`Left to Node's own parser: ${what}`, () => assert.equal(readWholeRequest(bytes), undefined))
}

const piece = fc.constantFrom(
  ...[
    '\r',
    '\n',
    '\r\n',
    '\r\n\r\n',
    ' ',
    '\t',
    ':',
    '\0',
    '\x7f',
    '\xff',
    ',',
    ';',
    '"',
    '%',
    '#',
    '?',
    '_',
    '0',
    'a',
  ],
  ...[
    'HTTP/1.1',
    'Host: y\r\n',
    'Content-Length: 3\r\n',
    'Connection: close\r\n',
    'Transfer-Encoding: chunked\r\n',
  ],
)
const change = fc.record({ at: fc.nat(260), drop: fc.nat(6), piece })
const sent = fc
  .tuple(
    fc.constantFrom(written(plain, question), asking('Host: x', 'X-Real-IP: 192.0.2.7')),
    fc.array(change, { maxLength: 3 }),
  )
  .map(([bytes, changes]) =>
    changes.reduce(
      (text, { at, drop, piece }) => text.slice(0, at) + piece + text.slice(at + drop),
      bytes.toString('latin1'),
    ),
  )

test('Whatever is read here, Node reads the same way', async () => {
  let read = 0
  await fc.assert(
    fc.asyncProperty(sent, async written => {
      const bytes = Buffer.from(written, 'latin1')
      const whole = readWholeRequest(bytes)
      if (whole === undefined) return
      read += 1
      const { method, url, headers, body, length } = whole
      const node = await heardByNode(bytes.subarray(0, length))
      assert.deepEqual({ method, url, headers: { ...headers }, body: body.toString() }, node)
    }),
    { numRuns: 2_000 },
  )
  assert.ok(read > 200, `only ${read} were read`)
})
