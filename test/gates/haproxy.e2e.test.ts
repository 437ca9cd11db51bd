import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdDoctor } from '../doctor/examined.ts'
import { blockIn, freePort, openGated, shipped, startDaemon, wanted, write } from './gated.ts'
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
      'who comes in and who does not': { url: url(port), exit: 0, found: ['in', 'out'] },
      'that it only reports': { url: url(port), mode: 'report', exit: 3, found: ['in', 'reports-only'] },
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
