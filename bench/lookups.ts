import { BlockList } from 'node:net'
import { pathToFileURL } from 'node:url'
import { compileAccess, decide } from '../src/core/access.ts'
import { type Words, writeAddress } from '../src/core/address.ts'

const sizes = [100, 10_000, 100_000] as const
const now = Date.UTC(2026, 10, 23)

/** One measurement: our decisions a second and net.BlockList's checks, on the same list and the same addresses. */
export interface LookupFigures {
  readonly networks: number
  readonly what: string
  readonly ours: number
  readonly blockList: number
  readonly ratio: number
}

/** How a list is made and asked: the network of a random word, an address in it, and one that is in none. */
interface Shape {
  readonly what: string
  readonly family: 'ipv4' | 'ipv6'
  /** BlockList keeps addresses, subnets and ranges in different ways; callers of ours may write any of them. */
  readonly written: readonly ('address' | 'subnet' | 'range')[]
  readonly networkOf: (word: number) => Words
  readonly missOf: (word: number, other: number) => Words
}

const wordOf24 = (word: number) => [(word & 0xffff_ff00) >>> 0]
const shapes: readonly Shape[] = [
  {
    what: 'IPv4 as admins write it',
    family: 'ipv4',
    written: ['address', 'subnet', 'range'],
    networkOf: wordOf24,
    missOf: word => [word],
  },
  { what: 'IPv4 /24', family: 'ipv4', written: ['subnet'], networkOf: wordOf24, missOf: word => [word] },
  { what: 'IPv4 ranges', family: 'ipv4', written: ['range'], networkOf: wordOf24, missOf: word => [word] },
  {
    what: 'IPv6 /64',
    family: 'ipv6',
    written: ['subnet'],
    networkOf: word => [0x2001_0db8, word, 0, 0],
    missOf: (word, other) => [0x2001_0db8, word, 1, other],
  },
]

/**
 * Measures decisions in this process against net.BlockList, hits and misses apart, and prints one line each.
 * Ours is the whole decision from the address's text; BlockList's is `check(text)` alone.
 */
export async function benchLookups(print: (line: string) => void): Promise<readonly LookupFigures[]> {
  const figures: LookupFigures[] = []
  for (const shape of shapes) {
    for (const size of sizes) {
      for (const figure of measure(shape, size)) {
        figures.push(figure)
        print(lineOf(figure))
      }
    }
  }
  return figures
}

function measure(
  { what, family, written, networkOf, missOf }: Shape,
  size: number,
): readonly LookupFigures[] {
  const random = randomFrom(size)
  const peer = new BlockList()
  const prefix = family === 'ipv4' ? 24 : 64
  const firsts = Array.from({ length: size }, () => networkOf(random()))
  const entries = firsts.map((words, index) => {
    const first = writeAddress(words)
    const form = written[index % written.length]
    if (form === 'address') peer.addAddress(first, family)
    else if (form === 'range') peer.addRange(first, writeAddress([(words[0] ?? 0) + 255]), family)
    else peer.addSubnet(first, prefix, family)
    return { network: form === 'address' ? first : `${first}/${prefix}` }
  })
  const snapshot = compileAccess([{ id: 'ftp', mode: 'enforce' }], [{ system: 'ftp', entries }])
  const decideOurs = (ip: string) => decide(snapshot, { system: 'ftp', ip }, now).allow
  const asked = {
    hit: Array.from({ length: 1000 }, () => asReceived(firsts[random() % size] ?? [])),
    miss: Array.from({ length: 1000 }, () => asReceived(missOf(random(), random()))).filter(
      ip => !decideOurs(ip),
    ),
  }
  return Object.entries(asked).map(([kind, addresses]) => {
    const ours = rate(addresses, decideOurs)
    const blockList = rate(addresses, ip => peer.check(ip, family))
    return { networks: size, what: `${what}, ${kind}`, ours, blockList, ratio: ours / blockList }
  })
}

/** One flat string, as a socket gives it: concatenated ones are slower to read for both. */
function asReceived(words: Words): string {
  return Buffer.from(writeAddress(words)).toString('latin1')
}

/** Calls a second: the best of three rounds of 100 ms each, after a warm-up. */
function rate(addresses: readonly string[], check: (ip: string) => boolean): number {
  let best = 0
  for (let round = 0; round < 4; round++) {
    const started = performance.now()
    let calls = 0
    let elapsed = 0
    // The clock is read once in 50 calls, so that reading it does not count.
    while (elapsed < 100) {
      for (const until = calls + 50; calls < until; calls++) check(addresses[calls % addresses.length] ?? '')
      elapsed = performance.now() - started
    }
    if (round > 0) best = Math.max(best, (calls / elapsed) * 1000)
  }
  return best
}

/** Numerical Recipes' linear congruential generator: the same lists in every run. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state ^ (state >>> 16)) >>> 0
  }
}

function lineOf({ networks, what, ours, blockList, ratio }: LookupFigures): string {
  const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en').padStart(10)}/s`
  const times = ratio < 10 ? ratio.toFixed(1) : String(Math.round(ratio))
  return `${String(networks).padStart(7)} ${what.padEnd(30)} ${perSecond(ours)}  net.BlockList ${perSecond(blockList)}  ratio ${times}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await benchLookups(line => process.stdout.write(`${line}\n`))
}
