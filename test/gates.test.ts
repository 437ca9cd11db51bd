import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import type { NetConnectOpts } from 'node:net'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { Gate, GateExample, RadiusGate } from '../src/core/gate.ts'
import { openListeners } from '../src/listeners/listeners.ts'
import { readShelf } from '../src/shelf.ts'
import { exchange, isWholeHttp, saidIn, sentBy, wired } from './gate-wire.ts'
import { openDoor } from './http/door.ts'
import {
  exchangePackets,
  makeRequest,
  radiusSecret,
  readAnswer,
  saidIn as saidByRadius,
} from './radius-wire.ts'
import { temporaryFolder } from './temporary-folder.ts'

const gates = await readShelf('gates')
const { app, port, enforcer, issue, faults } = await openDoor()
const token = await issue('decide')
const caller = { actor: 'token_test', ip: '10.20.30.40' }

const folder = temporaryFolder('gates')
const socket = join(folder, 'ftp.sock')
writeFileSync(join(folder, 'secret'), radiusSecret)
const clientsFile = join(folder, 'radius.yaml')
writeFileSync(
  clientsFile,
  '- { network: 127.0.0.1/32, secretFile: secret, system: ftp, decides: address-only }\n',
)
const listeners = await openListeners(
  gates,
  {
    postfixListen: { host: '127.0.0.1', port: 0 },
    pureFtpd: { path: socket, system: 'ftp' },
    radius: { host: '127.0.0.1', port: 0, clientsFile },
  },
  { desk: app.gateDesk, lists: () => false, language: 'en' },
)
after(() => listeners.close())
const portOf = (name: string) =>
  Number(
    listeners.places
      .find(place => place.startsWith(name))
      ?.split(':')
      .at(-1),
  )
const places: Readonly<Record<string, NetConnectOpts>> = {
  postfix: { host: '127.0.0.1', port: portOf('postfix') },
  'pure-ftpd': { path: socket },
}

async function declare(id: string, mode: 'report' | 'enforce', networks: readonly string[]): Promise<void> {
  const system = { name: id, kind: 'ftp', exposure: 'internet', endpoints: [], mode } as const
  await enforcer.putSystem(id, system, caller)
  const { version } = await enforcer.allowlist(id)
  const entries = networks.map(network => ({ network }))
  await enforcer.putAllowlist(id, entries, { ifMatch: version }, caller)
}

async function ask(gate: Gate, text: string): Promise<string> {
  if (gate.door.protocol === 'radius') {
    const request = makeRequest(text)
    const [answer = assert.fail('no answer')] = await exchangePackets(portOf('radius'), [request])
    return saidByRadius(readAnswer(answer, request))
  }
  return askInText(gate as Exclude<Gate, RadiusGate>, text)
}

function askInText(gate: Exclude<Gate, RadiusGate>, text: string): Promise<string> {
  const question = wired(gate, text, token)
  if (gate.door.protocol === 'lines') {
    return exchange(places[gate.name] ?? assert.fail(gate.name), question, answer =>
      /\n(?:\n|end\n)$/.test(answer),
    )
  }
  return exchange({ host: '127.0.0.1', port }, question, isWholeHttp)
}

async function lastRecord(system: string) {
  return (await enforcer.decisions({ system }, { limit: 1 })).items[0]
}

/** What a bad example is refused as; a good one as a visitor nobody has listed. */
function ruleOf({ asks }: GateExample): string {
  return asks.unread ?? 'not-listed'
}

for (const [name, gate] of gates) {
  describe(`the gate ${name}`, () => {
    for (const example of gate.examples) {
      const { about, asks, sent, allowed, denied } = example
      const isReport = asks.phase === 'report'

      if (asks.unread !== 'malformed') {
        test(`reads what is asked: ${about}`, () => {
          const { password, ...question } = gate.ask(sentBy(gate, sent))
          const told = { ...asks, ...(asks.phase === undefined ? {} : { phase: asks.phase }) }
          for (const [field, value] of Object.entries(told)) {
            if (field !== 'password') assert.equal(question[field as keyof typeof question], value, field)
          }
          if (asks.password !== undefined) assert.equal(password?.reveal(), asks.password)
        })
      }

      test(`keeps a stranger out: ${about}`, async () => {
        await declare(asks.system, 'enforce', ['198.51.100.0/24'])
        assert.equal(saidIn(await ask(gate, sent)), denied)
        if (isReport) return
        const { rule, allow, ip, login } = (await lastRecord(asks.system)) ?? assert.fail('no record')
        assert.deepEqual(
          { rule, allow, ip, login },
          { rule: ruleOf(example), allow: false, ip: asks.ip, login: asks.login },
        )
      })

      if (allowed !== undefined) {
        test(`lets a listed visitor in: ${about}`, async () => {
          await declare(asks.system, 'enforce', [asks.ip])
          assert.equal(saidIn(await ask(gate, sent)), allowed)
          if (!isReport) assert.equal((await lastRecord(asks.system))?.rule, 'listed')
        })
      }

      test(`lets in and records while the system only reports: ${about}`, async () => {
        await declare(asks.system, 'report', ['198.51.100.0/24'])
        const answer = saidIn(await ask(gate, sent))
        if (isReport) return
        const record = await lastRecord(asks.system)
        assert.deepEqual([record?.allow, record?.wouldAllow, record?.rule], [true, false, ruleOf(example)])
        if (allowed !== undefined) assert.equal(answer.replace('not-listed; report', 'listed'), allowed)
      })

      if (!isReport) {
        test(`keeps everybody out of a system that is not known: ${about}`, async () => {
          await enforcer.removeSystem(asks.system, caller)
          assert.equal(saidIn(await ask(gate, sent)), denied)
        })
      }
    }

    test('shows by its examples whom it lets in, and what it does not understand', () => {
      assert.ok(gate.examples.some(({ allowed }) => allowed !== undefined))
      assert.ok(gate.examples.some(({ asks }) => asks.unread !== undefined))
    })
  })
}

test('None of it was a fault of our own', () => assert.deepEqual(faults, []))
