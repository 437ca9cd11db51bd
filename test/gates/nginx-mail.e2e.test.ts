import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import { healthyLogins, holdDoctor } from '../doctor/examined.ts'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import {
  blockIn,
  freePort,
  mappedHost,
  openGated,
  pidsOf,
  startDaemon,
  visitors,
  wanted,
  write,
} from './gated.ts'

const mailModule = '/usr/lib/nginx/modules/ngx_mail_module.so'
const programs = wanted({ nginx: 'nginx-light libnginx-mod-mail' })

if (programs !== undefined && existsSync(mailModule)) {
  const gated = await openGated('mail', 'mail')
  const { folder } = gated
  // The mail server behind: it takes one password, whoever asks.
  const backend = createServer(socket => {
    socket.write('* OK ready\r\n')
    socket.on('error', () => undefined).setEncoding('utf8')
    let command = ''
    socket.on('data', text => {
      command += text
      // nginx sends login and password as literals, each after a go-ahead.
      if (/\{\d+\}\r\n$/.test(command)) return void socket.write('+ OK\r\n')
      const isRight = !command.includes('LOGIN') || command.includes('spring of 2026')
      socket.write(`${command.split(' ', 1)[0]} ${isRight ? 'OK' : 'NO'} done\r\n`)
      command = ''
    })
  }).listen(0, '127.0.0.1')
  await once(backend, 'listening')
  after(() => backend.close())
  const [port, mapped, unreaching] = [await freePort(), await freePort(), await freePort()]
  const nobody = await freePort()
  const places = {
    'listen 143': `listen 127.0.0.1:${port}; listen [::1]:${port}; listen ${mappedHost}:${mapped} ipv6only=off`,
    '127.0.0.1:8143': `127.0.0.1:${(backend.address() as AddressInfo).port}`,
  }
  const block = blockIn('nginx-mail.md', 0, gated, places)
  const elsewhere = block
    .replace(/listen .*/, `listen 127.0.0.1:${unreaching};`)
    .replace(gated.at, `127.0.0.1:${nobody}`)
  const configuration = write(
    folder,
    'nginx.conf',
    `load_module ${mailModule}; daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr; events {}
     mail { server_name mail.aoba.example; ${block} ${elsewhere} }`,
  )
  const daemon = await startDaemon(programs.nginx, ['-c', configuration], port)
  const logIn = (from: string, password = 'spring of 2026', at = port) =>
    converse(at, from, [`a LOGIN tanaka "${password}"`], line => /^(?:\* OK|a )/.test(line))

  test('The mail server behind still checks the password, and nothing of it is kept', async () => {
    assert.doesNotMatch(await logIn(visitors.listed, 'autumn of 2026'), /^a OK/)
    assert.equal((await gated.lastDecision(visitors.listed))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /of 2026|of%202026/)
  })

  const url = (at: number) => `imap://127.0.0.1:${at}`
  holdDoctor(
    gated,
    { server: 'nginx-mail', password: 'spring of 2026' },
    {
      ...healthyLogins(url(port)),
      // It lets nobody in without asking: without the line it does not even start.
      'that it does not reach Kagimori and keeps everybody out': {
        url: url(unreaching),
        by: 'right',
        exit: 1,
        found: ['login-unheard', 'login-unheard'],
        line: /^auth_http 127\.0\.0\.1:8420/,
      },
    },
  )

  holdGate('nginx as a mail proxy', gated, {
    enter: (from, at) => logIn(from, undefined, at),
    mapped,
    welcome: /^a OK/,
    refusal: /^a NO Access from this address is not permitted/,
    unanswered: /internal server error|^\* OK/i,
    pids: pidsOf(daemon),
  })
}
