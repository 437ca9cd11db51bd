import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { healthyPage, holdDoctor } from '../doctor/examined.ts'
import { startApache } from '../servers/apache.ts'
import { holdBasicForms, holder } from './basic-forms.ts'
import { blockIn, freePort, mappedHost, openGated, shipped, visit, visitors, wanted, write } from './gated.ts'
import { holdWebServer } from './web-server.ts'

const programs = wanted({ apache2: 'apache2 lua-socket' })
if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory')
  const { folder, token } = gated
  const [port, mapped, unasking] = [await freePort(), await freePort(), await freePort()]
  const [unreaching, nobody] = [await freePort(), await freePort()]
  const block = blockIn('apache.md', 0, gated)
  copyFileSync(shipped('apache.lua'), join(folder, 'kagimori.lua'))
  // The folder is the test's own; Apache's user has to read it.
  write(folder, 'kagimori.token', `${token}\n`, 0o644)
  write(folder, 'stock', 'stock')
  write(folder, 'behind', 'behind')
  write(folder, 'htpasswd', `${holder.login}:{SHA}${hash('sha1', holder.password, 'base64')}\n`)
  const host = (at: number, asking: string) => `<VirtualHost *:${at}>\n${asking}\n</VirtualHost>\n`
  const daemon = await startApache(programs.apache2, folder, {
    listen: [
      `127.0.0.1:${port}`,
      `[::1]:${port}`,
      `${mappedHost}:${mapped}`,
      `127.0.0.1:${unasking}`,
      `127.0.0.1:${unreaching}`,
    ],
    modules: ['setenvif', 'lua'],
    name: 'inventory.aoba.example',
    more: `${host(port, block)}${host(mapped, block)}${host(unasking, '')}
${host(unreaching, block.replace(gated.at, `127.0.0.1:${nobody}`))}
<Location /behind>
  AuthType Basic
  AuthName inventory
  AuthUserFile ${folder}/htpasswd
  Require valid-user
</Location>`,
  })
  const url = (at: number) => `http://127.0.0.1:${at}/stock`
  holdDoctor(
    gated,
    { server: 'apache' },
    {
      ...healthyPage(url(port)),
      'the line that is missing': {
        url: url(unasking),
        exit: 1,
        found: ['not-asked', 'not-asked'],
        line: /^LuaHookAccessChecker/,
      },
      'that it does not reach Kagimori and keeps everybody out': {
        url: url(unreaching),
        exit: 1,
        found: ['cannot-ask', 'cannot-ask'],
        line: /127\.0\.0\.1:8420/,
      },
    },
  )

  test('Apache’s own rules still hold for whoever is let in', async () => {
    const ask = async (from: string, password: string) => {
      const Authorization = `Basic ${Buffer.from(`tanaka:${password}`).toString('base64')}`
      return (await visit(port, from, { Authorization }, 'GET', '/behind')).status
    }
    assert.equal((await visit(port, visitors.listed, {}, 'GET', '/behind')).status, 401)
    assert.equal(await ask(visitors.listed, 'autumn-of-2026'), 401)
    assert.equal(await ask(visitors.listed, holder.password), 200)
    assert.equal(await ask(visitors.stranger, holder.password), 403)
    assert.equal((await gated.lastDecision(visitors.stranger))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /of-2026|spring-2026/)
  })

  holdBasicForms('Apache', gated, port)
  holdWebServer('Apache', gated, { port, mapped, daemon, unanswered: /^503 / })
}
