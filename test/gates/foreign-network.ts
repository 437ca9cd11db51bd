import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { pathOf } from '../debian.ts'
import { atAnyEnd } from './gated.ts'

/** Another network behind a router of its own: what is started there reaches this machine from outside. */
export interface ForeignNetwork {
  /** This machine as seen from there. */
  readonly server: string
  readonly server6: string
  /** Where a client over there stands. */
  readonly client: string
  readonly other: string
  readonly client6: string
  /** Command and options that start a program over there. */
  readonly from: (command: string, options: readonly string[]) => readonly [string, readonly string[]]
  readonly close: () => Promise<void>
}

/** Whether this machine lets the tests make a network; where not, a test says so and is skipped, everywhere. */
export function canMakeNetworks(): boolean {
  const reason =
    pathOf('ip') === undefined || pathOf('nsenter') === undefined
      ? 'ip and nsenter are not here; on Debian: apt-get install iproute2 util-linux'
      : spawnSync('unshare', ['-n', 'true']).status === 0
        ? undefined
        : 'this machine forbids network namespaces'
  if (reason !== undefined) test('a client comes from another network', t => t.skip(reason))
  return reason === undefined
}

/**
 * Makes a network namespace joined to this machine by a pair of interfaces, its clients one hop further (RFC 5737 and
 * RFC 3849 addresses). It lives by a process that reads our pipe: however this one ends, both go with it.
 */
export async function openForeignNetwork(): Promise<ForeignNetwork> {
  const holder = spawn('unshare', ['-n', 'sh', '-c', 'echo ready && exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(holder, 'exit')
  atAnyEnd(() => holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  const pid = String(holder.pid)
  // Two runs side by side have networks of their own.
  const block = process.pid % 60
  const near = `kgm${process.pid % 100_000}`
  const far = `${near}x`
  const at = (network: string, host: number) => `${network}.${4 * block + host}`
  const [server, router, client, other] = [
    at('203.0.113', 1),
    at('203.0.113', 2),
    at('198.51.100', 1),
    at('198.51.100', 2),
  ]
  const [link6, beyond6] = [`2001:db8:${block}`, `2001:db8:ff${block + 10}`]
  const over: ForeignNetwork['from'] = (command, options) => [
    'nsenter',
    [`--net=/proc/${pid}/ns/net`, command, ...options],
  ]
  const here = (line: string) => run('ip', line.split(' '))
  const there = (line: string) => run(...over('ip', line.split(' ')))
  here(`link add ${near} type veth peer name ${far} netns ${pid}`)
  here(`addr add ${server}/30 dev ${near}`)
  here(`addr add ${link6}::1/64 dev ${near} nodad`)
  here(`link set ${near} up`)
  for (const line of [
    'link set lo up',
    `addr add ${router}/30 dev ${far}`,
    `addr add ${link6}::2/64 dev ${far} nodad`,
    ...[client, other].map(ip => `addr add ${ip}/32 dev lo`),
    `addr add ${beyond6}::7/128 dev lo nodad`,
    `link set ${far} up`,
    `route add default via ${server} src ${client}`,
    `-6 route add default via ${link6}::1 src ${beyond6}::7`,
  ])
    there(line)
  here(`route add ${at('198.51.100', 0)}/30 via ${router}`)
  here(`-6 route add ${beyond6}::/64 via ${link6}::2`)
  return {
    server,
    server6: `${link6}::1`,
    client,
    other,
    client6: `${beyond6}::7`,
    from: over,
    close: async () => {
      holder.stdin.end()
      await gone
    },
  }
}

function run(command: string, options: readonly string[]): void {
  const { status, stderr } = spawnSync(command, options, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${options.join(' ')}: ${stderr}`)
}
