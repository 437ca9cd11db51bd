import assert from 'node:assert/strict'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { GateDesk } from '../../src/core/gate.ts'
import { readRadiusPacket } from '../../src/core/radius.ts'
import radius from '../../src/gates/radius.ts'
import { hidePassword, revealPassword } from '../../src/listeners/radius-hiding.ts'
import { openRadiusListener } from '../../src/listeners/radius-listener.ts'
import { sealAnswer, sealOn } from '../../src/listeners/radius-seal.ts'
import { openRadiusClients } from '../../src/listeners/radius-secrets.ts'
import { openBuilt } from '../built.ts'
import { exchangePackets, makeRequest, radiusSecret, readAnswer, saidIn } from '../radius-wire.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const built = await openBuilt()
const { enforcer } = built
await built.declare('ftp')
const office = { actor: 'token_test', ip: '10.20.30.40' }
await enforcer.putAllowlist('ftp', [{ network: '192.0.2.0/24' }], {}, office)

const faults: unknown[] = []
const asked: (string | undefined)[] = []
const desk: GateDesk = {
  decide: question => {
    asked.push(question.password?.reveal())
    return enforcer.decide(question)
  },
  noteAttempt: attempt => enforcer.gates.noteAttempt(attempt),
  reportFault: (_where, error) => void faults.push(error),
}
/** Milliseconds for which answers were to be kept back. */
const held: number[] = []
const slowDesk: GateDesk = {
  ...desk,
  decide: question => ({ ...enforcer.decide(question), delayMilliseconds: 700 }),
  hold: (milliseconds, answer) => {
    held.push(milliseconds)
    answer()
  },
}
const folder = temporaryFolder('radius')
writeFileSync(join(folder, 'secret'), `${radiusSecret}\n`)
writeFileSync(join(folder, 'upstream-secret'), 'the-upstream-has-another-one')

async function open(client: string, at = desk) {
  const file = join(folder, 'radius.yaml')
  writeFileSync(file, `- { network: 127.0.0.0/8, secretFile: secret, system: ftp, ${client} }\n`)
  const clients = openRadiusClients(file)
  const place = { host: '127.0.0.1', port: 0 }
  const listener = await openRadiusListener({ gate: radius, place, clients, desk: at, language: 'en' })
  after(() => listener.close())
  return Number(listener.place.split(':').at(-1))
}

const upstream = createSocket('udp4')
upstream.bind(0, '127.0.0.1')
await once(upstream, 'listening')
after(() => void upstream.close())
const alone = await open('decides: address-only')
const unsigned = await open('decides: address-only, messageAuthenticator: absent')
const slow = await open('decides: address-only', slowDesk)
const handingOn = await open(
  `upstream: '127.0.0.1:${upstream.address().port}', upstreamSecretFile: upstream-secret`,
)

const tanaka = 'User-Name = "tanaka"\nUser-Password = "spring-2026"\nCalling-Station-Id = "192.0.2.7"\n'
const stranger = tanaka.replace('192.0.2.7', '203.0.113.9')

async function say(port: number, request: Buffer): Promise<string> {
  const [answer = assert.fail('no answer')] = await exchangePackets(port, [request])
  return saidIn(readAnswer(answer, request))
}

test('a request is answered by its address, signed, with its Proxy-State given back in order', async () => {
  const states = ['first', 'second'].map(text => ({ type: 33, value: Buffer.from(text) }))
  const request = makeRequest(tanaka, { more: states })
  const [answer = assert.fail('no answer')] = await exchangePackets(alone, [request])
  const { code, attributes } = readAnswer(answer, request)
  assert.equal(code, 2)
  assert.deepEqual(
    attributes.slice(1).map(({ type, value }) => [type, value.toString()]),
    [
      [33, 'first'],
      [33, 'second'],
    ],
  )
  assert.match(await say(alone, makeRequest(stranger)), /^Access-Reject\n/)
  assert.equal(asked.at(-1), 'spring-2026')
})

