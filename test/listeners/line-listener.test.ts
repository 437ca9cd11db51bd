import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Question } from '../../src/core/decision.ts'
import type { GateDesk } from '../../src/core/gate.ts'
import postfix from '../../src/gates/postfix.ts'
import pureFtpd from '../../src/gates/pure-ftpd.ts'
import { type LineListener, openLineListener } from '../../src/listeners/line-listener.ts'
import { openBuilt } from '../built.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('listener')
const built = await openBuilt()
const { enforcer } = built
await built.declare('mail')
const office = { actor: 'token_test', ip: '10.20.30.40' }
await enforcer.putAllowlist('mail', [{ network: '192.0.2.0/24' }], {}, office)

const faults: unknown[] = []
const desk: GateDesk = {
  decide: (question: Question) => enforcer.decide(question),
  noteAttempt: attempt => enforcer.gates.noteAttempt(attempt),
  reportFault: (_where, error) => void faults.push(error),
}
const usual = { desk, admits: () => true, language: 'en' } as const
const listener = await openLineListener({ gate: postfix, place: { host: '127.0.0.1', port: 0 }, ...usual })
const port = portOf(listener)
after(() => listener.close())

const question = 'request=smtpd_access_policy\nclient_address=192.0.2.7\npolicy_context=mail\n\n'
const refusal = 'action=REJECT Access from this address is not permitted\n\n'

function portOf({ place }: LineListener): number {
  return Number(place.split(':').at(-1))
}

/** All a connection says until it is closed from the other side, or until it has said as much as is awaited. */
async function saidOn(socket: Socket, awaited = Number.POSITIVE_INFINITY): Promise<string> {
  let said = ''
  socket.setEncoding('utf8').on('data', text => {
    said += text
    if (said.length >= awaited) socket.end()
  })
  await once(socket, 'close')
  return said
}

test('A connection brings as many questions as its server likes, in any pieces', async () => {
  const whole = question.repeat(300)
  const many = connect(port, '127.0.0.1')
  for (let at = 0; at < whole.length; at += 1_000) many.write(whole.slice(at, at + 1_000))
  assert.equal(await saidOn(many, 'action=DUNNO\n\n'.length * 300), 'action=DUNNO\n\n'.repeat(300))
  const stranger = question.replace('192.0.2.7', '203.0.113.9')
  const other = connect(port, '127.0.0.1')
  other.write(question + stranger + question)
  assert.equal(
    await saidOn(other, 2 * 'action=DUNNO\n\n'.length + refusal.length),
    `action=DUNNO\n\n${refusal}action=DUNNO\n\n`,
  )
})

for (const [what, text] of [
  ['a line of another form', 'request=smtpd_access_policy\nclient_address\n\n'],
  ['an address that comes twice', question.replace('\n\n', '\nclient_address=192.0.2.8\n\n')],
  ['a question without an end', `request=${'x'.repeat(20_000)}`],
] as const) {
  test(`After ${what} it says no and hangs up`, async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write(text)
    assert.equal(await saidOn(socket), refusal)
  })
}

test('A server that may not ask is not answered', async () => {
  const guarded = await openLineListener({
    gate: postfix,
    place: { host: '127.0.0.1', port: 0 },
    ...usual,
    admits: () => false,
  })
  const socket = connect(portOf(guarded), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(question)
  assert.equal(await saidOn(socket), '')
  await guarded.close()
})

test('Closing does not wait for servers that keep their connection', async () => {
  const own = await openLineListener({ gate: postfix, place: { host: '127.0.0.1', port: 0 }, ...usual })
  const socket = connect(portOf(own), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(question)
  await once(socket, 'data')
  const gone = once(socket, 'close')
  await own.close()
  await gone
})

test('A socket is for its owner and group alone, and goes with the listener', async () => {
  const path = join(folder, 'ftp.sock')
  const own = await openLineListener({ gate: pureFtpd, place: { path }, system: 'mail', ...usual })
  assert.equal(statSync(path).mode & 0o777, 0o660)
  const socket = connect(path)
  socket.write('account:tanaka\npassword:spring\npeer:192.0.2.7\nend\n')
  assert.equal(await saidOn(socket), 'auth_ok:0\nend\n')
  await own.close()
  assert.equal(existsSync(path), false)
})

test('A socket left behind by a killed service is taken over; one in use, or another file, is not', async () => {
  const path = join(folder, 'used.sock')
  const user = createServer().listen(path)
  await once(user, 'listening')
  const open = (at: string) =>
    openLineListener({ gate: pureFtpd, place: { path: at }, system: 'mail', ...usual })
  await assert.rejects(open(path), { name: 'Refusal', key: 'listener-place' })
  user.close()
  const file = join(folder, 'file')
  writeFileSync(file, 'kept')
  await assert.rejects(open(file), { name: 'Refusal', key: 'listener-place' })
  const stale = join(folder, 'stale.sock')
  const left = `require('node:net').createServer().listen(${JSON.stringify(stale)}, () => process.kill(process.pid, 'SIGKILL'))`
  spawnSync(process.execPath, ['-e', left])
  assert.ok(existsSync(stale))
  await (await open(stale)).close()
})

test('None of it was a fault of our own', () => assert.deepEqual([...faults, ...built.faults], []))
