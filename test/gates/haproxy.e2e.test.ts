import assert from 'node:assert/strict'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { healthyPage, holdDoctor } from '../doctor/examined.ts'
import {
  blockIn,
  freePort,
  openGated,
  shipped,
  startDaemon,
  visit,
  visitors,
  wanted,
  write,
} from './gated.ts'
import { holdWebServer } from './web-server.ts'

const page = 'haproxy.md'
const programs = wanted({ haproxy: 'haproxy' })

if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory')
  const { folder, token } = gated
  const [port, mapped, unasking] = [await freePort(), await freePort(), await freePort()]
  const [unreaching, nobody, disobeying] = [await freePort(), await freePort(), await freePort()]
  copyFileSync(shipped('haproxy.lua'), join(folder, 'kagimori.lua'))
  write(folder, 'kagimori.token', `${token}\n`, 0o600)
  const asking = blockIn(page, 1, gated)
  const configuration = write(
    folder,
    'haproxy.cfg',
    configured(
      blockIn(page, 0, gated),
      frontend('inventory', [`127.0.0.1:${port}`, `::1:${port}`, `::ffff:127.0.0.1:${mapped} v4v6`], asking),
      frontend('unasking', [`127.0.0.1:${unasking}`], ''),
      frontend('disobeying', [`127.0.0.1:${disobeying}`], asking.replace(/.*deny_status 403.*\n/, '')),
    ),
  )
  const daemon = await startDaemon(programs.haproxy, ['-db', '-f', configuration], port)
  const elsewhere = write(
    folder,
    'elsewhere.cfg',
    configured(
      blockIn(page, 0, gated).replace(gated.at, `127.0.0.1:${nobody}`),
      frontend('inventory', [`127.0.0.1:${unreaching}`], asking),
    ),
  )
  await startDaemon(programs.haproxy, ['-db', '-f', elsewhere], unreaching)
  const url = (at: number) => `http://127.0.0.1:${at}/stock`
  holdDoctor(
    gated,
    { server: 'haproxy' },
    {
      ...healthyPage(url(port)),
      'the line that is missing': {
        url: url(unasking),
        exit: 1,
        found: ['not-asked', 'not-asked'],
        line: /^http-request lua\.kagimori inventory$/,
      },
      'that it does not reach Kagimori and keeps everybody out': {
        url: url(unreaching),
        exit: 1,
        found: ['cannot-ask', 'cannot-ask'],
        line: /127\.0\.0\.1:8420/,
      },
      'that it asks and does not obey': {
        url: url(disobeying),
        exit: 1,
        found: ['in', 'let-in'],
        line: /deny_status 403/,
      },
    },
  )
  test('HAProxy passes on every credential there is, so that a second one does not hide the first', async () => {
    const socket = connect({ host: '127.0.0.1', port, localAddress: visitors.listed })
    let answer = ''
    socket.setEncoding('latin1').on('data', text => (answer += text))
    const credential = (text: string) => `Authorization: Basic ${Buffer.from(text).toString('base64')}\r\n`
    const two = `${credential('tanaka:spring')}${credential('sato:autumn')}`
    socket.write(`GET /stock HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${two}\r\n`)
    await once(socket, 'close')
    assert.match(answer, /^HTTP\/1\.1 403 /)
    assert.equal((await gated.lastDecision(visitors.listed))?.rule, 'malformed')
    const Authorization = `Basic ${Buffer.from('tanaka:spring').toString('base64')}`
    assert.equal((await visit(port, visitors.listed, { Authorization })).status, 200)
    assert.equal((await gated.lastDecision(visitors.listed))?.login, 'tanaka')
  })

  holdWebServer('HAProxy', gated, { port, mapped, daemon, unanswered: /^503 / })
}

function configured(global: string, ...frontends: readonly string[]): string {
  return `global
${global}
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
${frontends.join('')}`
}

function frontend(name: string, places: readonly string[], asking: string): string {
  return `frontend ${name}
${places.map(place => `  bind ${place}`).join('\n')}
${asking}
  http-request return status 200 content-type text/plain string stock
`
}
