import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { holdDoctor } from '../doctor/examined.ts'
import { startProftpd } from '../servers/ftp.ts'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import { blockIn, freePort, openGated, pidsOf, visitors, wanted } from './gated.ts'
import { canMount, layOutEtc } from './own-etc.ts'

const page = 'pam.md'
const programs = wanted({ proftpd: 'proftpd-core', curl: 'curl' })

if (programs !== undefined && canMount()) {
  const gated = await openGated('ftp', 'ftp')
  const { folder } = gated
  const block = blockIn(page, 1, gated)
  /** A service of PAM's own for each way to set it up. */
  const ways = {
    proftpd: block,
    unasking: block.replace(/^auth requisite .*\n/m, ''),
    open: block
      .replaceAll(gated.at, `127.0.0.1:${await freePort()}`)
      .replace('--with-password', '--when-unreachable allow'),
  }
  const { around } = layOutEtc(
    gated,
    Object.fromEntries(Object.entries(ways).map(([name, text]) => [`pam.d/${name}`, text])),
  )
  const open = async (service: keyof typeof ways, address: string, name: string = service) => {
    const own = join(folder, name)
    mkdirSync(own)
    const port = await freePort()
    const more = `DefaultRoot ~\n${blockIn(page, 2, gated).replace('AuthPAMConfig proftpd', `AuthPAMConfig ${service}`)}`
    return { port, daemon: await startProftpd(programs.proftpd, own, { port, address, more, around }) }
  }
  const { port, daemon } = await open('proftpd', '127.0.0.1 ::1')
  const { port: mapped } = await open('proftpd', '::ffff:127.0.0.1', 'mapped')
  const at = (place: { readonly port: number }) => `ftp://127.0.0.1:${place.port}`
  const [unasking, failingOpen] = [await open('unasking', '127.0.0.1'), await open('open', '127.0.0.1')]
  const logIn = (from: string, password = 'spring-of-2026', at = port) =>
    converse(at, from, ['USER tanaka', `PASS ${password}`], line => /^\d{3} /.test(line))

  test('ProFTPD still checks the password, and nothing of it is kept', async () => {
    assert.match(await logIn(visitors.listed, 'autumn-of-2026'), /^530 /)
    assert.equal((await gated.lastDecision(visitors.listed))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /of-2026/)
  })

  holdDoctor(
    gated,
    { server: 'proftpd' },
    {
      'nothing by a made-up login, about which it does not ask': {
        url: at({ port }),
        exit: 3,
        found: ['login-nobody', 'login-nobody'],
      },
      'that it asks; a name without its password cannot show whether it obeys': {
        url: at({ port }),
        by: 'name',
        exit: 3,
        found: ['login-asked', 'login-unseen'],
      },
      'who comes in and who does not, by a login that is right': {
        url: at({ port }),
        by: 'right',
        exit: 0,
        found: ['login-in', 'out'],
      },
      'that it only reports': {
        url: at({ port }),
        by: 'right',
        mode: 'report',
        exit: 3,
        found: ['login-in', 'reports-only'],
      },
      'the line that is missing': {
        url: at(unasking),
        by: 'name',
        exit: 1,
        found: ['login-unasked', 'login-unasked'],
        line: /^auth requisite pam_exec\.so/,
      },
      'that it lets everybody in unasked, where it may and does not reach Kagimori': {
        url: at(failingOpen),
        by: 'right',
        exit: 1,
        found: ['login-unasked-in', 'login-unasked-in'],
        line: /pam_exec\.so/,
      },
    },
  )

  holdGate('ProFTPD', gated, {
    enter: (from, at) => logIn(from, undefined, at),
    mapped,
    welcome: /^230 /,
    refusal: /^530 /,
    unanswered: /^530 /,
    pids: pidsOf(daemon),
  })
}
