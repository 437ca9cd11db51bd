import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import apache from '../src/exports/apache.ts'
import haproxy from '../src/exports/haproxy.ts'
import hostsAllow from '../src/exports/hosts-allow.ts'
import nftables from '../src/exports/nftables.ts'
import nginx from '../src/exports/nginx.ts'
import { needs } from './debian.ts'
import { answerOf, freePort, listOf, lists, scratch, statusesAt, visits } from './exported.ts'

const { folder, write } = scratch()

for (const { meaning, networks, letsIn } of lists) {
  const expected = letsIn ? 'lets this machine in' : 'keeps this machine out'

  test(`nginx reads ${meaning} and ${expected}`, async t => {
    const binary = needs(t, 'nginx', 'nginx-light')
    if (binary === undefined) return
    const [port, dualStack] = [await freePort(), await freePort()]
    write('nginx.allow', nginx.render(listOf(networks)))
    write('index.html', 'stock')
    const configuration = write(
      'nginx.conf',
      `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr; events {}
       http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
         uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
         server { listen 127.0.0.1:${port}; listen [::]:${dualStack} ipv6only=off; location / { include ${folder}/nginx.allow; root ${folder}; } } }`,
    )
    const check = spawnSync(binary, ['-t', '-c', configuration], { encoding: 'utf8' })
    assert.equal(check.status, 0, check.stderr)
    const statuses = await answerOf([binary, '-c', configuration], () => statusesAt(port, dualStack))
    assert.deepEqual(statuses, letsIn ? [200, 200] : [403, 403])
  })

  test(`Apache reads ${meaning} and ${expected}`, async t => {
    const binary = needs(t, 'apache2', 'apache2')
    if (binary === undefined) return
    const [port, dualStack] = [await freePort(), await freePort()]
    mkdirSync(join(folder, 'stock'), { recursive: true })
    write('stock/index.html', 'stock')
    write('apache.require', apache.render(listOf(networks)))
    const modules = ['mpm_event', 'authz_core', 'authz_host', 'dir']
    const configuration = write(
      'apache.conf',
      `${modules.map(name => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
       ServerName inventory.aoba.example
       Listen 127.0.0.1:${port}
       Listen [::]:${dualStack}
       PidFile ${folder}/apache.pid
       DefaultRuntimeDir ${folder}
       ErrorLog ${folder}/apache.log
       User www-data
       Group www-data
       DocumentRoot ${folder}/stock
       DirectoryIndex index.html
       <Location />
       <RequireAll>
       Include ${folder}/apache.require
       </RequireAll>
       </Location>`,
    )
    // Running as root it would drop to a user that cannot read a private folder.
    spawnSync('chmod', ['-R', 'a+rX', folder])
    const check = spawnSync(binary, ['-t', '-f', configuration], { encoding: 'utf8' })
    assert.equal(check.status, 0, check.stderr)
    const statuses = await answerOf([binary, '-DFOREGROUND', '-f', configuration], () =>
      statusesAt(port, dualStack),
    )
    assert.deepEqual(statuses, letsIn ? [200, 200] : [403, 403])
  })

  test(`HAProxy reads ${meaning} and ${expected}`, async t => {
    const binary = needs(t, 'haproxy', 'haproxy')
    if (binary === undefined) return
    const [port, dualStack] = [await freePort(), await freePort()]
    const patterns = write('haproxy.acl', haproxy.render(listOf(networks)))
    const configuration = write(
      'haproxy.cfg',
      `defaults
  mode http
  timeout connect 1s
  timeout client 1s
  timeout server 1s
frontend inventory
  bind 127.0.0.1:${port}
  bind :::${dualStack} v4v6
  acl allowed src -f ${patterns}
  http-request deny deny_status 403 unless allowed
  http-request return status 200
`,
    )
    const check = spawnSync(binary, ['-c', '-f', configuration], { encoding: 'utf8' })
    assert.equal(check.status, 0, check.stderr)
    const statuses = await answerOf([binary, '-db', '-f', configuration], () => statusesAt(port, dualStack))
    assert.deepEqual(statuses, letsIn ? [200, 200] : [403, 403])
  })

  for (const endpoints of [[], [{ protocol: 'ftp', port: 21 }]]) {
    test(`nftables takes ${meaning} for ${endpoints.length === 0 ? 'every port' : 'port 21'}`, t => {
      const binary = needs(t, 'nft', 'nftables')
      if (binary === undefined) return
      const rules = write('rules.nft', nftables.render(listOf(networks, endpoints)))
      const asRoot = spawnSync(binary, ['-c', '-f', rules], { encoding: 'utf8' })
      // Whoever may not ask the kernel here may in a network namespace of his own.
      const check =
        asRoot.status === 0
          ? asRoot
          : spawnSync('unshare', ['-rn', binary, '-c', '-f', rules], { encoding: 'utf8' })
      const forbidden = /not permitted|unshare failed/.test(check.stderr)
      if (forbidden && process.env.KAGIMORI_E2E !== 'required')
        t.skip('nft needs CAP_NET_ADMIN or user namespaces')
      else assert.equal(check.status, 0, asRoot.stderr + check.stderr)
    })
  }
}

describe('hosts.allow as libwrap reads it', () => {
  for (const [networks, visitors] of visits) {
    test(`${networks.join(', ') || 'an empty list'} lets in exactly whom it names`, t => {
      const binary = needs(t, 'tcpdmatch', 'tcpd')
      if (binary === undefined) return
      const text = hostsAllow.render(listOf(networks, [{ protocol: 'ftp', port: 21 }]))
      write('hosts.allow', text)
      write('hosts.deny', '')
      for (const [ip, letsIn] of Object.entries(visitors)) {
        const answer = spawnSync(binary, ['-d', 'vsftpd', ip], { cwd: folder, encoding: 'utf8' })
        assert.match(
          answer.stdout,
          letsIn ? /access: +granted/ : /access: +denied/,
          `${ip}\n${text}${answer.stderr}`,
        )
      }
    })
  }
})
