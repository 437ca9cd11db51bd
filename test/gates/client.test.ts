import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, globSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parse } from 'node:querystring'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { needs } from '../debian.ts'
import { openDoor } from '../http/door.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const client = new URL('../../gates/clients/kagimori-gate', import.meta.url).pathname
const folder = temporaryFolder('client')
const caller = { actor: 'token_test', ip: '10.20.30.40' }
const { port, enforcer, issue } = await openDoor()
const url = `http://127.0.0.1:${port}`
const nobody = 'http://127.0.0.1:9'

const tokenFile = join(folder, 'token')
writeFileSync(tokenFile, `${await issue('decide')}\n`, { mode: 0o600 })
const system = { name: 'ftp', kind: 'ftp', exposure: 'internet', endpoints: [], mode: 'enforce' } as const
await enforcer.putSystem('ftp', system, caller)
await enforcer.putAllowlist('ftp', [{ network: '192.0.2.0/24' }, { network: '2001:db8::/32' }], {}, caller)

interface Run {
  readonly shell: string
  readonly options?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  readonly at?: string
  readonly subject?: readonly string[]
}

/** Runs the client as a server does; answers its exit code and what it wrote. */
async function run({ shell, options = [], env = {}, input = '', at = url, subject = ['ftp'] }: Run) {
  const child = spawn(shell, [client, '--url', at, '--token-file', tokenFile, ...options, ...subject], {
    env: { PATH: process.env.PATH, ...env },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', text => (stdout += text))
  child.stderr.on('data', text => (stderr += text))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  return { code, stdout, stderr }
}

async function lastRecord() {
  return (await enforcer.decisions({ system: 'ftp' }, { limit: 1 })).items[0]
}

for (const shell of ['dash', 'bash']) {
  describe(`the client under ${shell}`, () => {
    test('lets a listed address in and keeps another out, as PAM names them', async t => {
      if (needs(t, shell, shell) === undefined || needs(t, 'curl', 'curl') === undefined) return
      const asked = (PAM_RHOST: string) =>
        run({ shell, env: { PAM_RHOST, PAM_USER: 'tanaka', PAM_SERVICE: 'sshd' } })
      assert.deepEqual(await asked('192.0.2.7'), { code: 0, stdout: '', stderr: '' })
      assert.equal((await lastRecord())?.login, 'tanaka')
      assert.equal((await asked('2001:db8::7')).code, 0)
      assert.equal((await asked('::ffff:192.0.2.7')).code, 0)
      assert.equal((await asked('203.0.113.9')).code, 1)
    })

    test('vouches for a password only where its line stands behind the check', async () => {
      const logins = async () =>
        (await enforcer.accounts('ftp', { limit: 20 })).items.map(({ login }) => login)
      const user = `kato-${shell}`
      const env = { PAM_RHOST: '192.0.2.7', PAM_USER: user, PAM_SERVICE: 'proftpd' }
      const asked = (...options: string[]) =>
        run({ shell, env, options: ['--with-password', ...options], input: `spring of 2026, ${shell}\0` })
      assert.equal((await asked()).code, 0)
      assert.equal((await asked('--checked')).code, 0)
      for (let tries = 0; tries < 100 && !(await logins()).includes(user); tries += 1) await pause(20)
      assert.ok((await logins()).includes(user))
      const seen = (await enforcer.log({ limit: 50 })).items.filter(
        ({ action, detail }) => action === 'account.seen-at-login' && detail.login === user,
      )
      assert.equal(seen.length, 1)
    })

    test('takes the address of tcp_wrappers as an argument', async () => {
      assert.equal((await run({ shell, subject: ['ftp', '192.0.2.7'] })).code, 0)
      assert.equal((await run({ shell, subject: ['ftp', '203.0.113.9'] })).code, 1)
      assert.equal((await run({ shell, subject: ['unknown', '192.0.2.7'] })).code, 1)
    })

    for (const PAM_RHOST of ['pc1.aoba.example', 'dead.beef', '192.0.2.7; id', '', 'localhost']) {
      test(`lets nobody in who is named "${PAM_RHOST}", not even when unreachable means allow`, async () => {
        const options = ['--when-unreachable', 'allow']
        assert.equal((await run({ shell, env: { PAM_RHOST }, options, at: nobody })).code, 1)
      })
    }

    test('lets nobody in whose login or password has control characters, whatever it is told for when unreachable', async () => {
      const asked = async (PAM_USER: string, input = 'spring\0', at = url) => {
        const options = ['--with-password', '--when-unreachable', 'allow']
        const { code, stderr } = await run({
          shell,
          at,
          options,
          input,
          env: { PAM_RHOST: '192.0.2.7', PAM_USER },
        })
        return [code, stderr]
      }
      const refused = [1, 'kagimori-gate: a login or password with control characters\n']
      for (const at of [url, nobody]) {
        for (const login of ['kato\n', 'kato\u0001', '\u007f'])
          assert.deepEqual(await asked(login, undefined, at), refused)
        for (const password of ['spring\n\0', 'spr\u0001ing\0'])
          assert.deepEqual(await asked('kato', password, at), refused)
      }
      assert.deepEqual(await asked('kato'), [0, ''])
      const ftp = { AUTHD_REMOTE_IP: '192.0.2.7', AUTHD_ACCOUNT: 'kato\t' }
      assert.equal((await run({ shell, options: ['--pure-authd'], env: ftp })).stdout, 'auth_ok:-1\nend\n')
    })

    test('answers Pure-FTPd in its own words, and ends well either way', async () => {
      const asked = (AUTHD_REMOTE_IP: string) =>
        run({ shell, options: ['--pure-authd'], env: { AUTHD_REMOTE_IP, AUTHD_ACCOUNT: 'tanaka' } })
      assert.deepEqual(await asked('192.0.2.7'), { code: 0, stdout: 'auth_ok:0\nend\n', stderr: '' })
      assert.deepEqual(await asked('203.0.113.9'), { code: 0, stdout: 'auth_ok:-1\nend\n', stderr: '' })
    })

    test('does as it is told when nobody answers', async () => {
      const asked = async (...options: string[]) =>
        (await run({ shell, options, at: nobody, subject: ['ftp', '192.0.2.7'] })).code
      assert.equal(await asked(), 1)
      assert.equal(await asked('--when-unreachable', 'deny'), 1)
      assert.equal(await asked('--when-unreachable', 'allow'), 0)
      assert.equal(await asked('--when-unreachable', 'maybe'), 1)
    })

    test('remembers what was answered last, for a while, in a file of its own', async () => {
      const file = join(folder, `last-${shell}`)
      const remembering = ['--when-unreachable', 'last-known', '--last-known-file', file]
      const asked = async (address: string, at: string, ...more: string[]) =>
        (await run({ shell, at, options: [...remembering, ...more], subject: ['ftp', address] })).code
      assert.equal(await asked('192.0.2.7', nobody), 1, 'nothing is known yet')
      assert.equal(await asked('192.0.2.7', url), 0)
      assert.equal(await asked('203.0.113.9', url), 1)
      assert.equal(statSync(file).mode & 0o777, 0o600)
      assert.equal(await asked('192.0.2.7', nobody), 0)
      assert.equal(await asked('203.0.113.9', nobody), 1)
      assert.equal(await asked('192.0.2.8', nobody), 1, 'never asked about')
      assert.equal(await asked('192.0.2.7', nobody, '--last-known-seconds', '0'), 1, 'too long ago')
      const many = Array.from({ length: 2_000 }, (_, at) => `1 yes ftp 10.0.${at >> 8}.${at & 255} -`)
      writeFileSync(file, `${many.join('\n')}\n`)
      assert.equal(await asked('192.0.2.7', url), 0)
      assert.ok(readFileSync(file, 'utf8').split('\n').length <= 503, 'bounded')
    })

    test('believes no file that others may write, and follows no link', async () => {
      const file = join(folder, `foreign-${shell}`)
      const options = ['--when-unreachable', 'last-known', '--last-known-file', file]
      const asked = async () =>
        (await run({ shell, at: nobody, options, subject: ['ftp', '203.0.113.9'] })).code
      writeFileSync(file, `${Math.floor(Date.now() / 1000)} yes ftp 203.0.113.9 -\n`, { mode: 0o600 })
      assert.equal(await asked(), 0, 'as written by itself')
      chmodSync(file, 0o666)
      assert.equal(await asked(), 1)
      chmodSync(file, 0o600)
      const link = `${file}-link`
      symlinkSync(file, link)
      const linked = ['--when-unreachable', 'last-known', '--last-known-file', link]
      assert.equal(
        (await run({ shell, at: nobody, options: linked, subject: ['ftp', '203.0.113.9'] })).code,
        1,
      )
    })

    test('does not start with a token that others can read', async () => {
      chmodSync(tokenFile, 0o644)
      const { code, stderr } = await run({ shell, subject: ['ftp', '192.0.2.7'] })
      const japanese = await run({ shell, subject: ['ftp', '192.0.2.7'], env: { LANG: 'ja_JP.UTF-8' } })
      chmodSync(tokenFile, 0o600)
      assert.equal(code, 1)
      assert.match(stderr, /chmod 600/)
      assert.match(japanese.stderr, /所有者/)
    })

    test('passes the password of pam_exec on whole, and shows it in no process', async () => {
      const password = 'sp"ri\\ng 2026 %41&x=1@あ\'$(id)'
      const forms: string[] = []
      const seen: string[] = []
      const listening = createServer(async (request, response) => {
        forms.push(await text(request))
        // While curl waits, whatever it was started with stands in /proc.
        seen.push(...processesThatShow('ng 2026'))
        response.writeHead(204).end()
      }).listen(0, '127.0.0.1')
      await once(listening, 'listening')
      const { code } = await run({
        shell,
        at: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
        env: { PAM_RHOST: '192.0.2.7', PAM_USER: 'tanaka' },
        input: `${password}\0`,
        options: ['--with-password'],
      })
      listening.close()
      assert.equal(code, 0)
      assert.deepEqual(
        forms.map(form => parse(form).password),
        [password],
      )
      assert.deepEqual(seen, [])
    })

    test('tells how a login ended without its password, and asks nothing by it', async () => {
      const forms: string[] = []
      const listening = createServer(async (request, response) => {
        forms.push(await text(request))
        // A report decides nothing, whatever is answered to it.
        response.writeHead(forms.length % 2 === 0 ? 204 : 403).end()
      }).listen(0, '127.0.0.1')
      await once(listening, 'listening')
      const told = async (...options: string[]) => {
        const at = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
        const env = { PAM_RHOST: '192.0.2.7', PAM_USER: 'tanaka', PAM_SERVICE: 'proftpd' }
        return (await run({ shell, at, env, options, input: 'spring-of-2026\0' })).code
      }
      for (const more of [[], ['--with-password', '--checked'], ['--pure-authd']]) {
        assert.deepEqual([await told('--failed', ...more), await told(...more, '--failed')], [1, 1])
        assert.deepEqual([await told('--succeeded'), await told('--succeeded', '--with-password')], [0, 0])
      }
      listening.close()
      const rest = { system: 'ftp', ip: '192.0.2.7', user: 'tanaka', service: 'proftpd' }
      assert.deepEqual(
        forms.slice(0, 4).map(form => ({ ...parse(form) })),
        ['failed', 'failed', 'succeeded', 'succeeded'].map(outcome => ({ ...rest, outcome })),
      )
      assert.doesNotMatch(forms.join(), /spring/)
    })

    for (const [about, more] of Object.entries<Partial<Run>>({
      'nobody answers': { at: nobody },
      'nobody answers, and that means allow': { at: nobody, options: ['--when-unreachable', 'allow'] },
      'the client is a name': { env: { PAM_RHOST: 'pc1.aoba.example', PAM_USER: 'tanaka' } },
      'the login has a control character': { env: { PAM_RHOST: '192.0.2.7', PAM_USER: 'kato\n' } },
      'the token cannot be read': { options: ['--token-file', '/nowhere'] },
      'an option is wrong': { options: ['--when-unreachable', 'maybe'] },
      'the system is missing': { subject: [] },
    })) {
      test(`lets nobody in by a report of a failure and keeps nobody out by one of a success: ${about}`, async () => {
        const env = { PAM_RHOST: '192.0.2.7', PAM_USER: 'tanaka' }
        const told = async (...first: string[]) =>
          (await run({ shell, env, ...more, options: [...first, ...(more.options ?? [])] })).code
        assert.equal(await told('--failed'), 1)
        assert.equal(await told('--succeeded'), 0)
        for (const both of [
          ['--failed', '--succeeded'],
          ['--succeeded', '--failed'],
        ])
          assert.equal(await told(...both), 1)
      })
    }

    test('remembers nothing of a report', async () => {
      const file = join(folder, `told-${shell}`)
      const options = ['--when-unreachable', 'last-known', '--last-known-file', file]
      const told = async (outcome: string) =>
        (await run({ shell, options: [outcome, ...options], subject: ['ftp', '192.0.2.7'] })).code
      assert.deepEqual([await told('--failed'), await told('--succeeded')], [1, 0])
      assert.equal(existsSync(file), false)
    })

    test('does not let itself be held up: two seconds are the end of it', async () => {
      const silent = createServer(() => undefined).listen(0, '127.0.0.1')
      await once(silent, 'listening')
      const at = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
      const { code } = await run({ shell, at, subject: ['ftp', '192.0.2.7'] })
      silent.closeAllConnections()
      silent.close()
      assert.equal(code, 1)
    })
  })
}

/** Command lines and environments of this user's processes that hold the text. */
function processesThatShow(part: string): readonly string[] {
  return globSync('/proc/[0-9]*/{cmdline,environ}').filter(file => {
    try {
      return readFileSync(file, 'utf8').includes(part)
    } catch {
      return false
    }
  })
}
