import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import { Secret } from '../../src/core/secret.ts'
import type { Endpoint } from '../../src/core/system.ts'
import { ProbeDesk, type ProbingParts } from '../../src/probing/probe-desk.ts'
import { office, openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-23T01:00:00Z' })
const { enforcer } = built
const sent: string[] = []

/** An FTP server without TLS that lets `spring-of-2026` in; what it was sent stays in `sent`. */
const server = createServer(socket => {
  socket.write('220 ready\r\n')
  socket
    .on('error', () => undefined)
    .on('data', bytes => {
      const line = bytes.toString().trim()
      sent.push(line)
      if (line.startsWith('USER')) socket.write('331 password\r\n')
      else socket.write(line === 'PASS spring-of-2026' ? '230 in\r\n' : '530 Login incorrect.\r\n')
    })
}).listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => server.close())
const { port } = server.address() as AddressInfo
const plain: Endpoint = { protocol: 'ftp', host: 'files.aoba.example', port, tls: 'none' }
const [right, wrong] = [new Secret('spring-of-2026'), new Secret('winter-of-2019')]

function openDesk(differs: Partial<ProbingParts> = {}): ProbeDesk {
  const calendar = { timeZone: 'Asia/Tokyo', isHoliday: () => false }
  return new ProbeDesk({ ...built.parts, calendar, resolve: async () => '127.0.0.1', ...differs })
}

async function systemWith(endpoints: readonly Endpoint[], differs = {}) {
  await built.declare('files', { endpoints, ...differs })
  return (await enforcer.system('files')).value
}

test('A password is tried where the system was declared to be, and the answer says where and when', async () => {
  const system = await systemWith([plain])
  const results = await openDesk().openProof(system, 'tanaka', office).tryLogin(right)
  const endpoint = `ftp://files.aoba.example:${port}`
  assert.deepEqual(results, [{ answer: { answer: 'accepted' }, endpoint, at: '2026-11-23T01:00:00.000Z' }])
})

test('An account meets at most one refused try in a proof, however many endpoints and passwords there are', async () => {
  const system = await systemWith([plain, { ...plain, host: 'old.aoba.example' }])
  const tries = openDesk().openProof(system, 'tanaka', office)
  sent.length = 0
  const first = await tries.tryLogin(wrong)
  const second = await tries.tryLogin(right)
  assert.deepEqual(
    [...first, ...second].map(({ answer }) => answer),
    [{ answer: 'refused' }, { answer: 'unknown', reason: 'budget-spent' }],
  )
  assert.equal(sent.filter(line => line.startsWith('PASS')).length, 1)
})

test('An endpoint that cannot tell is followed by the next one', async () => {
  const system = await systemWith([{ ...plain, tls: 'required' }, plain])
  const results = await openDesk().openProof(system, 'tanaka', office).tryLogin(right)
  assert.deepEqual(
    results.map(({ answer }) => answer),
    [{ answer: 'unknown', reason: 'plain-not-allowed' }, { answer: 'accepted' }],
  )
})

test('A host is asked for its address once in a proof, so that no second answer leads elsewhere', async () => {
  const system = await systemWith([plain])
  const addresses = ['127.0.0.1', '203.0.113.9']
  const asked: string[] = []
  const resolve = async (host: string) => {
    asked.push(host)
    return addresses.shift() ?? assert.fail('asked too often')
  }
  const tries = openDesk({ resolve }).openProof(system, 'tanaka', office)
  await tries.tryLogin(right)
  assert.deepEqual(
    (await tries.tryLogin(right)).map(({ answer }) => answer.answer),
    ['accepted'],
  )
  assert.deepEqual(asked, ['files.aoba.example'])
})

test('A host without an address is unreachable, a system without endpoints cannot be asked', async () => {
  const lost = openDesk({ resolve: () => Promise.reject(new Error('no such host')) })
  const [missed] = await lost.openProof(await systemWith([plain]), 'tanaka', office).tryLogin(right)
  assert.deepEqual(missed?.answer, { answer: 'unknown', reason: 'unreachable' })
  const [none] = await openDesk()
    .openProof(await systemWith([]), 'tanaka', office)
    .tryLogin(right)
  assert.deepEqual([none?.answer, none?.endpoint], [{ answer: 'unknown', reason: 'no-endpoint' }, ''])
})

test('Outside a system’s hours nothing is sent, and beyond its budget neither', async () => {
  sent.length = 0
  const hours = [{ days: ['mon'], from: '09:00', to: '10:00' }] as const
  const [late] = await openDesk()
    .openProof(await systemWith([plain], { hours }), 'tanaka', office)
    .tryLogin(right)
  assert.deepEqual(late?.answer, { answer: 'unknown', reason: 'outside-hours' })
  const spent = openDesk({ perHour: 0 })
  const [budget] = await spent.openProof(await systemWith([plain]), 'tanaka', office).tryLogin(right)
  assert.deepEqual(budget?.answer, { answer: 'unknown', reason: 'budget-spent' })
  assert.deepEqual(sent, [])
})

test('Every probe is in the log with its answer, and no password is anywhere in it', async () => {
  const { items } = await enforcer.log({ limit: 200 })
  const probes = items.filter(({ action }) => action === 'probe.login')
  assert.equal(probes.length, 7)
  assert.deepEqual(probes.at(-1)?.subject, 'files')
  assert.ok(probes.some(({ detail }) => detail.answer === 'refused' && detail.login === 'tanaka'))
  assert.doesNotMatch(JSON.stringify(items), /of-20(?:26|19)/)
  assert.equal((await enforcer.verifyLog()).valid, true)
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