for (const [what, packet] of [
  ['without a Message-Authenticator', makeRequest(tanaka, { seal: 'absent' })],
  ['with a wrong Message-Authenticator', makeRequest(tanaka, { seal: 'wrong' })],
  ['made with another secret', makeRequest(tanaka, { secret: 'what-somebody-has-guessed' })],
  ['of another kind', makeRequest(tanaka, { code: 4 })],
  ['that is none', Buffer.from('hello')],
  ['asking after the server unsigned', makeRequest('', { code: 12, seal: 'absent' })],
] as const) {
  test(`a packet ${what} gets no answer`, async () => {
    assert.deepEqual(await exchangePackets(alone, [packet], 1, 150), [])
  })
}

test('Packets that are not signed are seen as malformed questions, but not as often as somebody likes', async () => {
  const before = asked.length
  const forged = Array.from({ length: 200 }, () => makeRequest(tanaka, { seal: 'wrong' }))
  await exchangePackets(alone, forged, 1, 300)
  const { items } = await enforcer.decisions({ system: 'ftp' }, { limit: 20 })
  assert.ok(items.some(({ rule, allow }) => rule === 'malformed' && !allow))
  assert.ok(asked.length - before <= 1, `${asked.length - before} were noted`)
})

test('Where the client is declared to leave the signature out it may, a wrong one is still none', async () => {
  assert.equal(await say(unsigned, makeRequest(tanaka, { seal: 'absent' })), 'Access-Accept\n')
  assert.deepEqual(await exchangePackets(unsigned, [makeRequest(tanaka, { seal: 'wrong' })], 1, 150), [])
})

test('A server asks whether anybody is here, and learns it', async () => {
  assert.equal(await say(alone, makeRequest('', { code: 12 })), 'Access-Accept\n')
})

test('A repeated request gets the same answer and is decided once', async () => {
  const request = makeRequest(stranger)
  const before = asked.length
  const answers = await exchangePackets(alone, [request, request, request])
  assert.equal(answers.length, 3)
  assert.deepEqual(answers[1], answers[0])
  assert.deepEqual(answers[2], answers[0])
  assert.equal(asked.length - before, 1)
})

test('A password that is not UTF-8 is not rated, and its bearer comes in all the same', async () => {
  const authenticator = Buffer.alloc(16, 3)
  const value = hidePassword(Buffer.of(0x83, 0x50), { secret: Buffer.from(radiusSecret), authenticator })
  const shiftJis = makeRequest(tanaka.replace(/User-Password.*\n/, ''), {
    authenticator,
    more: [{ type: 2, value }],
  })
  assert.equal(await say(alone, shiftJis), 'Access-Accept\n')
  assert.equal(asked.at(-1), undefined)
})

test('An answer that is to be kept back goes out when its time has come', async () => {
  assert.equal(await say(slow, makeRequest(tanaka)), 'Access-Accept\n')
  assert.deepEqual(held, [700])
})

test('An answer kept back until the service has ended goes nowhere, and harms nobody', async () => {
  const waiting: (() => void)[] = []
  const patientDesk: GateDesk = { ...slowDesk, hold: (_milliseconds, answer) => void waiting.push(answer) }
  for (const client of [
    'decides: address-only',
    `upstream: '127.0.0.1:${upstream.address().port}', upstreamSecretFile: upstream-secret`,
  ]) {
    const file = join(folder, 'radius.yaml')
    writeFileSync(file, `- { network: 127.0.0.0/8, secretFile: secret, system: ftp, ${client} }\n`)
    const parts = {
      gate: radius,
      clients: openRadiusClients(file),
      desk: patientDesk,
      language: 'en',
    } as const
    const listener = await openRadiusListener({ ...parts, place: { host: '127.0.0.1', port: 0 } })
    const port = Number(listener.place.split(':').at(-1))
    await exchangePackets(port, [makeRequest(tanaka)], 1, 100)
    await listener.close()
  }
  assert.equal(waiting.length, 2)
  for (const answer of waiting) answer()
})

/** Answers the next request as a RADIUS server would; resolves with what it read. */
async function answerUpstream(
  change: (answer: Buffer) => Buffer = answer => answer,
  socket: Socket = upstream,
) {
  const [bytes, from] = await once(socket, 'message')
  const packet = readRadiusPacket(bytes) ?? assert.fail('no packet')
  const secret = Buffer.from('the-upstream-has-another-one')
  const { identifier, authenticator } = packet
  const hidden = packet.attributes.find(({ type }) => type === 2)?.value ?? assert.fail('no password')
  const states = packet.attributes.filter(({ type }) => type === 33)
  const welcome = { type: 18, value: Buffer.from('welcome') }
  const answer = sealAnswer({ code: 2, identifier, attributes: [welcome, ...states] }, authenticator, secret)
  socket.send(change(answer ?? assert.fail()), from.port, from.address)
  return {
    seal: sealOn(packet, secret),
    first: packet.attributes[0]?.type,
    states: states.length,
    password: revealPassword(hidden, { secret, authenticator })?.toString(),
  }
}

