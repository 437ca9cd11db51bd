import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import { InspectionDesk } from '../../src/probing/inspection-desk.ts'
import { office, openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-23T01:00:00Z' })
const { enforcer, parts } = built
const sent: string[] = []
const replies: Readonly<Record<string, string>> = { AUTH: '502 no', USER: '331 password', PASS: '230 in' }

/** An FTP server without TLS that lets anybody in and says which version it is. */
const server = createServer(socket => {
  socket.write('220 Example FTP/1.2.3 ready\r\n')
  socket
    .on('error', () => undefined)
    .on('data', bytes => {
      const line = bytes.toString().trim()
      sent.push(line)
      socket.write(`${replies[line.split(' ', 1)[0] ?? ''] ?? '500 what'}\r\n`)
    })
}).listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => server.close())
const { port } = server.address() as AddressInfo
const desk = new InspectionDesk({
  ...parts,
  calendar: { timeZone: 'Asia/Tokyo', isHoliday: () => false },
  resolve: async () => '127.0.0.1',
  audit: async (systems, caller) => (await enforcer.startAudit(systems, caller)).id,
})

async function findingsOf(rule: string) {
  await built.settled()
  return (await enforcer.findings({ rule, status: 'open' }, { limit: 10 })).items
}

test('A server declared as safe is found to take passwords in clear, and to give its version away', async () => {
  await enforcer.putServer('web-1', { name: 'web-1', facts: { leaks: [] } }, office)
  const endpoint = { protocol: 'ftp', host: 'files.aoba.example', port, tls: 'required' } as const
  await built.declare('files', { endpoints: [endpoint], server: 'web-1' })
  await enforcer.startAudit(['files'], office)
  assert.deepEqual(await findingsOf('TR-01'), [])
  assert.deepEqual(await findingsOf('SV-05'), [])

  const { items } = await desk.inspect('files', office)
  assert.deepEqual(items, [
    {
      endpoint: `ftp://files.aoba.example:${port}`,
      at: '2026-11-23T01:00:00.000Z',
      tlsUse: 'none',
      anonymous: true,
      banner: '220 Example FTP/1.2.3 ready',
      tellsVersion: true,
    },
  ])
  const [plain] = await findingsOf('TR-01')
  assert.deepEqual([plain?.verdict, plain?.reason], ['bad', 'plain'])
  const [leak] = await findingsOf('SV-05')
  assert.equal(leak?.reason, 'leaks')
})

test('No name of an account and no password is sent, and the inspection is in the log', async () => {
  assert.ok(
    sent.every(line => /^(?:AUTH TLS|USER (?:kagimori-inspection|anonymous)|PASS inspection@)$/.test(line)),
  )
  const { items } = await enforcer.log({ limit: 50 })
  assert.ok(items.some(({ action, subject }) => action === 'system.inspect' && subject === 'files'))
})

test('After seven days the declaration counts again', async () => {
  assert.equal((await desk.latest('files')).length, 1)
  built.setNow('2026-12-01T01:00:00Z')
  assert.deepEqual(await desk.latest('files'), [])
  await enforcer.startAudit(['files'], office)
  assert.deepEqual(await findingsOf('TR-01'), [])
})

test('An endpoint that does not answer is said to be so, and what was seen before is kept', async () => {
  await desk.inspect('files', office)
  server.close()
  const gone = { protocol: 'ftp', host: 'files.aoba.example', port: 1 } as const
  const endpoint = { protocol: 'ftp', host: 'files.aoba.example', port, tls: 'required' } as const
  await built.declare('files', { endpoints: [endpoint, gone] })
  const { items } = await desk.inspect('files', office)
  assert.deepEqual(
    items.map(({ problem }) => problem),
    ['unreachable', 'unreachable'],
  )
  assert.deepEqual(
    (await desk.latest('files')).map(({ tlsUse }) => tlsUse),
    ['none'],
  )
})

test('An eleventh inspection within the hour does not knock', async () => {
  for (let times = 0; times < 8; times += 1) await desk.inspect('files', office)
  const { items } = await desk.inspect('files', office)
  assert.equal(items[0]?.problem, 'budget-spent')
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
