import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { holdDoctor } from '../doctor/examined.ts'
import { makeAuthority } from '../servers/certificates.ts'
import { startDovecot } from '../servers/dovecot.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import { blockIn, freePort, openGated, pidsOf, visitors, wanted, write } from './gated.ts'

const programs = wanted({ dovecot: 'dovecot-imapd' })

if (programs !== undefined) {
  const gated = await openGated('mail', 'mail')
  const { folder } = gated
  const block = blockIn('dovecot.md', 0, gated)
  /** Each with a folder of its own. */
  const open = async (way: string, asking: string, listen = '127.0.0.1', more = {}) => {
    const own = join(folder, way)
    mkdirSync(own)
    write(own, 'users', 'tanaka:{PLAIN}spring-of-2026\n')
    const included = `!include ${write(own, '99-kagimori.conf', asking, 0o600)}`
    const [imap, pop3, imaps] = [await freePort(), await freePort(), await freePort()]
    const ports = { imap, pop3, imaps }
    const settings = { ports, users: ['users'], listen, more: included, ...more }
    return { ...ports, daemon: await startDovecot(programs.dovecot, own, settings) }
  }
  const { imap: port, pop3, daemon } = await open('asking', block, '127.0.0.1, ::1')
  const tls = makeAuthority(temporaryFolder('doctor-authority')).issue(folder)
  const secured = await open('secured', block, '127.0.0.1', { tls })
  const nowhere = block.replace(gated.at, `127.0.0.1:${await freePort()}`)
  const unasking = await open('unasking', block.replace(/^auth_policy_server_url.*\n/m, ''))
  const unreaching = await open('unreaching', nowhere)
  const failingOpen = await open('open', nowhere.replace('reject_on_fail = yes', 'reject_on_fail = no'))
  const logIn = (from: string, password = 'spring-of-2026') =>
    converse(port, from, [`a LOGIN tanaka ${password}`], line => /^(?:\* (?:OK|BYE)|a )/.test(line))

  test('Dovecot reports a wrong password, and nothing of it is kept', async () => {
    assert.match(await logIn(visitors.listed, 'autumn-of-2026'), /^a NO/)
    assert.equal((await gated.lastDecision(visitors.listed))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /of-2026/)
  })

  test('Dovecot does not take a client’s word for where he comes from', async () => {
    const said = [`i ID ("x-originating-ip" "${visitors.listed}")`, 'a LOGIN tanaka spring-of-2026']
    const word = await converse(port, visitors.stranger, said, line => /^(?:\* OK|[ai] )/.test(line))
    assert.match(word, /^a NO .*Access from this address is not permitted/)
    assert.equal((await gated.lastDecision(visitors.stranger))?.rule, 'not-listed')
  })

  const url = (at: { readonly imap: number }) => `imap://127.0.0.1:${at.imap}`
  holdDoctor(
    gated,
    { server: 'dovecot' },
    {
      'who comes in and who does not, by a made-up login': {
        url: url({ imap: port }),
        exit: 0,
        found: ['login-asked', 'out'],
      },
      'the same of POP3': { url: `pop3://127.0.0.1:${pop3}`, exit: 0, found: ['login-asked', 'out'] },
      'the same where it wants TLS first, which it goes over to': {
        url: url(secured),
        exit: 0,
        found: ['login-asked', 'out'],
      },
      'the same with TLS from the first byte': {
        url: `imaps://127.0.0.1:${secured.imaps}`,
        exit: 0,
        found: ['login-asked', 'out'],
      },
      'nothing by a login that is right, whose password goes to no certificate nobody vouches for': {
        url: url(secured),
        by: 'right',
        exit: 1,
        found: ['no-answer', 'no-answer'],
      },
      'who comes in and who does not, by a login that is right': {
        url: url({ imap: port }),
        by: 'right',
        exit: 0,
        found: ['login-in', 'out'],
      },
      'that it only reports': {
        url: url({ imap: port }),
        mode: 'report',
        exit: 3,
        found: ['login-asked', 'reports-only'],
      },
      'the line that is missing': {
        url: url(unasking),
        exit: 1,
        found: ['login-unasked', 'login-unasked'],
        line: /^auth_policy_server_url = .*\/gates\/dovecot\/mail$/,
      },
      'that it does not reach Kagimori and keeps everybody out': {
        url: url(unreaching),
        by: 'right',
        exit: 1,
        found: ['login-unheard', 'login-unheard'],
        line: /^auth_policy_server_url/,
      },
      'that it lets everybody in unasked, where it may and does not reach Kagimori': {
        url: url(failingOpen),
        by: 'right',
        exit: 1,
        found: ['login-unasked-in', 'login-unasked-in'],
        line: /^auth_policy_reject_on_fail = yes$/,
      },
    },
  )

  holdGate('Dovecot', gated, {
    enter: from => logIn(from),
    mapped: 'Dovecot gives IPv6 sockets IPV6_V6ONLY',
    welcome: /^a OK/,
    refusal: /^a NO .*Access from this address is not permitted/,
    unanswered: /^a NO/,
    pids: pidsOf(daemon),
  })
}
