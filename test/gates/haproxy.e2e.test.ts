import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { blockIn, freePort, openGated, shipped, startDaemon, wanted, write } from './gated.ts'
import { holdWebServer } from './web-server.ts'

const page = 'haproxy.md'
const programs = wanted({ haproxy: 'haproxy' })

if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory')
  const { folder, token } = gated
  const [port, mapped] = [await freePort(), await freePort()]
  copyFileSync(shipped('haproxy.lua'), join(folder, 'kagimori.lua'))
  write(folder, 'kagimori.token', `${token}\n`, 0o600)
  const configuration = write(
    folder,
    'haproxy.cfg',
    `global
${blockIn(page, 0, gated)}
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend inventory
  bind 127.0.0.1:${port}
  bind ::1:${port}
  bind ::ffff:127.0.0.1:${mapped} v4v6
${blockIn(page, 1, gated)}
  http-request return status 200 content-type text/plain string stock
`,
  )
  const daemon = await startDaemon(programs.haproxy, ['-db', '-f', configuration], port)
  holdWebServer('HAProxy', gated, { port, mapped, daemon, unanswered: /^503 / })
}
