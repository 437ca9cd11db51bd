import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { type Gated, visitors } from './gated.ts'

/** Whom the server behind knows, with this password. */
export const holder = { login: 'tanaka', password: 'spring-20261' } as const

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64')
const whole = base64(`${holder.login}:${holder.password}`)
const bare = whole.replace(/=+$/, '')
const unfinished = `${bare.slice(0, -1)}${String.fromCharCode(bare.charCodeAt(bare.length - 1) + 1)}`
const other = base64('sato:autumn')

/** Ways to write a Basic credential that one server or another logs in by, and some that only look alike. */
const forms: Readonly<Record<string, readonly string[]>> = {
  'as it should be': [`Basic ${whole}`],
  'small letters': [`basic ${whole}`],
  'capital letters': [`BASIC ${whole}`],
  'several blanks': [`Basic    ${whole}`],
  'a tab for the blank': [`Basic\t${whole}`],
  'a tab behind the blank': [`Basic \t${whole}`],
  'no padding': [`Basic ${bare}`],
  'too much padding': [`Basic ${bare}====`],
  'letters behind the padding': [`Basic ${bare}=zzz`],
  'a comma behind it': [`Basic ${whole},x`],
  'a comma for the padding': [`Basic ${bare},x`],
  'a word behind it': [`Basic ${whole} x`],
  'a tab behind it': [`Basic ${whole}\t`],
  'other last bits': [`Basic ${unfinished}`],
  'letters of another base64 behind it': [`Basic ${bare}-_`],
  'padding in its middle': [`Basic ${bare.slice(0, 4)}=${bare.slice(4)}`],
  'padding before it': [`Basic =${whole}`],
  'a password that goes on behind a NUL': [`Basic ${base64(`${holder.login}:${holder.password}\0x`)}`],
  'a login that goes on behind a NUL': [`Basic ${base64(`${holder.login}\0x:${holder.password}`)}`],
  'no colon': [`Basic ${base64(holder.login)}`],
  'a folded line': [`Basic\r\n ${whole}`],
  'the scheme alone': ['Basic'],
  'a second one': [`Basic ${whole}`, `Basic ${other}`],
  'one before it': [`Basic ${other}`, `Basic ${whole}`],
  'one of another scheme behind it': [`Basic ${whole}`, 'Bearer x'],
}

/** Forms by which some servers log in as `holder`, and others as nobody or with another password. */
const ambiguous = /^(?:letters|a comma|a word|a password that goes|a second|one of another)/

/**
 * The table of forms at a server whose `/behind` wants a login: for each it lets in, Kagimori has decided about the same
 * login or about none that reads, and lets nobody in by a form that is read in two ways.
 */
export function holdBasicForms(name: string, gated: Gated, port: number): void {
  for (const [what, lines] of Object.entries(forms)) {
    test(`${name} lets nobody in by a Basic credential that Kagimori reads otherwise: ${what}`, async () => {
      await gated.setMode('report')
      const isLetIn = (await statusOf(port, lines)) === 200
      const seen = await gated.lastDecision(visitors.listed)
      if (isLetIn) {
        assert.ok(seen?.rule === 'malformed' || seen?.login === holder.login, JSON.stringify(seen))
        if (seen.login !== null) assert.equal(seen.login, holder.login)
      }
      await gated.setMode('enforce')
      const enforced = await statusOf(port, lines)
      if (isLetIn) assert.equal(enforced, ambiguous.test(what) ? 403 : 200)
      else assert.notEqual(enforced, 200)
    })
  }

  test(`${name} logs in by more forms than the right one`, async () => {
    for (const what of ['no padding', 'too much padding', 'other last bits', 'small letters'])
      assert.equal(await statusOf(port, forms[what] ?? []), 200, what)
  })
}

/** The status of a request whose headers go out byte for byte. */
async function statusOf(port: number, credentials: readonly string[]): Promise<number> {
  const socket = connect({ host: '127.0.0.1', port, localAddress: visitors.listed })
  const lines = credentials.map(each => `Authorization: ${each}\r\n`).join('')
  let answer = ''
  socket.setEncoding('latin1').on('data', text => (answer += text))
  socket.write(`GET /behind HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${lines}\r\n`, 'latin1')
  await once(socket, 'close')
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
}
