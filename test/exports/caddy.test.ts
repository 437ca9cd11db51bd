import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import caddy from '../../src/exports/caddy.ts'
import { needs } from '../debian.ts'
import { answerOf, freePort, listOf, lists, scratch, statusesAt } from '../exported.ts'

const { folder, write } = scratch()

for (const { meaning, networks, letsIn } of lists) {
  test(`Caddy reads ${meaning} and ${letsIn ? 'lets this machine in' : 'keeps this machine out'}, of every handle`, async t => {
    const binary = needs(t, 'caddy', 'caddy')
    if (binary === undefined) return
    const port = await freePort()
    const list = write('inventory.caddy', caddy.render(listOf(networks)))
    const configuration = write(
      'Caddyfile',
      `{
  admin off
  auto_https off
}
http://:${port} {
  route {
    import ${list}
    handle /stock* {
      respond "stock"
    }
    respond "front"
  }
}
`,
    )
    const options = ['--config', configuration, '--adapter', 'caddyfile']
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
    const check = spawnSync(binary, ['validate', ...options], { encoding: 'utf8', env })
    assert.equal(check.status, 0, check.stderr)
    const statuses = await answerOf([binary, 'run', ...options], () => statusesAt(port, `${port}/stock`), {
      env,
    })
    assert.deepEqual(statuses, letsIn ? [200, 200] : [403, 403])
  })
}
