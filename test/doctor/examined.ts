import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Gated, visitors, write } from '../gates/gated.ts'
import { run } from '../sync/kept.ts'

/** One server with its gate set up in one way, and what the doctor must say of it. */
export interface Examination {
  readonly url: string
  /** Whether it knocks with a login that is right, or with a right name alone; without either, with one made up. */
  readonly by?: 'right' | 'name'
  readonly mode?: 'report'
  readonly exit: 0 | 1 | 3
  /** What is found from a listed address and from a stranger's, without `doctor-`. */
  readonly found: readonly [listed: string, stranger: string]
  /** One of the lines it names, as the server's page has it. */
  readonly line?: RegExp
}

/** What the doctor is told of a server, beside the address. */
export interface Patient {
  /** As its page is called. */
  readonly server: string
  /** The password, or the file of the key, of the login `tanaka`. */
  readonly password?: string
  readonly key?: string
}

interface Symptom {
  readonly from: string | null
  readonly code: string
  readonly lines: readonly string[]
}

const { listed, stranger } = visitors

/** A web server whose gate is as its page has it. */
export function healthyPage(url: string): Readonly<Record<string, Examination>> {
  return {
    'who comes in and who does not': { url, exit: 0, found: ['in', 'out'] },
    'that it only reports': { url, mode: 'report', exit: 3, found: ['in', 'reports-only'] },
  }
}

/** A server that asks about whoever logs in, its gate as its page has it. */
export function healthyLogins(url: string): Readonly<Record<string, Examination>> {
  return {
    'who comes in and who does not, by a made-up login': { url, exit: 0, found: ['login-asked', 'out'] },
    'who comes in and who does not, by a login that is right': {
      url,
      by: 'right',
      exit: 0,
      found: ['login-in', 'out'],
    },
    'that it only reports': { url, mode: 'report', exit: 3, found: ['login-asked', 'reports-only'] },
  }
}

/** Lets the doctor look at a server set up in each of these ways; the keys are sentences. */
export function holdDoctor(
  gated: Gated,
  { server, password = 'spring-of-2026', key }: Patient,
  examinations: Readonly<Record<string, Examination>>,
): void {
  const file = write(gated.folder, 'doctor.password', `${password}\n`, 0o600)
  const name = ['--login', 'tanaka']
  const proof = key === undefined ? ['--password-file', file] : ['--key', key]
  const logins = { right: [...name, ...proof], name, none: [] }
  const examine = async (url: string, by: keyof typeof logins) => {
    const froms = ['--from', listed, stranger, '--server', server, '--output', 'json']
    const args = ['doctor', gated.system, '--url', url, ...froms, ...logins[by]]
    const { body } = await gated.rest('POST', '/tokens', { name: 'doctor', scopes: ['read'] })
    const { out, err, exit } = await run(args, { at: gated.at, token: String(body.token) })
    assert.doesNotMatch(out + err, new RegExp(password))
    return { exit, symptoms: JSON.parse(out || assert.fail(err)).symptoms as readonly Symptom[] }
  }

  for (const [sentence, { url, by = 'none', mode, exit, found, line }] of Object.entries(examinations)) {
    test(`The doctor sees of ${server}: ${sentence}`, { timeout: 60_000 }, async () => {
      if (mode !== undefined) await gated.setMode(mode)
      const seen = await examine(url, by).finally(() => gated.setMode('enforce'))
      const codes = seen.symptoms
        .filter(({ from, code }) => from !== null && !code.endsWith('not-spoofed'))
        .map(({ from, code }) => [from, code.replace('doctor-', '')])
      assert.deepEqual(codes, [
        [listed, found[0]],
        [stranger, found[1]],
      ])
      assert.equal(seen.exit, exit)
      if (line === undefined) return
      const named = seen.symptoms.flatMap(({ lines }) => lines)
      assert.ok(
        named.some(each => line.test(each)),
        named.join('\n'),
      )
    })
  }
}
