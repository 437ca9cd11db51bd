import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { middle } from './decisions.ts'
import { runLoad } from './load.ts'
import { processorOf, type Service, startService } from './service.ts'

const connections = 32
const milliseconds = 3_000
const rounds = 5
const bareServer =
  "const s=require('http').createServer((q,r)=>r.writeHead(204).end());s.listen(0,'127.0.0.1',()=>console.log(s.address().port))"

/** What nginx does before it hands out the same small file. */
const ways = ['static allow and deny', 'bare node:http', 'kagimori'] as const

/**
 * Requests a second through one nginx: with its own allow and deny, with `auth_request` to a bare `node:http` that
 * answers 204, and to Kagimori, each with the processor time an answer takes of nginx, the bare server and Kagimori;
 * then how long one waits at 1,000 logins a second by PAM. Records are on.
 */
export async function benchGates(): Promise<void> {
  const service = await startService()
  const folder = mkdtempSync(join(tmpdir(), 'kagimori-bench-nginx-'))
  const bare = spawn(process.execPath, ['-e', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(bare.stdout, 'data')
  const nginx = await startNginx(folder, service, Number(String(line)))
  try {
    for (const id of ['inventory', 'ftp']) await declare(service, id)
    await compare(nginx.ports, [nginx.child.pid ?? 0, bare.pid ?? 0, service.pid])
    await wait(service)
  } finally {
    for (const child of [nginx.child, bare]) await end(child)
    await service.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function declare(service: Service, id: string): Promise<void> {
  await service.call('PUT', `/systems/${id}`, {
    name: id,
    kind: id,
    exposure: 'internet',
    endpoints: [],
    mode: 'enforce',
  })
  const office = Array.from({ length: 1_000 }, (_, index) => ({
    network: `10.${index >> 8}.${index & 255}.0/24`,
  }))
  await service.call('PUT', `/systems/${id}/allowlist`, { entries: [{ network: '127.0.0.0/8' }, ...office] })
}

/** `pids` are those that work for each way beside nginx, which is the first. */
async function compare(ports: readonly number[], pids: readonly number[]): Promise<void> {
  const request = 'GET /stock HTTP/1.1\r\nHost: inventory.aoba.example\r\n\r\n'
  const load = { connections, milliseconds, request, expected: 'HTTP/1.1 200' }
  const measured = ways.map((): number[] => [])
  for (const port of ports) await runLoad({ ...load, port, milliseconds: 1_000 })
  for (let round = 1; round <= rounds; round++) {
    const figures: string[] = []
    for (const [at, way] of ways.entries()) {
      const pid = pids[at] ?? 0
      const before = processorOf(pid)
      const { perSecond, p99 } = await runLoad({ ...load, port: ports[at] ?? 0 })
      const each = (processorOf(pid) - before) / ((perSecond * milliseconds) / 1e6)
      measured[at]?.push(perSecond)
      figures.push(`${way} ${perSecond.toFixed(0)}/s (p99 ${p99.toFixed(1)} ms, ${each.toFixed(0)} µs)`)
    }
    process.stdout.write(`gates, round ${round}: ${figures.join(', ')}\n`)
  }
  const [fixed = [], peer = [], ours = []] = measured
  const ratio = (to: readonly number[]) => middle(ours.map((value, at) => value / (to[at] ?? Number.NaN)))
  process.stdout.write(
    `gates: nginx with kagimori against bare node:http, middle ratio ${ratio(peer).toFixed(2)}; ` +
      `against static allow and deny ${ratio(fixed).toFixed(2)}\n`,
  )
}

/** As the shell client asks for pam_exec. */
async function wait({ port, token }: Service): Promise<void> {
  const body = 'system=ftp&ip=10.0.3.7&user=tanaka&service=proftpd'
  const request = `POST /gates/pam HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Kagimori-Token: ${token}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const { perSecond, p99 } = await runLoad({
    port,
    request,
    connections: 50,
    milliseconds: 10_000,
    pace: 1_000,
    expected: 'HTTP/1.1 204',
  })
  process.stdout.write(`gates: ${perSecond.toFixed(0)} logins a second by PAM, p99 ${p99.toFixed(1)} ms\n`)
}

/** One process without a master, as docs/gates/nginx.md has it for a busy site. */
async function startNginx(folder: string, { port, token }: Service, bare: number) {
  const ports = await Promise.all(ways.map(freePort))
  writeFileSync(join(folder, 'stock'), 'stock')
  const asking = (upstream: string) => `auth_request /ask;
    location = /ask { internal; proxy_pass http://${upstream}/gates/forward-auth/inventory;
      proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header X-Kagimori-Token "${token}"; proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_pass_request_body off; proxy_set_header Content-Length "";
      proxy_connect_timeout 1s; proxy_read_timeout 2s; }`
  const rules = ['allow 127.0.0.0/8; deny all;', asking('bare'), asking('kagimori')]
  const servers = rules.map(
    (rule, at) =>
      `server { listen 127.0.0.1:${ports[at]}; root ${folder}; keepalive_requests 10000000; ${rule} }`,
  )
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  )
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
     events { worker_connections 1024; }
     http { access_log off; ${temporary.join(' ')}
       upstream bare { server 127.0.0.1:${bare}; keepalive 32; }
       upstream kagimori { server 127.0.0.1:${port}; keepalive 32; }
       ${servers.join('\n')} }`,
    { mode: 0o600 },
  )
  const child = spawn('nginx', ['-c', file], {
    stdio: 'inherit',
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
  })
  await untilOpen(ports[0] ?? 0)
  return { child, ports }
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return
    await pause(25)
  }
  throw new Error('nginx does not answer')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
