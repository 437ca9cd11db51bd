import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'basic-ftp'
import { build } from '../src/build.ts'
import { readConfig } from '../src/config.ts'
import { Secret } from '../src/core/secret.ts'
import type { System } from '../src/core/system.ts'
import { ProbeDesk, type ProbingParts } from '../src/probing/probe-desk.ts'
import { middle } from './decisions.ts'
import { startService } from './service.ts'

const rounds = 5
const probes = 400
const proofs = 20
const caller = { actor: 'token_bench', ip: '127.0.0.1' }
/** An FTP server in a process of its own that answers at once: everything but a login's own name is its password. */
const server = `const s=require('net').createServer(c=>{let n='';c.on('error',()=>0).write('220 ready\\r\\n')
c.on('data',d=>{for(const l of String(d).split('\\r\\n').filter(Boolean)){if(l.startsWith('USER '))n=l.slice(5)
c.write(l.startsWith('USER')?'331 go on\\r\\n':l.startsWith('PASS')?(l.slice(5)===n?'530 no\\r\\n':'230 in\\r\\n'):'200 ok\\r\\n')}})})
s.listen(0,'127.0.0.1',()=>console.log(s.address().port))`

/**
 * Probes a second against a local server, with their notes in the log and their marks in the probe books, beside the bare client in a
 * loop; how many a system meets under its budget; and how long a claim waits for its proof through the whole service.
 */
export async function benchProof(): Promise<void> {
  const local = spawn(process.execPath, ['-e', server], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(local.stdout, 'data')
  const port = Number(String(line))
  try {
    await probing(port)
    await proving(port)
  } finally {
    await end(local)
  }
}

async function probing(port: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kagimori-bench-proof-'))
  const root = new URL('../', import.meta.url).pathname
  const config = readConfig({ KAGIMORI_DATA: folder, KAGIMORI_FINGERPRINT_COST: 'hmac' }, root)
  const built = await build(config, (where, error) => say(`${where}: ${error}`))
  const parts: ProbingParts = {
    ...built.parts,
    calendar: { timeZone: 'UTC', isHoliday: () => false },
    resolve: async host => host,
  }
  try {
    const desk = new ProbeDesk(parts)
    let asked = 0
    // As many systems as it takes to stay within their budgets.
    const probe = () => ask(desk, systemAt(port, `many-${Math.floor(asked++ / 50)}`))
    const bare = () => logIn(port)
    await perSecond(probe, 50)
    await perSecond(bare, 50)
    const ratios: number[] = []
    for (let round = 1; round <= rounds; round++) {
      const [peer, ours] = [await perSecond(bare), await perSecond(probe)]
      ratios.push(ours / peer)
      say(`round ${round}: bare basic-ftp ${peer.toFixed(0)} logins/s, kagimori ${ours.toFixed(0)} probes/s`)
    }
    say(`kagimori against bare basic-ftp, middle ratio ${middle(ratios).toFixed(2)}`)
    await underBudget(desk, port)
  } finally {
    await built.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function underBudget(desk: ProbeDesk, port: number): Promise<void> {
  const systems = Array.from({ length: 10 }, (_, at) => systemAt(port, `ftp-${at}`))
  const began = performance.now()
  let asked = 0
  for (const system of systems) while ((await ask(desk, system)) === 'accepted') asked += 1
  const seconds = (performance.now() - began) / 1_000
  const each = asked / systems.length
  say(
    `under the budget: ${each} an hour and system, ${(each / 60).toFixed(0)} a minute over the hour; ` +
      `${systems.length} systems met ${asked} in the first minute, in ${seconds.toFixed(1)} s`,
  )
}

/** Each account's own task: opened by a list, claimed, and proved over REST. */
async function proving(port: number): Promise<void> {
  const service = await startService({ KAGIMORI_FINGERPRINT_COST: 'hmac' })
  try {
    const { id: _id, columns: _columns, ...declared } = systemAt(port)
    await service.call('PUT', '/systems/ftp', declared)
    const logins = Array.from({ length: proofs }, (_, at) => `staff${at}`)
    await importList(service, `login,password\n${logins.map(login => `${login},${login}\n`).join('')}`)
    const { items } = (await service.call('GET', '/rotation-tasks?limit=200')) as Tasks
    const waits: number[] = []
    for (const [at, { id, login }] of items.entries()) {
      const began = performance.now()
      await service.call('POST', `/rotation-tasks/${id}/claim`)
      const given = { oldPassword: login, newPassword: `${at}vK7#mWq2!tR${at}z9xPd${at}` }
      const { status } = (await service.call(
        'POST',
        `/rotation-tasks/${id}/verify`,
        given,
      )) as Tasks['items'][0]
      if (status !== 'verified') throw new Error(`${id} is ${status}`)
      waits.push(performance.now() - began)
    }
    const worst = Math.max(...waits.slice(1))
    say(
      `from claim to proof: ${middle(waits.slice(1)).toFixed(0)} ms, at worst ${worst.toFixed(0)} ms, ` +
        `the first ${waits[0]?.toFixed(0)} ms (${waits.length} tasks)`,
    )
  } finally {
    await service.stop()
  }
}

interface Tasks {
  readonly items: readonly { readonly id: string; readonly login: string; readonly status: string }[]
}

async function importList({ port, token }: { port: number; token: string }, body: string): Promise<void> {
  const url = `http://127.0.0.1:${port}/api/v1/systems/ftp/account-lists`
  const { status } = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body })
  if (status !== 201) throw new Error(`the list was answered ${status}`)
}

function systemAt(port: number, id = 'ftp'): System {
  const endpoints = [{ protocol: 'ftp', host: '127.0.0.1', port, tls: 'none' }] as const
  const declared = { name: id, kind: 'ftp', exposure: 'intranet', endpoints, mode: 'enforce' } as const
  return { ...declared, id, policy: 'ftp', facts: {}, columns: {} }
}

async function ask(desk: ProbeDesk, system: System): Promise<string> {
  const password = new Secret('of-the-bench')
  const result = await desk.askAbout(system, 'tanaka', caller, async ([place]) => place?.tryLogin(password))
  return result?.answer.answer ?? 'none'
}

async function logIn(port: number): Promise<string> {
  const client = new Client(5_000)
  await client.connect('127.0.0.1', port)
  const { code } = await client.login('tanaka', 'of-the-bench')
  client.close()
  return code === 230 ? 'accepted' : 'refused'
}

async function perSecond(one: () => Promise<string>, times = probes): Promise<number> {
  const began = performance.now()
  for (let time = 0; time < times; time++) {
    const said = await one()
    if (said !== 'accepted') throw new Error(`the local server answered ${said}`)
  }
  return times / ((performance.now() - began) / 1_000)
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

function say(text: string): void {
  process.stdout.write(`proof: ${text}\n`)
}
