import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { test } from 'node:test'
import { type Door, holdGate } from './conditions.ts'
import { type Gated, pidsOf, visit, visitors } from './gated.ts'

const { listed, stranger } = visitors

/** Where a web server answers, and how it does while Kagimori does not. */
export interface WebServer {
  readonly port: number
  readonly mapped: Door['mapped']
  readonly daemon: ChildProcess
  readonly unanswered: RegExp
}

/** What every web server with the gate in front of it must do: beside the conditions of all, no header helps a visitor. */
export function holdWebServer(name: string, gated: Gated, server: WebServer): void {
  const { port, daemon, ...rest } = server

  test(`${name} lets a listed address in by any method`, async () => {
    const { status, text } = await visit(port, listed)
    assert.deepEqual([status, text], [200, 'stock'])
    const posted = await visit(port, listed, { 'content-type': 'application/x-www-form-urlencoded' }, 'POST')
    assert.ok(![403, 500, 503].includes(posted.status), `POST: ${posted.status}`)
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

  test(`${name} lets a listed address in, late, however often others failed by its login`, async () => {
    await failElsewhere(gated)
    const Authorization = `Basic ${Buffer.from(`${guessed}:spring`).toString('base64')}`
    const begun = performance.now()
    assert.equal((await visit(port, listed, { Authorization })).status, 200)
    // A timer never rings early: not a measurement, but that the answer was held back as long as any is.
    assert.ok(performance.now() - begun > 1_400)
    assert.equal((await gated.lastDecision(listed))?.rule, 'listed')
  })

  const enter = async (from: string, at = port) => {
    const { status, headers, text } = await visit(at, from)
    return `${status} ${JSON.stringify(headers)}${text}`
  }
  holdGate(name, gated, { ...rest, enter, welcome: /^200 .*stock$/, refusal: /^403 /, pids: pidsOf(daemon) })
}

/** A login of no other test, whose next answer is held back. */
const guessed = 'suzuki'

/** Ten wrong passwords from elsewhere, as another server of the same system tells them. */
async function failElsewhere({ served, system, token }: Gated): Promise<void> {
  for (let time = 0; time < 10; time += 1) {
    const { ok } = await fetch(`${served.url}/gates/dovecot/${system}?command=report`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-kagimori-token': token },
      body: JSON.stringify({ login: guessed, remote: '203.0.113.9', success: false, policy_reject: false }),
    })
    assert.ok(ok)
  }
}
