import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import nginxGeo from '../../src/exports/nginx-geo.ts'
import { needs } from '../debian.ts'
import { answerOf, freePort, listOf, lists, scratch, statusesAt } from '../exported.ts'

const { folder, write } = scratch()

for (const { meaning, networks, letsIn } of lists) {
  test(`nginx reads ${meaning} as geo and ${letsIn ? 'lets this machine in' : 'keeps this machine out'}, before any return`, async t => {
    const binary = needs(t, 'nginx', 'nginx-light')
    if (binary === undefined) return
    const port = await freePort()
    const list = write('inventory.geo', nginxGeo.render(listOf(networks)))
    // A dual-stack socket reports 127.0.0.1 as ::ffff:127.0.0.1.
    const configuration = write(
      'nginx.conf',
      `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr; events {}
       http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
         uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
         geo $listed { include ${list}; }
         server { listen [::]:${port} ipv6only=off; if ($listed != 1) { return 403; } location / { return 200 stock; } } }`,
    )
    const check = spawnSync(binary, ['-t', '-c', configuration], { encoding: 'utf8' })
    assert.equal(check.status, 0, check.stderr)
    assert.doesNotMatch(check.stderr, /\[warn\]/)
    assert.deepEqual(await answerOf([binary, '-c', configuration], () => statusesAt(port)), [
      letsIn ? 200 : 403,
    ])
  })
}
