import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { type Gated, letLeave, visitors } from './gated.ts'

const { listed, stranger, leaving } = visitors

/** As SMTP and FTP say no. */
const isRefused = /^[45]\d\d /

/** A conversation of lines with a server: what it says last, or when it says no. */
export async function converse(
  port: number,
  from: string,
  lines: readonly string[],
  isTurn: (line: string) => boolean,
): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from })
  const said = createInterface({ input: socket })
  socket.on('error', () => undefined).once('close', () => said.close())
  let last = ''
  const left = [...lines]
  for await (const line of said) {
    if (!isTurn(line)) continue
    last = line
    const next = left.shift()
    if (next === undefined || isRefused.test(line)) break
    socket.write(`${next}\r\n`)
  }
  socket.destroy()
  return last
}

/** How a server lets a login in, and how it does not. */
export interface LoginServer {
  /** Logs in from an address with the right password; answers the server's last word. */
  readonly logIn: (from: string) => Promise<string>
  readonly welcome: RegExp
  readonly refusal: RegExp
  /** Its word while nobody answers it. */
  readonly unanswered: RegExp
}

/** What every server of logins with the gate in front of it must do. The last test stops the service. */
export function holdLoginServer(name: string, gated: Gated, server: LoginServer): void {
  const { logIn, welcome, refusal, unanswered } = server

  test(`${name} lets a login from a listed address in`, async () => {
    assert.match(await logIn(listed), welcome)
    assert.equal((await gated.lastDecision(listed))?.rule, 'listed')
  })

  test(`${name} refuses the right password from another address`, async () => {
    const said = await logIn(stranger)
    assert.match(said, refusal)
    assert.doesNotMatch(said, /not-listed|kagimori/i)
    assert.equal((await gated.lastDecision(stranger))?.rule, 'not-listed')
  })

  test(`${name} lets an address in until its entry ends`, async () => {
    assert.match(await logIn(leaving), welcome)
    await letLeave(gated)
    assert.match(await logIn(leaving), refusal)
    assert.equal((await gated.lastDecision(leaving))?.rule, 'expired')
  })

  test(`${name} lets everybody in while the system only reports, and it is recorded`, async () => {
    await gated.setMode('report')
    assert.match(await logIn(stranger), welcome)
    const { rule, allow, wouldAllow } = (await gated.lastDecision(stranger)) ?? {}
    assert.deepEqual({ rule, allow, wouldAllow }, { rule: 'not-listed', allow: true, wouldAllow: false })
    await gated.setMode('enforce')
  })

  test(`${name} lets nobody in while the service is stopped`, async () => {
    await gated.served.kill()
    assert.match(await logIn(listed), unanswered)
  })
}
