import { readdirSync, readFileSync } from 'node:fs'
import { Refusal } from '../core/refusal.ts'

/** What is wrong in a server's configuration: it does not ask, cannot reach us, lacks the token, hands on the wrong address, or does not obey. */
export type Fault = 'ask' | 'reach' | 'token' | 'address' | 'obey'

/** The lines that make a server ask, whichever it is. */
const asks =
  /\bauth_request\b|\bforward_auth\b|\blua\.kagimori\b|LuaHookAccessChecker|pam_exec\.so|\baclexec\b|auth_policy_server_url|auth_policy_hash_nonce|auth_policy_reject_on_fail|check_policy_service|\bextauth:|^pure-authd |\bauth_http [\d[]|^AuthPAM/

/** The lines that only tell how a login ended: nobody comes in or stays out by them. */
const tells = /--(?:failed|succeeded)\b/

/** The lines of a page that a fault has to do with, whichever server the page is about. */
const marks: Readonly<Record<Fault, RegExp>> = {
  ask: asks,
  reach:
    /\bproxy_pass\b|^uri |X-Kagimori-System|\bforward_auth\b|KAGIMORI[ =]http|--url\b|auth_policy_server_url|\binet:|\bauth_http [\d[]/,
  token: /token/i,
  address: /X-Real-IP|X-Forwarded-For|\bremote_host\b|UseReverseDNS|%a\b|--pure-authd/,
  obey: /\bauth_request\b|\bforward_auth\b|\bdeny_status\b|LuaHookAccessChecker|\brequisite\b|\baclexec\b|^AuthOrder|auth_policy_reject_on_fail|auth_policy_server_url|check_policy_service|smtpd_delay_reject|\bextauth:|\bauth_http [\d[]/,
}

/** Where a line names the system of the page's example. */
const named =
  /(?<=\/gates\/[a-z-]+\/|lua\.kagimori |policy_context=|X-Kagimori-System |gate\.token )[a-z]+\b/g

const folder = new URL('../../docs/gates/', import.meta.url)

/** The servers whose pages say which line makes them ask: by the page's name, or where it is about several by its headings. */
function readServers(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    readdirSync(folder)
      .filter(name => /^[a-z-]+\.md$/.test(name))
      .flatMap(file => {
        const [first = '', ...rest] = readFileSync(new URL(file, folder), 'utf8').split(/^## /m)
        const parts = rest.map(part => [/^[\w-]+/.exec(part)?.[0].toLowerCase() ?? '', part] as const)
        return [[file.slice(0, -'.md'.length), first] as const, ...parts]
      })
      .map(([server, text]) => [server, linesOf(text)] as const)
      .filter(([, lines]) => lines.some(line => asks.test(line))),
  )
}

/** The servers whose lines can be named. */
export function knownServers(): readonly string[] {
  return [...readServers().keys()].sort()
}

/** The lines of the server's page in `docs/gates` for a fault, about this system. Refuses a server without a page. */
export function pageLines(server: string, system: string): (fault: Fault) => readonly string[] {
  const written = readServers().get(server)
  if (written === undefined) {
    throw new Refusal('invalid', 'doctor-server', { server, known: knownServers().join(', ') })
  }
  const lines = written.map(line => line.replaceAll(named, system).trim())
  return fault => [...new Set(lines.filter(line => marks[fault].test(line)))]
}

/** Every line of configuration in a page or a part of one, but those that only tell. */
function linesOf(text: string): readonly string[] {
  return [...text.matchAll(/^```[a-z]+\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) => block.split('\n'))
    .filter(line => !tells.test(line))
}
