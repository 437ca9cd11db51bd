import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { holdDoctor } from '../doctor/examined.ts'
import { startPostfix } from '../servers/postfix.ts'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import { blockIn, freePort, openGated, visitors, wanted, write } from './gated.ts'

const programs = wanted({ postfix: 'postfix' })

if (programs !== undefined) {
  const asking = await freePort()
  const gated = await openGated('mail', 'mail', { KAGIMORI_POSTFIX_LISTEN: `127.0.0.1:${asking}` })
  const { folder } = gated
  const port = await freePort()
  for (const part of ['spool', 'lib', 'conf']) mkdirSync(join(folder, part))
  spawnSync('chown', ['postfix', join(folder, 'lib')])
  write(
    join(folder, 'conf'),
    'main.cf',
    `compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/lib
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.aoba.example
mydestination = aoba.example
inet_interfaces = 127.0.0.1, ::1
inet_protocols = all
in_flow_delay = 0
default_process_limit = 4
smtpd_peername_lookup = no
alias_maps =
local_recipient_maps =
maillog_file = ${folder}/maillog
maillog_file_prefixes = ${folder}
`,
  )
  const [unasking, unreaching, failingOpen, warning, nobody] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ]
  const services = ['127.0.0.1', '[::1]'].map(host =>
    blockIn('postfix.md', 0, gated, {
      submission: `${host}:${port}`,
      '127.0.0.1:10031': `127.0.0.1:${asking}`,
    }),
  )
  const [service = ''] = services
  /** The same service at another port, with something in the place of what the page has. */
  const other = (at: number, written: RegExp | string, meant: string) =>
    service.replace(`:${port}`, `:${at}`).replace(written, meant)
  services.push(
    other(unasking, /^ {2}-o smtpd_client_restrictions.*\n/m, ''),
    other(unreaching, `inet:127.0.0.1:${asking}`, `inet:127.0.0.1:${nobody}`),
    other(failingOpen, `inet:127.0.0.1:${asking}`, `inet:127.0.0.1:${nobody},default_action=DUNNO`),
    other(warning, '=check_policy_service', '=warn_if_reject,check_policy_service'),
  )
  write(
    join(folder, 'conf'),
    'master.cf',
    `${services.join('')}
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
proxymap unix - - n - - proxymap
local unix - n n - - local
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`,
  )
  const { master } = await startPostfix(programs.postfix, folder, port)

  const isTurn = (line: string) => /^\d{3} /.test(line)
  const send = ['EHLO pc1.aoba.example', 'MAIL FROM:<sato@aoba.example>', 'RCPT TO:<tanaka@aoba.example>']
  const logIn = (from: string) => converse(port, from, send, isTurn)

  test('Postfix asks hundreds of times over one connection', async () => {
    const socket = connect(asking, '127.0.0.1')
    let answers = ''
    socket.setEncoding('utf8').on('data', part => (answers += part))
    const question = `request=smtpd_access_policy\nprotocol_state=CONNECT\nclient_address=${visitors.listed}\npolicy_context=mail\n\n`
    for (let times = 0; times < 500; times += 1) socket.write(question)
    socket.end()
    await new Promise(resolve => socket.once('close', resolve))
    assert.equal(answers, 'action=DUNNO\n\n'.repeat(500))
  })

  const url = (at: number) => `smtp://127.0.0.1:${at}`
  holdDoctor(
    gated,
    { server: 'postfix' },
    {
      'who comes in and who does not': { url: url(port), exit: 0, found: ['login-asked', 'out'] },
      'that it only reports': {
        url: url(port),
        mode: 'report',
        exit: 3,
        found: ['login-asked', 'reports-only'],
      },
      'the line that is missing': {
        url: url(unasking),
        exit: 1,
        found: ['login-unasked', 'login-unasked'],
        line: /check_policy_service,\{.*policy_context=mail\}/,
      },
      'that it does not reach Kagimori and keeps everybody out': {
        url: url(unreaching),
        exit: 1,
        found: ['login-unheard', 'login-unheard'],
        line: /inet:127\.0\.0\.1:10031/,
      },
      'that it lets everybody in unasked, where it may and does not reach Kagimori': {
        url: url(failingOpen),
        exit: 1,
        found: ['login-unasked', 'login-unasked'],
        line: /check_policy_service/,
      },
      'that it asks and does not obey': {
        url: url(warning),
        exit: 1,
        found: ['login-asked', 'login-let-in'],
        line: /check_policy_service/,
      },
    },
  )

  holdGate('Postfix', gated, {
    enter: logIn,
    mapped: 'Postfix gives IPv6 sockets IPV6_V6ONLY',
    welcome: /^250 2\.1\.5/,
    refusal: /^554 5\.7\.1 .*Access from this address is not permitted/,
    unanswered: /^4\d\d /,
    pids: [master],
  })
}
