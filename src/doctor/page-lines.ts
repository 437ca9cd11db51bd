import { readdirSync, readFileSync } from 'node:fs'
import { Refusal } from '../core/refusal.ts'

/** What is wrong in a server's configuration: it does not ask, cannot reach us, lacks the token, hands on the wrong address, or does not obey. */
export type Fault = 'ask' | 'reach' | 'token' | 'address' | 'obey'

/** The lines of a page that a fault has to do with, whichever server the page is about. */
const marks: Readonly<Record<Fault, RegExp>> = {
  ask: /\bauth_request\b|\bforward_auth\b|\blua\.kagimori\b|LuaHookAccessChecker/,
  reach: /\bproxy_pass\b|\bforward_auth\b|KAGIMORI[ =]http/,
  token: /token/i,
  address: /X-Real-IP|X-Forwarded-For|\bremote_host\b/,
  obey: /\bauth_request\b|\bforward_auth\b|\bdeny_status\b|LuaHookAccessChecker/,
}

const folder = new URL('../../docs/gates/', import.meta.url)
/** A page that is about a web server has a line that makes it ask. */
const asks = marks.ask

/** The servers whose pages say which line makes them ask. */
export function knownServers(): readonly string[] {
  return readdirSync(folder)
    .filter(name => /^[a-z-]+\.md$/.test(name))
    .map(name => name.slice(0, -'.md'.length))
    .filter(name => linesOf(name).some(line => asks.test(line)))
}

/** The lines of the server's page in `docs/gates` for a fault, about this system. Refuses a server without a page. */
export function pageLines(server: string, system: string): (fault: Fault) => readonly string[] {
  const known = knownServers()
  if (!known.includes(server)) {
    throw new Refusal('invalid', 'doctor-server', { server, known: known.join(', ') })
  }
  const lines = linesOf(server).map(line => line.replaceAll('inventory', system).trim())
  return fault => [...new Set(lines.filter(line => marks[fault].test(line)))]
}

/** Every line of configuration in a page. */
function linesOf(server: string): readonly string[] {
  const text = readFileSync(new URL(`${server}.md`, folder), 'utf8')
  return [...text.matchAll(/^```[a-z]+\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.split('\n'))
}
