import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, connect, createServer, type NetConnectOpts } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { needs, pathOf } from '../debian.ts'
import { type Rest, restOf, type Shown } from '../rest.ts'
import { type Served, startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Visitors of the tests: every address of 127.0.0.0/8 is this machine's; the neighbour comes over IPv6. */
export const visitors = {
  listed: '127.0.0.2',
  stranger: '127.0.0.3',
  leaving: '127.0.0.4',
  neighbour: '::1',
} as const

/** A really started service with one system that enforces, and a token for the gate in front of it. */
export interface Gated {
  readonly served: Served
  readonly rest: Rest
  /** `host:port` of the service. */
  readonly at: string
  readonly token: string
  readonly folder: string
  readonly system: string
  readonly setMode: (mode: 'report' | 'enforce') => Promise<void>
  /** Lists the visitors: one for good, one until `leavesAt`, and other networks. */
  readonly list: (leavesAt: string, others?: readonly string[]) => Promise<void>
  /** The latest decision about an address. */
  readonly lastDecision: (ip: string) => Promise<Shown | undefined>
}

/** Starts the service for one test file and stops it after the last test. */
export async function openGated(
  system: string,
  kind: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Gated> {
  const folder = temporaryFolder(`gate-${system}`)
  // Servers drop to users of their own.
  chmodSync(folder, 0o755)
  const served = await startServer({ env })
  atAnyEnd(() => void served.kill())
  after(() => served.stop())
  const rest = restOf(served)
  const setMode = async (mode: 'report' | 'enforce') => {
    const body = { name: system, kind, exposure: 'internet', endpoints: [], mode }
    const { status } = await rest('PUT', `/systems/${system}`, body)
    assert.ok(status < 300, `PUT system: ${status}`)
  }
  const list = async (leavesAt: string, others: readonly string[] = []) => {
    const entries = [
      { network: visitors.listed },
      { network: visitors.leaving, expiresAt: leavesAt },
      ...others.map(network => ({ network })),
    ]
    const path = `/systems/${system}/allowlist`
    const { headers } = await rest('GET', path)
    const { status } = await rest('PUT', path, { entries }, { 'if-match': headers.get('etag') ?? '' })
    assert.equal(status, 200)
  }
  await setMode('enforce')
  await list(secondsFromNow(3_600))
  const { body } = await rest('POST', '/tokens', {
    name: 'gate',
    scopes: ['decide'],
    networks: ['127.0.0.0/8'],
  })
  const lastDecision = async (ip: string) => {
    const { body } = await rest<{ readonly items: readonly Shown[] }>('GET', `/decisions?system=${system}`)
    return body.items.find(record => record.ip === ip)
  }
  const at = served.url.replace('http://', '')
  return { served, rest, at, token: String(body.token), folder, system, setMode, list, lastDecision }
}

export function secondsFromNow(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString()
}

/** Lets an entry of the leaving visitor end, and waits until it has. */
export async function letLeave({ list }: Gated): Promise<void> {
  await list(secondsFromNow(0.3))
  await pause(320)
}

/** The path of a client as it is shipped. */
export function shipped(name: string): string {
  return new URL(`../../gates/clients/${name}`, import.meta.url).pathname
}

const pages = new URL('../../docs/gates/', import.meta.url).pathname

/** The blocks of configuration in a page for administrators, in order. */
export function blocksOf(page: string): readonly string[] {
  const text = readFileSync(`${pages}${page}`, 'utf8')
  return [...text.matchAll(/^```[a-z]+\n(.*?)^```$/gms)].map(([, block = '']) => block)
}

/** A page's block with the example's places put in: files under /etc become the folder's, then each of `places`. */
export function blockIn(
  page: string,
  which: number,
  { folder, at, token }: Pick<Gated, 'folder' | 'at' | 'token'>,
  places: Readonly<Record<string, string>> = {},
): string {
  const block = blocksOf(page)[which] ?? assert.fail(`${page} has no block ${which}`)
  const usual = { '127.0.0.1:8420': at, 'kgm_…': token }
  return Object.entries({ ...usual, ...places }).reduce(
    (text, [written, meant]) => text.replaceAll(written, meant),
    block.replaceAll(/\/(?:etc|run|var|usr\/local)\/[\w./-]*?(?=[\w.-]+(?:[\s;"'),]|$))/gm, `${folder}/`),
  )
}

/** PAM lines with the one put in that docs/login-rating.md adds to have a right password rated. */
export function withRating(block: string, gated: Gated, system: string): string {
  const [, added = ''] = blockIn('../login-rating.md', 1, gated).split('\n')
  const place = `--url http://${gated.at} --token-file ${join(gated.folder, 'gate.token')}`
  return block.replace(/^.* --failed .*$/m, `$&\n${added.replace(/ ftp$/, ` ${place} ${system}`)}`)
}

/** Writes a file into the folder of the tests. */
export function write(folder: string, name: string, text: string, mode = 0o644): string {
  const path = join(folder, name)
  writeFileSync(path, text, { mode })
  return path
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** The paths of the programs a test file needs, by their Debian packages; without one of them the file says so and does no more. */
export function wanted<const B extends string>(
  packages: Readonly<Record<B, string>>,
): Readonly<Record<B, string>> | undefined {
  const paths = new Map(Object.keys(packages).map(name => [name, pathOf(name)]))
  const missing = [...paths.keys()].filter(name => paths.get(name) === undefined)
  for (const name of missing) test(`${name} is here`, t => void needs(t, name, packages[name as B]))
  return missing.length === 0 ? (Object.fromEntries(paths) as Record<B, string>) : undefined
}

/** For a test file that breaks off while it prepares: then neither its last hooks nor an ordinary `exit` come. */
export function atAnyEnd(kill: () => void): void {
  process.once('exit', kill).once('uncaughtExceptionMonitor', kill)
}

/** A server started by the tests, ready once it listens; ended after the last one by its own process id. */
export async function startDaemon(
  command: string,
  options: readonly string[],
  ready: Listening,
  env: Readonly<Record<string, string>> = {},
): Promise<ChildProcess> {
  const child = spawn(command, options, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
  const gone = once(child, 'exit')
  const orphaned = () => child.kill('SIGKILL')
  atAnyEnd(orphaned)
  after(async () => {
    child.kill('SIGTERM')
    const late = setTimeout(orphaned, 5_000)
    await gone
    clearTimeout(late)
  })
  await untilListening(ready, () => (child.exitCode === null ? undefined : `${command} ended: ${said}`))
  return child
}

/** The process of a daemon, for counting what it holds. */
export function pidsOf({ pid }: ChildProcess): readonly number[] {
  return pid === undefined ? [] : [pid]
}

/** A port of this machine, over IPv4 unless told otherwise, or a socket. */
export type Listening = number | string | { readonly port: number; readonly host: string }

/** Waits until something answers there. */
export async function untilListening(
  place: Listening,
  ended: () => string | undefined = () => undefined,
): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const complaint = ended()
    if (complaint !== undefined) assert.fail(complaint)
    const isOpen = await new Promise<boolean>(resolve => {
      const socket = connect(placeOf(place))
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await pause(25)
  }
  assert.fail(`nothing listens on ${JSON.stringify(place)}`)
}

/** This machine, as a visitor from this address reaches it. */
export function hostFor(from: string): string {
  return from.includes(':') ? '::1' : '127.0.0.1'
}

/** A listener at which nginx takes IPv4 clients for `::ffff:…`. */
export const mappedHost = '[::ffff:127.0.0.1]'

function placeOf(place: Listening): NetConnectOpts {
  if (typeof place === 'string') return { path: place }
  return typeof place === 'number' ? { port: place, host: '127.0.0.1' } : place
}

/** What a web server answered. */
export interface WebAnswer {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
}

/** Asks a web server from one of this machine's addresses. */
export function visit(
  port: number,
  from: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
  path = '/stock',
): Promise<WebAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: hostFor(from),
      port,
      localAddress: from,
      method,
      headers,
      agent: false,
      path,
    })
    asked.once('error', reject)
    asked.once('response', response => {
      let text = ''
      response.setEncoding('utf8').on('data', part => (text += part))
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      )
    })
    asked.end(method === 'POST' ? 'a=1' : undefined)
  })
}
