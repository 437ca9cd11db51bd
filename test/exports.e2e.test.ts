import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ExportList } from '../src/core/export.ts'
import { exportList } from '../src/core/export-list.ts'
import apache from '../src/exports/apache.ts'
import haproxy from '../src/exports/haproxy.ts'
import hostsAllow from '../src/exports/hosts-allow.ts'
import nftables from '../src/exports/nftables.ts'
import nginx from '../src/exports/nginx.ts'
import { needs } from './debian.ts'

const folder = mkdtempSync(join(tmpdir(), 'kagimori-exports-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Lists by what they mean to a visitor from 127.0.0.1. */
const lists: Readonly<Record<string, { readonly networks: readonly string[]; readonly letsIn: boolean }>> = {
  'a list with this machine': { networks: ['127.0.0.0/8', '192.0.2.0/26', '2001:db8::/33'], letsIn: true },
  'a list of others': { networks: ['128.0.0.0/1', '126.255.255.255', '2001:db8::10'], letsIn: false },
  'an empty list': { networks: [], letsIn: false },
  'a list of everybody': { networks: ['0.0.0.0/0', '::/0'], letsIn: true },
}

function listOf(networks: readonly string[], endpoints: ExportList['endpoints'] = []): ExportList {
  return exportList(
    'inventory',
    networks.map(network => ({ network })),
    '2026-11-23T09:00:00Z',
    () => 'digest',
    endpoints,
  )
}

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Runs a web server in the foreground, asks it once and stops it; answers the HTTP status. */
async function statusFrom(command: string, options: readonly string[], port: number): Promise<number> {
  const server = spawn(command, options, { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  server.stderr.on('data', chunk => (complaint += chunk))
  const stopped = once(server, 'exit')
  try {
    for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt++) {
      const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
      if (answer !== undefined) return answer.status
      await pause(25)
    }
    return assert.fail(`${command} does not answer: ${complaint}`)
  } finally {
    server.kill('SIGTERM')
    await stopped
  }
}

for (const [meaning, { networks, letsIn }] of Object.entries(lists)) {
  const expected = letsIn ? 'lets this machine in' : 'keeps this machine out'

  test(`nginx reads ${meaning} and ${expected}`, async t => {
    const binary = needs(t, 'nginx', 'nginx-light')
    if (binary === undefined) return
    const port = await freePort()
    write('nginx.allow', nginx.render(listOf(networks)))
    write('index.html', 'stock')
    const configuration = write(
      'nginx.conf',
      `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr; events {}
       http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
         uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
         server { listen 127.0.0.1:${port}; location / { include ${folder}/nginx.allow; root ${folder}; } } }`,
    )
    const check = spawnSync(binary, ['-t', '-c', configuration], { encoding: 'utf8' })
    assert.equal(check.status, 0, check.stderr)
    assert.equal(await statusFrom(binary, ['-c', configuration], port), letsIn ? 200 : 403)
  })

  test(`Apache reads ${meaning} and ${expected}`, async t => {
    const binary = needs(t, 'apache2', 'apache2')
    if (binary === undefined) return
    const port = await freePort()
    mkdirSync(join(folder, 'stock'), { recursive: true })
    write('stock/index.html', 'stock')
    write('apache.require', apache.render(listOf(networks)))
    const modules = ['mpm_event', 'authz_core', 'authz_host', 'dir']
    const configuration = write(
      'apache.conf',
      `${modules.map(name => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
       ServerName inventory.aoba.example
       Listen 127.0.0.1:${port}
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
    assert.equal(await statusFrom(binary, ['-DFOREGROUND', '-f', configuration], port), letsIn ? 200 : 403)
  })

  test(`HAProxy reads ${meaning} and ${expected}`, async t => {
    const binary = needs(t, 'haproxy', 'haproxy')
    if (binary === undefined) return
    const port = await freePort()
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
  acl allowed src -f ${patterns}
  http-request deny deny_status 403 unless allowed
  http-request return status 200
`,
    )
    const check = spawnSync(binary, ['-c', '-f', configuration], { encoding: 'utf8' })
    assert.equal(check.status, 0, check.stderr)
    assert.equal(await statusFrom(binary, ['-db', '-f', configuration], port), letsIn ? 200 : 403)
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
  /** Networks, and for each what tcpdmatch must answer a visitor. */
  const visitors: readonly (readonly [
    networks: readonly string[],
    visits: Readonly<Record<string, boolean>>,
  ])[] = [
    [['192.0.2.0/26'], { '192.0.2.0': true, '192.0.2.63': true, '192.0.2.64': false, '2001:db8::1': false }],
    [['192.0.2.7'], { '192.0.2.7': true, '192.0.2.6': false }],
    [['128.0.0.0/1'], { '128.0.0.0': true, '127.255.255.255': false }],
    [['2001:db8::10'], { '2001:db8::10': true, '2001:db8::11': false, '192.0.2.7': false }],
    [['2001:db8:8000::/33'], { '2001:db8:8000::1': true, '2001:db8:7fff::1': false }],
    [['2001:db8::/61'], { '2001:db8:0:7::1': true, '2001:db8:0:8::1': false }],
    [['0.0.0.0/0', '::/0'], { '0.0.0.0': true, '203.0.113.9': true, '2001:db8::1': true }],
    [['0.0.0.0/0'], { '203.0.113.9': true, '2001:db8::1': false }],
    [[], { '127.0.0.1': false, '192.0.2.7': false, '2001:db8::1': false }],
  ]
  for (const [networks, visits] of visitors) {
    test(`${networks.join(', ') || 'an empty list'} lets in exactly whom it names`, t => {
      const binary = needs(t, 'tcpdmatch', 'tcpd')
      if (binary === undefined) return
      const text = hostsAllow.render(listOf(networks, [{ protocol: 'ftp', port: 21 }]))
      write('hosts.allow', text)
      write('hosts.deny', '')
      for (const [ip, letsIn] of Object.entries(visits)) {
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
