import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { type Attendant, attendConnections } from '../../src/http/connections.ts'
import { ftp, openDoor } from './door.ts'

// Bytes, a character each.
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
const post = (path: string, body: string, ...headers: readonly string[]) =>
  `${[`POST ${path} HTTP/1.1`, 'Host: x', ...headers, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`

/** A server whose attendant answers paths under `/here/` with their own text, and whose Node answers all the rest. */
async function open(t: TestContext, answer?: Attendant['answer'], keepAliveTimeout = 5_000) {
  const noted: string[] = []
  const read: Buffer[] = []
  let stopping = false
  const server = createServer({ keepAliveTimeout }, async (request, response) => {
    response.end(`node ${request.method} ${request.url} ${await text(request)}`)
  })
  const here: Attendant['answer'] = ({ asked, takeText, reply }, leave) => {
    if (asked.url?.startsWith('/here/') !== true) return leave()
    takeText(
      body => reply(200, ['X-Served', 'here'], `here ${asked.method} ${asked.url} ${body}`),
      () => reply(400, [], 'unread'),
      1_000,
    )
  }
  const connections = attendConnections(server, {
    answer: answer ?? here,
    noted: ({ url = '' }) => noted.push(url),
    isStopping: () => stopping,
  })
  const sockets = new Map<number | undefined, Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.set(socket.remotePort, socket)
    socket.on('data', bytes => read.push(bytes as Buffer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    connections.closeAll()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const stop = () => {
    stopping = true
  }
  /** Bytes that have come from a client's port. */
  const received = (from: number | undefined) => sockets.get(from)?.bytesRead ?? 0
  return { server, port, connections, noted, read, received, stop }
}

/** Everything that is answered until `count` answers with a length are in; each piece goes when those before were received. */
async function talk(
  { port, received }: Pick<Awaited<ReturnType<typeof open>>, 'port' | 'received'>,
  pieces: readonly string[],
  count: number,
): Promise<readonly string[]> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  let said = ''
  socket.on('data', bytes => {
    said += bytes.toString('utf8')
  })
  for (const piece of pieces) {
    socket.write(piece, 'latin1')
    while (!socket.closed && received(socket.localPort) < socket.bytesWritten) await turn()
  }
  while (bodiesOf(said).length < count) {
    assert.ok(!socket.closed, `closed after ${said}`)
    await Promise.race([once(socket, 'data'), once(socket, 'close')])
  }
  socket.destroy()
  return bodiesOf(said)
}

function bodiesOf(said: string): readonly string[] {
  const bodies: string[] = []
  let rest = said
  for (;;) {
    const head = rest.indexOf('\r\n\r\n')
    const length = Number(/content-length: *(\d+)/i.exec(rest.slice(0, Math.max(head, 0)))?.[1] ?? Number.NaN)
    if (head < 0 || !(rest.length >= head + 4 + length)) return bodies
    bodies.push(rest.slice(head + 4, head + 4 + length))
    rest = rest.slice(head + 4 + length)
  }
}

test('A request that came whole is answered here, as HTTP says it, and its bytes are overwritten', async t => {
  const { port, read, noted } = await open(t)
  const socket = connect(port, '127.0.0.1')
  socket.write(post('/here/', 'spring-2026'))
  const [answer] = await once(socket, 'data')
  socket.destroy()
  assert.match(
    String(answer),
    /^HTTP\/1\.1 200 OK\r\nX-Served: here\r\nContent-Length: 28\r\nDate: \w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n\r\nhere POST \/here\/ spring-2026$/,
  )
  assert.deepEqual(noted, ['/here/'])
  assert.ok(read.length > 0 && Buffer.concat(read).every(byte => byte === 0))
})

test('What comes in pieces, and what is not for here, is answered by Node, for good', async t => {
  const door = await open(t)
  const cut = post('/here/1', 'body')
  assert.deepEqual(await talk(door, [cut.slice(0, 30), cut.slice(30), get('/here/2')], 2), [
    'node POST /here/1 body',
    'node GET /here/2 ',
  ])
  assert.deepEqual(await talk(door, [get('/here/3'), get('/there'), get('/here/4')], 3), [
    'here GET /here/3 ',
    'node GET /there ',
    'node GET /here/4 ',
  ])
  assert.deepEqual(door.noted, ['/here/3'])
})

test('Requests that come at once are answered in their order, by whomever', async t => {
  const door = await open(t)
  const paths = ['/here/1', '/here/2', '/there', '/here/3', '/there/too']
  const bodies = await talk(door, [paths.map(get).join('')], paths.length)
  assert.deepEqual(
    bodies.map(body => body.split(' ')[2]),
    paths,
  )
})

test('Wherever the bytes are cut, the answers are the same and in order', async t => {
  const door = await open(t)
  const requests = [
    get('/here/1'),
    post('/here/2', 'a=1'),
    get('/there'),
    post('/there', 'b'),
    get('/here/3'),
  ]
  const whole = requests.join('')
  const said = (body: string) => body.replace(/^(here|node) /, '')
  const expected = (await talk(door, [whole], requests.length)).map(said)
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(whole.length), { maxLength: 3 }), async cuts => {
      const borders = [0, ...cuts.sort((a, b) => a - b), whole.length]
      const pieces = borders.slice(1).map((end, at) => whole.slice(borders[at], end))
      const bodies = await talk(door, pieces.filter(Boolean), requests.length)
      assert.deepEqual(bodies.map(said), expected)
    }),
    { numRuns: 60 },
  )
})

