import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Gated, letLeave, visit, visitors } from './gated.ts'

const { listed, stranger, leaving } = visitors

/**
 * What every web server with the gate in front of it must do: who comes in, who does not, whom no header of his own
 * helps, and what happens without an answer. The last test stops the service.
 */
export function holdWebServer(name: string, gated: Gated, port: number, stopped: number): void {
  test(`${name} lets a listed address in, by any method`, async () => {
    const { status, text } = await visit(port, listed)
    assert.deepEqual([status, text], [200, 'stock'])
    const posted = await visit(port, listed, { 'content-type': 'application/x-www-form-urlencoded' }, 'POST')
    assert.ok(![403, 500, 503].includes(posted.status), `POST: ${posted.status}`)
    assert.equal((await gated.lastDecision(listed))?.rule, 'listed')
  })

  test(`${name} keeps another address out and says no more than that`, async () => {
    const { status, text, headers } = await visit(port, stranger)
    assert.equal(status, 403)
    assert.doesNotMatch(JSON.stringify(headers) + text, /not-listed|kagimori|kgm_/i)
    assert.equal((await gated.lastDecision(stranger))?.rule, 'not-listed')
  })

  const spoofs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'X-Forwarded-For': { 'X-Forwarded-For': listed },
    'X-Real-IP': { 'X-Real-IP': listed },
    both: { 'X-Forwarded-For': listed, 'X-Real-IP': listed },
    Forwarded: { Forwarded: `for=${listed}` },
    'a chain of hops': { 'X-Forwarded-For': `${listed}, ${listed}` },
    'a token of his own': { 'X-Kagimori-Token': 'kgm_guessed', 'X-Real-IP': listed },
  }
  for (const [what, headers] of Object.entries(spoofs)) {
    test(`${name} is not fooled by a visitor who sends ${what}`, async () => {
      assert.equal((await visit(port, stranger, headers)).status, 403)
      assert.equal((await visit(port, listed, headers)).status, 200)
    })
  }

  test(`${name} lets an address in until its entry ends`, async () => {
    assert.equal((await visit(port, leaving)).status, 200)
    await letLeave(gated)
    assert.equal((await visit(port, leaving)).status, 403)
    assert.equal((await gated.lastDecision(leaving))?.rule, 'expired')
  })

  test(`${name} lets everybody in while the system only reports, and it is recorded`, async () => {
    await gated.setMode('report')
    assert.equal((await visit(port, stranger)).status, 200)
    const { rule, allow, wouldAllow } = (await gated.lastDecision(stranger)) ?? {}
    assert.deepEqual({ rule, allow, wouldAllow }, { rule: 'not-listed', allow: true, wouldAllow: false })
    await gated.setMode('enforce')
    assert.equal((await visit(port, stranger)).status, 403)
  })

  test(`${name} lets nobody in while the service is stopped`, async () => {
    await gated.served.kill()
    assert.equal((await visit(port, listed)).status, stopped)
    assert.equal((await visit(port, stranger)).status, stopped)
  })
}
