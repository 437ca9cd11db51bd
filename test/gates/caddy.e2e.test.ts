import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockIn, freePort, openGated, startDaemon, visit, visitors, wanted, write } from './gated.ts'
import { holdWebServer } from './web-server.ts'

const programs = wanted({ caddy: 'caddy' })

if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory')
  const { folder } = gated
  const port = await freePort()
  const configuration = write(
    folder,
    'Caddyfile',
    `{
	admin off
	auto_https off
}
http://:${port} {
	bind 127.0.0.1 ::1
	route {
${blockIn('caddy.md', 0, gated)}
		respond "stock" 200
	}
}
`,
  )
  const env = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const daemon = await startDaemon(
    programs.caddy,
    ['run', '--config', configuration, '--adapter', 'caddyfile'],
    port,
    env,
  )

  test('Caddy shows whoever is kept out a page in his language, with a number for the administrator', async () => {
    const { text, headers } = await visit(port, visitors.stranger, { 'Accept-Language': 'ja' })
    assert.match(text, /利用できません/)
    assert.match(text, new RegExp(String(headers['x-request-id'])))
    assert.match(gated.served.written().toString(), new RegExp(String(headers['x-request-id'])))
  })
  // Whatever it listens on, Caddy names IPv4 clients as IPv4.
  holdWebServer('Caddy', gated, { port, daemon, unanswered: /^50[24] / })
}