test('An answer that comes later keeps its place, and nothing is read meanwhile', async t => {
  const waiting: (() => void)[] = []
  const door = await open(t, ({ asked, reply }) => {
    waiting.push(() => reply(200, [], `late ${asked.url}`))
  })
  const talking = talk(door, [get('/1') + get('/2'), get('/3')], 3)
  for (const held of [1, 2, 3]) {
    while (waiting.length < held) await turn()
    await new Promise(resolve => setTimeout(resolve, 20))
    assert.equal(waiting.length, held)
    waiting[held - 1]?.()
  }
  assert.deepEqual(await talking, ['late /1', 'late /2', 'late /3'])
})

test('Whoever only stops sending still gets his answer, and whoever is gone harms nobody', async t => {
  const waiting: (() => void)[] = []
  const { port, server } = await open(t, ({ asked, reply }) => {
    waiting.push(() => reply(200, [], `late ${asked.url}`))
  })
  const half = connect(port, '127.0.0.1')
  half.end(get('/half'))
  const gone = connect(port, '127.0.0.1')
  gone.write(get('/gone'))
  while (waiting.length < 2) await turn()
  gone.resetAndDestroy()
  await new Promise(resolve => setTimeout(resolve, 20))
  for (const answer of waiting) answer()
  assert.match(await text(half), /late \/half$/)
  while ((await countOf(server)) > 0) await turn()
})

test('Once the service stops every answer closes its connection, and idle ones are closed at once', async t => {
  const { port, stop, server, connections } = await open(t)
  const idle = connect(port, '127.0.0.1')
  idle.write(get('/here/idle'))
  await once(idle, 'data')
  const busy = connect(port, '127.0.0.1')
  await once(busy, 'connect')
  stop()
  busy.write(get('/here/last') + get('/here/unheard'))
  const said = await text(busy)
  assert.match(said, /Connection: close\r\n\r\nhere GET \/here\/last $/)
  connections.closeIdle()
  assert.equal(await text(idle), '')
  assert.equal(await countOf(server), 0)
})

test('A connection on which nothing happens is closed after a while', async t => {
  const { port } = await open(t, undefined, 50)
  const silent = connect(port, '127.0.0.1')
  const spoken = connect(port, '127.0.0.1')
  spoken.write(get('/here/'))
  await once(spoken, 'data')
  await Promise.all([text(silent), text(spoken)])
})

test('Whoever asks and does not listen is not asked on for ever', async t => {
  let answered = 0
  const page = 'x'.repeat(60_000)
  const { port } = await open(t, ({ reply }) => {
    answered += 1
    reply(200, [], page)
  })
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.pause()
  const asked = 20_000
  for (let at = 0; at < asked; at++) socket.write(get('/'))
  let before = -1
  while (answered !== before) {
    before = answered
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  assert.ok(answered < asked / 4, `${answered} answers of 60 KB are held for somebody who does not listen`)
  socket.destroy()
})

test('A header that holds a line end is never sent', async t => {
  let fault: unknown
  const door = await open(t, ({ reply }) => {
    try {
      reply(200, ['X-A', 'a\r\nX-B: b'], '')
    } catch (error) {
      fault = error
      reply(500, [], 'no')
    }
  })
  assert.deepEqual(await talk(door, [get('/')], 1), ['no'])
  assert.ok(fault instanceof TypeError)
})

test('Gates and questions are answered the same, whole or in pieces', async () => {
  const { ask, issue, port } = await openDoor()
  await ask('put', '/systems/ftp', ftp)
  await ask('put', '/systems/ftp/allowlist', { entries: [{ network: '192.0.2.0/24' }] })
  const token = await issue('decide')
  const json = ['Content-Type: application/json', `Authorization: Bearer ${token}`]
  const decide = (body: string, ...headers: readonly string[]) =>
    post('/api/v1/decisions', body, ...json, ...headers)
  const gate = (headers: readonly string[]) =>
    get('/gates/forward-auth/ftp').replace(
      '\r\n\r\n',
      ['', `X-Kagimori-Token: ${token}`, ...headers, '', ''].join('\r\n'),
    )
  const requests = [
    decide(
      `{"system":"ftp","ip":"192.0.2.7","login":"${Buffer.from('田中').toString('latin1')}"}`,
      'Accept-Language: ja',
    ),
    decide('{"system":"ftp","ip":"203.0.113.9"}'),
    decide('{"system":"ftp"}'),
    decide('{"system":'),
    decide(''),
    decide('{"system":"\xff","ip":"192.0.2.7"}'),
    decide('{"system":"ftp","ip":"192.0.2.7"}').replace(token, 'kgm_wrong'),
    gate(['X-Real-IP: 203.0.113.9', 'Accept-Language: ja']),
    gate(['X-Real-IP: pc1.aoba.example']),
    gate(['X-Real-IP: 203.0.113.9', 'Cookie: s=1']).replace(token, 'kgm_wrong'),
    post('/gates/dovecot/ftp?command=allow', '{"login":"tanaka","remote":"192.0.2.7"}', ...json),
    post('/gates/pam', 'system=ftp&ip=203.0.113.9', 'Content-Type: text/plain', `X-Kagimori-Token: ${token}`),
  ]
  for (const request of requests) {
    const answers: string[] = []
    for (const pieces of [[request], [request.slice(0, 20), request.slice(20)]]) {
      const socket = connect(port, '127.0.0.1').setNoDelay(true)
      for (const piece of pieces) {
        socket.write(piece, 'latin1')
        await new Promise(resolve => setTimeout(resolve, 10))
      }
      socket.end()
      const said = await text(socket)
      const id = /^x-request-id: (\S+)/im.exec(said)?.[1] ?? ''
      answers.push(said.replaceAll(id, '{id}').replace(/^(Date|Connection|Keep-Alive): .*\r\n/gm, ''))
    }
    assert.match(answers[0] ?? '', /^HTTP\/1\.1 [245]/)
    assert.equal(answers[0], answers[1], request)
  }
})

function countOf(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)))
  })
}
