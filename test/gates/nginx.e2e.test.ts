import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startNginx } from '../servers/nginx.ts'
import { holdBasicForms, holder } from './basic-forms.ts'
import { blockIn, freePort, mappedHost, openGated, visit, visitors, wanted, write } from './gated.ts'
import { holdWebServer } from './web-server.ts'

const page = 'nginx.md'
const programs = wanted({ nginx: 'nginx-light' })

if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory')
  const { folder } = gated
  const [port, mapped] = [await freePort(), await freePort()]
  write(folder, 'kagimori.token', blockIn(page, 0, gated), 0o600)
  write(folder, 'stock', 'stock')
  write(folder, 'behind', 'behind')
  write(folder, 'htpasswd', `${holder.login}:{PLAIN}${holder.password}\n`)
  const listen = `listen 127.0.0.1:${port}; listen [::1]:${port}; listen ${mappedHost}:${mapped} ipv6only=off;`
  const block = `${listen} error_page 405 =200 /stock; ${blockIn(page, 1, gated)}
    location = /behind { auth_basic inventory; auth_basic_user_file ${folder}/htpasswd; }`
  const daemon = await startNginx(programs.nginx, folder, block, port)

  test('a login that passes by is recorded with the decision, its password is not', async () => {
    const credential = Buffer.from('tanaka:spring-of-2026').toString('base64')
    const { status } = await visit(port, visitors.listed, { Authorization: `Basic ${credential}` })
    assert.equal(status, 200)
    assert.equal((await gated.lastDecision(visitors.listed))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /spring-of-2026/)
  })

  holdBasicForms('nginx', gated, port)
  holdWebServer('nginx', gated, { port, mapped, daemon, unanswered: /^500 / })
}
