import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import type { LoginPlace, ProbeResult } from '../../src/core/probe.ts'
import { Secret } from '../../src/core/secret.ts'
import type { Endpoint, System } from '../../src/core/system.ts'
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

/** Tries these passwords one after the other at every endpoint. */
function tryEach(desk: ProbeDesk, system: System, ...passwords: readonly Secret[]) {
  return desk.askAbout(system, 'tanaka', office, async (places: readonly LoginPlace[]) => {
    const results: ProbeResult[] = []
    for (const password of passwords) {
      for (const place of places) results.push(await place.tryLogin(password))
    }
    return results
  })
}

function saidBy(results: readonly ProbeResult[]): readonly string[] {
  return results.map(({ answer }) => (answer.answer === 'unknown' ? answer.reason : answer.answer))
}

test('A password is tried where the system was declared to be, and the answer says where and when', async () => {
  const results = await tryEach(openDesk(), await systemWith([plain]), right)
  const endpoint = `ftp://files.aoba.example:${port}`
  assert.deepEqual(results, [{ answer: { answer: 'accepted' }, endpoint, at: '2026-11-23T01:00:00.000Z' }])
})

test('An account meets at most one refused try in a proof, however many endpoints and passwords there are', async () => {
  const system = await systemWith([plain, { ...plain, host: 'old.aoba.example' }])
  sent.length = 0
  const results = await tryEach(openDesk(), system, right, wrong, right)
  const [spent, open] = ['budget-spent', 'accepted']
  assert.deepEqual(saidBy(results), [open, open, 'refused', spent, spent, spent])
  assert.equal(sent.filter(line => line === `PASS ${wrong.reveal()}`).length, 1)
})

test('An endpoint without TLS that is not declared so is sent no password', async () => {
  const system = await systemWith([{ ...plain, tls: 'required' }, plain])
  assert.deepEqual(saidBy(await tryEach(openDesk(), system, right)), ['plain-not-allowed', 'accepted'])
})

test('A host is asked for its address once in a proof, so that no second answer leads elsewhere', async () => {
  const system = await systemWith([plain])
  const addresses = ['127.0.0.1', '203.0.113.9']
  const asked: string[] = []
  const resolve = async (host: string) => {
    asked.push(host)
    return addresses.shift() ?? assert.fail('asked too often')
  }
  const results = await tryEach(openDesk({ resolve }), system, right, right)
  assert.deepEqual([saidBy(results), asked], [['accepted', 'accepted'], ['files.aoba.example']])
})

test('A host without an address is unreachable, a system without endpoints has no place to be asked at', async () => {
  const lost = openDesk({ resolve: () => Promise.reject(new Error('no such host')) })
  assert.deepEqual(saidBy(await tryEach(lost, await systemWith([plain]), right)), ['unreachable'])
  assert.deepEqual(await tryEach(openDesk(), await systemWith([]), right), [])
})

test('Outside a system’s hours nothing is sent, and beyond its budget neither', async () => {
  sent.length = 0
  const hours = [{ days: ['mon'], from: '09:00', to: '10:00' }] as const
  const late = await tryEach(openDesk(), await systemWith([plain], { hours }), right)
  assert.deepEqual(saidBy(late), ['outside-hours'])
  const spent = await tryEach(openDesk({ perHour: 0 }), await systemWith([plain]), right)
  assert.deepEqual([saidBy(spent), sent], [['budget-spent'], []])
})

test('Every endpoint has sixty tries an hour, whoever asks, and none is given back by a restart', async () => {
  await built.enforcer.removeSystem('files', office)
  const system = await systemWith([plain])
  const results = await tryEach(openDesk(), system, ...Array.from({ length: 59 }, () => right))
  assert.deepEqual(new Set(saidBy(results)), new Set(['accepted']))
  assert.deepEqual(saidBy(await tryEach(openDesk(), system, right, right)), ['accepted', 'budget-spent'])
  built.setNow('2026-11-23T02:00:00Z')
  assert.deepEqual(saidBy(await tryEach(openDesk(), system, right)), ['accepted'])
})

/** How many refusals in a row a system that declares this meets before no proof asks about the account any more. */
const refusals: readonly (readonly [declared: number | undefined, met: number])[] = [
  [undefined, 2],
  [1, 1],
  [2, 1],
  [5, 4],
]
for (const [declared, met] of refusals) {
  test(`A system that locks after ${declared ?? 'who knows how many'} failures meets ${met} in a row`, async () => {
    await built.enforcer.removeSystem('files', office)
    const facts = declared === undefined ? {} : { lockoutAfterFailures: declared }
    const system = await systemWith([plain], { facts })
    const proof = async (...passwords: readonly Secret[]) =>
      saidBy(await tryEach(openDesk(), system, ...passwords))
    for (let time = 0; time < met; time += 1) assert.deepEqual(await proof(wrong), ['refused'])
    sent.length = 0
    assert.deepEqual([await proof(wrong), await proof(right), sent], [['budget-spent'], ['budget-spent'], []])
    built.setNow(new Date(Date.parse(built.parts.clock()) + 3_600_000).toISOString())
    assert.deepEqual(await proof(right, wrong), ['accepted', 'refused'])
  })
}

test('What is let in makes an account’s refusals before count no more', async () => {
  await built.enforcer.removeSystem('files', office)
  const system = await systemWith([plain])
  for (let time = 0; time < 5; time += 1) {
    assert.deepEqual(saidBy(await tryEach(openDesk(), system, right, wrong)), ['accepted', 'refused'])
  }
})

test('While a proof asks about an account, another is refused; about another account it is not', async () => {
  const system = await systemWith([plain])
  const desk = openDesk()
  await desk.askAbout(system, 'sato', office, async () => {
    const second = openDesk().askAbout(system, 'sato', office, async () => assert.fail('asked twice'))
    await assert.rejects(second, { key: 'probe-held', kind: 'conflict' })
    assert.deepEqual(saidBy(await tryEach(desk, system, right)), ['accepted'])
  })
  await desk.askAbout(system, 'sato', office, async () => undefined)
})

test('Every probe is in the log with its answer, and no password is anywhere in it', async () => {
  const { items } = await enforcer.log({ limit: 200 })
  const probes = items.filter(({ action }) => action === 'probe.login')
  assert.deepEqual(probes.at(-1)?.subject, 'files')
  assert.ok(probes.some(({ detail }) => detail.answer === 'refused' && detail.login === 'tanaka'))
  assert.doesNotMatch(JSON.stringify(items), /of-20(?:26|19)/)
  assert.equal((await enforcer.verifyLog()).valid, true)
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
