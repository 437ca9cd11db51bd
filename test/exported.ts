import assert from 'node:assert/strict'
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { wordsOf, writeAddress } from '../src/core/address.ts'
import type { ExportList } from '../src/core/export.ts'
import { exportList } from '../src/core/export-list.ts'
import { bitsOf, contains, lastOf, type Network, readAddress, readNetwork } from '../src/core/network.ts'

/** Lists by what they mean to a visitor from 127.0.0.1. */
export const lists: readonly {
  readonly meaning: string
  readonly networks: readonly string[]
  readonly letsIn: boolean
}[] = [
  {
    meaning: 'a list with this machine',
    networks: ['127.0.0.0/8', '192.0.2.0/26', '2001:db8::/33'],
    letsIn: true,
  },
  {
    meaning: 'a list of others',
    networks: ['128.0.0.0/1', '126.255.255.255', '2001:db8::10'],
    letsIn: false,
  },
  { meaning: 'an empty list', networks: [], letsIn: false },
  { meaning: 'a list of everybody', networks: ['0.0.0.0/0', '::/0'], letsIn: true },
  { meaning: 'a list of all of IPv6', networks: ['::/0'], letsIn: false },
]

/** Networks, and whether a server that was given them must let each of these visitors in. */
export const visits: readonly (readonly [
  networks: readonly string[],
  visitors: Readonly<Record<string, boolean>>,
])[] = [
  [['192.0.2.0/26'], { '192.0.2.0': true, '192.0.2.63': true, '192.0.2.64': false, '2001:db8::1': false }],
  [['192.0.2.7'], { '192.0.2.7': true, '192.0.2.6': false }],
  [['128.0.0.0/1'], { '128.0.0.0': true, '127.255.255.255': false }],
  [['2001:db8::10'], { '2001:db8::10': true, '2001:db8::11': false, '192.0.2.7': false }],
  [['2001:db8:8000::/33'], { '2001:db8:8000::1': true, '2001:db8:7fff::1': false }],
  [['2001:db8::/61'], { '2001:db8:0:7::1': true, '2001:db8:0:8::1': false }],
  [['0.0.0.0/0', '::/0'], { '0.0.0.1': true, '203.0.113.9': true, '2001:db8::1': true }],
  [['0.0.0.0/0'], { '203.0.113.9': true, '2001:db8::1': false }],
  [['::/0'], { '203.0.113.9': false, '2001:db8::1': true }],
  [[], { '127.0.0.1': false, '192.0.2.7': false, '2001:db8::1': false }],
]

/** The list of these networks as the service would export it for the system inventory. */
export function listOf(networks: readonly string[], endpoints: ExportList['endpoints'] = []): ExportList {
  const entries = networks.map(network => ({ network }))
  return exportList('inventory', entries, '2026-11-23T09:00:00Z', () => 'digest', endpoints)
}

/**
 * A long list drawn at random (always the same), and visitors at the edges of its networks and just outside, each with
 * what our own arithmetic says: what a server must agree with.
 */
export function drawnVisits(count: number): (typeof visits)[number] {
  const networks = fc.sample(fc.oneof(drawn(4, 8), drawn(6, 24)), { numRuns: count, seed: 2026 })
  const addresses = networks.flatMap(network => {
    const end = lastOf(network)
    const edges = [network.first - 1n, network.first, end, end + 1n]
    const possible = edges.filter(value => value > 0n && value < 1n << BigInt(bitsOf(network.family)))
    return possible.map(value => writeAddress(wordsOf(network.family, value)))
  })
  const isListed = (ip: string) => networks.some(network => contains(network, readAddress(ip)))
  return [networks.map(({ text }) => text), Object.fromEntries(addresses.map(ip => [ip, isListed(ip)]))]
}

function drawn(family: Network['family'], shortest: number): fc.Arbitrary<Network> {
  const bits = bitsOf(family)
  return fc
    .record({
      value: fc.bigInt({ min: 1n << BigInt(bits - 8), max: (1n << BigInt(bits - 1)) - 1n }),
      prefix: fc.integer({ min: shortest, max: bits }),
    })
    .map(({ value, prefix }) => {
      const beyond = BigInt(bits - prefix)
      return readNetwork(`${writeAddress(wordsOf(family, (value >> beyond) << beyond))}/${prefix}`)
    })
}

/** A folder for one test file, gone at its end. `write` gives the path of what it wrote. */
export function scratch(): {
  readonly folder: string
  readonly write: (name: string, text: string) => string
} {
  const folder = mkdtempSync(join(tmpdir(), 'kagimori-exports-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    write: (name, text) => {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    },
  }
}

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/**
 * Runs a server in the foreground for as long as `ask` takes to answer anything but undefined, stops it, and gives that
 * answer. Fails with what the server complained of when it ends by itself or does not answer within five seconds.
 */
export async function answerOf<Answer>(
  [command, ...options]: readonly [string, ...string[]],
  ask: () => Promise<Answer | undefined>,
  how: Pick<SpawnOptions, 'env' | 'uid' | 'gid' | 'cwd'> = {},
): Promise<Answer> {
  const server: ChildProcess = spawn(command, options, { ...how, stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  server.stderr?.on('data', chunk => (complaint += chunk))
  const stopped = once(server, 'exit')
  try {
    for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt++) {
      const answer = await ask()
      if (answer !== undefined) return answer
      await pause(25)
    }
    return assert.fail(`${command} does not answer: ${complaint}`)
  } finally {
    server.kill('SIGTERM')
    await stopped
  }
}

/** The HTTP statuses 127.0.0.1 gets from these addresses (`8080/stock`), undefined while one does not answer. */
export async function statusesAt(
  ...places: readonly (string | number)[]
): Promise<readonly number[] | undefined> {
  const asked = places.map(async place => (await fetch(`http://127.0.0.1:${place}`)).status)
  return Promise.all(asked).catch(() => undefined)
}
