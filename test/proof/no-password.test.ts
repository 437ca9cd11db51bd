import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import { all, office, openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-23T01:00:00Z' })
const { enforcer } = built
let opensToAll = true
/** An FTP server without TLS that asks nobody for a password, until it takes `Kx-93b1f0a7c2d4e81b` alone. */
const server = createServer(socket => {
  socket.write('220 ready\r\n')
  socket
    .on('error', () => undefined)
    .on('data', bytes => {
      const line = bytes.toString().trim()
      if (line.startsWith('USER')) socket.write(opensToAll ? '230 in\r\n' : '331 password\r\n')
      else socket.write(line === 'PASS Kx-93b1f0a7c2d4e81b' ? '230 in\r\n' : '530 Login incorrect.\r\n')
    })
}).listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => server.close())
const { port } = server.address() as AddressInfo
await built.declare('files', { endpoints: [{ protocol: 'ftp', host: '127.0.0.1', port, tls: 'none' }] })
await built.importLines('files', ['login,password', 'tanaka,aoba2019'])
const [opened] = await all(page => enforcer.tasks({ system: 'files' }, page))
const id = opened?.id ?? assert.fail('no task')
const passwords = { oldPassword: 'aoba2019', newPassword: 'Kx-93b1f0a7c2d4e81b' }

test('An account that opens without a password proves no rotation, and the task says that it does', async () => {
  const values = { system: 'files', login: 'tanaka', endpoint: `ftp://127.0.0.1:${port}` }
  await assert.rejects(enforcer.verifyTask(id, passwords, office), {
    kind: 'conflict',
    key: 'proof-no-password',
    values,
  })
  const task = await enforcer.task(id)
  assert.equal(task.status, 'open', 'nor does it show that another password is in use')
  assert.deepEqual([task.lastRefusal?.key, task.lastRefusal?.values], ['proof-no-password', values])
})

test('A proved account that opens without a password later has not got its old one back', async () => {
  opensToAll = false
  assert.equal((await enforcer.verifyTask(id, passwords, office)).status, 'verified')
  opensToAll = true
  const { status, recheck } = await enforcer.proofs.rechecks.recheck(id, 'aoba2019', office)
  assert.deepEqual([status, recheck?.answer], ['verified', 'unknown'])
  assert.deepEqual(recheck?.answers[0]?.answer, { answer: 'unknown', reason: 'no-password-asked' })
  assert.deepEqual(built.faults, [])
})
