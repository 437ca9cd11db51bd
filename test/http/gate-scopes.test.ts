import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HttpGate } from '../../src/core/gate.ts'
import { scopes } from '../../src/core/token.ts'
import { readShelf } from '../../src/shelf.ts'
import { exchange, isWholeHttp, saidIn, wired } from '../gate-wire.ts'
import { openDoor } from './door.ts'

const { port, enforcer, issue, faults } = await openDoor()
const house = { actor: 'system', ip: '127.0.0.1' }
const gates = [...(await readShelf('gates')).values()].filter(
  (gate): gate is HttpGate => gate.door.protocol === 'http',
)

for (const gate of gates) {
  test(`${gate.name} lets nobody in by a token of another scope, of another server, or none`, async () => {
    const { asks, sent, allowed = '', denied } = gate.examples[0] ?? assert.fail('no example')
    const system = { name: 'x', kind: 'other', exposure: 'internet', endpoints: [], mode: 'enforce' } as const
    await enforcer.putSystem(asks.system, system, house)
    const { version } = await enforcer.allowlist(asks.system)
    await enforcer.putAllowlist(asks.system, [{ network: asks.ip }], { ifMatch: version }, house)
    const ask = async (token: string) =>
      saidIn(await exchange({ host: '127.0.0.1', port }, wired(gate, sent, token), isWholeHttp))
    for (const scope of scopes) {
      const mayDecide = scope === 'decide' || scope === 'admin'
      assert.equal(await ask(await issue(scope)), mayDecide ? allowed : denied, scope)
    }
    const elsewhere = { name: 'x', scopes: ['decide'], networks: ['203.0.113.9'] } as const
    const here = { ...elsewhere, networks: ['127.0.0.0/8'] }
    assert.equal(await ask((await enforcer.issueToken(elsewhere, house)).text), denied)
    assert.equal(await ask((await enforcer.issueToken(here, house)).text), allowed)
    assert.equal(await ask(''), denied)
    assert.equal(await ask('kgm_guessed'), denied)
  })
}

test('None of it was a fault of our own', () => assert.deepEqual(faults, []))