test('Whoever may come in is handed on to the server that checks passwords, signed and hidden for it', async () => {
  const heard = answerUpstream()
  const request = makeRequest(tanaka, { more: [{ type: 33, value: Buffer.from('nas') }] })
  const [answer = assert.fail('no answer')] = await exchangePackets(handingOn, [request])
  assert.deepEqual(await heard, { seal: 'right', first: 80, states: 2, password: 'spring-2026' })
  const { code, identifier, attributes } = readAnswer(answer, request)
  assert.deepEqual([code, identifier], [2, 7])
  assert.deepEqual(
    attributes.slice(1).map(({ type, value }) => [type, value.toString()]),
    [
      [18, 'welcome'],
      [33, 'nas'],
    ],
  )
})

test('Whoever may not come in is refused at once, and his password goes nowhere', async () => {
  let isHeard = false
  const hear = () => {
    isHeard = true
  }
  upstream.once('message', hear)
  assert.match(await say(handingOn, makeRequest(stranger)), /^Access-Reject\n/)
  upstream.off('message', hear)
  assert.equal(isHeard, false)
})

test('An answer nobody signed rightly is not believed, and the next try goes on undecided to the same server', async () => {
  const request = makeRequest(tanaka)
  const before = asked.length
  const socket = createSocket('udp4')
  const answers: Buffer[] = []
  socket.on('message', bytes => void answers.push(bytes))
  const forged = answerUpstream(answer => {
    answer.writeUInt8(answer.readUInt8(30) ^ 1, 30)
    return answer
  })
  socket.send(request, handingOn, '127.0.0.1')
  await forged
  const heard = answerUpstream()
  socket.send(request, handingOn, '127.0.0.1')
  await heard
  while (answers.length === 0) await once(socket, 'message')
  socket.close()
  assert.deepEqual(
    answers.map(answer => readAnswer(answer, request).code),
    [2],
  )
  assert.equal(asked.length - before, 1)
})

test('No bytes whatever let anybody in or stop it', async () => {
  const signed = makeRequest(tanaka)
  const packets: readonly Buffer[] = [
    ...fc.sample(fc.uint8Array({ maxLength: 200 }), 300).map(bytes => Buffer.from(bytes)),
    ...fc.sample(fc.nat(signed.length - 1), 100).map(length => signed.subarray(0, length)),
  ]
  assert.deepEqual(await exchangePackets(alone, packets, 1, 300), [])
  assert.equal(await say(alone, makeRequest(tanaka)), 'Access-Accept\n')
})

for (const [what, file, key] of [
  ['a file that is not there', undefined, 'radius-file'],
  ['what is no YAML', '- [', 'radius-clients-form'],
  ['a key written twice', '- network: 127.0.0.1\n  network: 127.0.0.2\n', 'radius-clients-form'],
  [
    'a secret that is not there',
    '- { network: 127.0.0.1, secretFile: none, system: ftp, decides: address-only }',
    'radius-file',
  ],
  [
    'a secret that is too short',
    '- { network: 127.0.0.1, secretFile: short, system: ftp, decides: address-only }',
    'radius-secret-short',
  ],
] as const) {
  test(`refuses ${what}`, () => {
    const path = join(folder, `${key}.yaml`)
    if (file !== undefined) writeFileSync(path, file)
    writeFileSync(join(folder, 'short'), 'testing123')
    const open = () => openRadiusClients(file === undefined ? join(folder, 'none.yaml') : path)
    assert.throws(open, { name: 'Refusal', key })
  })
}

test('a place that is taken is refused', async () => {
  const place = { host: '127.0.0.1', port: upstream.address().port }
  const taken = openRadiusListener({ gate: radius, place, clients: [], desk, language: 'en' })
  await assert.rejects(taken, { name: 'Refusal', key: 'listener-place' })
})

test('None of it was a fault of our own', () => assert.deepEqual([...faults, ...built.faults], []))
