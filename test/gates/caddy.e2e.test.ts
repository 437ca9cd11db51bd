import assert from 'node:assert/strict'
import { test } from 'node:test'
import { healthyPage, holdDoctor } from '../doctor/examined.ts'
import { blockIn, freePort, openGated, startDaemon, visit, visitors, wanted, write } from './gated.ts'
import { holdWebServer } from './web-server.ts'

const programs = wanted({ caddy: 'caddy' })

if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory')
  const { folder } = gated
  const [port, unasking, unreaching, nobody, mapped] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ]
  const block = blockIn('caddy.md', 0, gated)
  const site = (at: number, asking: string, places = '127.0.0.1 ::1') => `http://:${at} {
	bind ${places}
	route {
${asking}
		respond "stock" 200
	}
}
`
  const configuration = write(
    folder,
    'Caddyfile',
    `{
	admin off
	auto_https off
}
${site(port, block)}${site(mapped, block, '::')}${site(unasking, '')}${site(unreaching, block.replace(gated.at, `127.0.0.1:${nobody}`))}`,
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
  const url = (at: number) => `http://127.0.0.1:${at}/stock`
  holdDoctor(
    gated,
    { server: 'caddy' },
    {
      ...healthyPage(url(port)),
      'the line that is missing': {
        url: url(unasking),
        exit: 1,
        found: ['not-asked', 'not-asked'],
        line: /^forward_auth 127/,
      },
      'that it does not reach Kagimori and keeps everybody out': {
        url: url(unreaching),
        exit: 1,
        found: ['cannot-ask', 'cannot-ask'],
        line: /127\.0\.0\.1:8420/,
      },
    },
  )

  holdWebServer('Caddy', gated, { port, mapped, daemon, unanswered: /^50[24] / })
}
