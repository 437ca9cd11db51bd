import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  blockIn,
  freePort,
  mappedHost,
  openGated,
  shipped,
  startDaemon,
  visit,
  visitors,
  wanted,
  write,
} from './gated.ts'
import { holdWebServer } from './web-server.ts'

const programs = wanted({ apache2: 'apache2 lua-socket' })
const modules = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_user',
  'auth_basic',
  'setenvif',
  'lua',
]

if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory')
  const { folder, token } = gated
  const [port, mapped] = [await freePort(), await freePort()]
  copyFileSync(shipped('apache.lua'), join(folder, 'kagimori.lua'))
  // The folder is the test's own; Apache's user has to read it.
  write(folder, 'kagimori.token', `${token}\n`, 0o644)
  write(folder, 'stock', 'stock')
  write(folder, 'behind', 'behind')
  write(folder, 'htpasswd', `tanaka:{SHA}${hash('sha1', 'spring-of-2026', 'base64')}\n`)
  const configuration = write(
    folder,
    'apache.conf',
    `${modules.map(name => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerName inventory.aoba.example
Listen 127.0.0.1:${port}
Listen [::1]:${port}
Listen ${mappedHost}:${mapped}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/apache.log
User www-data
Group www-data
DocumentRoot ${folder}
${blockIn('apache.md', 0, gated)}
<Location /behind>
  AuthType Basic
  AuthName inventory
  AuthUserFile ${folder}/htpasswd
  Require valid-user
</Location>
`,
  )
  const daemon = await startDaemon(programs.apache2, ['-DFOREGROUND', '-f', configuration], port)

  test('Apache’s own rules still hold for whoever is let in', async () => {
    const ask = async (from: string, password: string) => {
      const Authorization = `Basic ${Buffer.from(`tanaka:${password}`).toString('base64')}`
      return (await visit(port, from, { Authorization }, 'GET', '/behind')).status
    }
    assert.equal((await visit(port, visitors.listed, {}, 'GET', '/behind')).status, 401)
    assert.equal(await ask(visitors.listed, 'autumn-of-2026'), 401)
    assert.equal(await ask(visitors.listed, 'spring-of-2026'), 200)
    assert.equal(await ask(visitors.stranger, 'spring-of-2026'), 403)
    assert.equal((await gated.lastDecision(visitors.stranger))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /of-2026/)
  })
  holdWebServer('Apache', gated, { port, mapped, daemon, unanswered: /^503 / })
}
