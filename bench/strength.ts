import { spawnSync } from 'node:child_process'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import languageJa from '@zxcvbn-ts/language-ja'
import zxcvbn from 'zxcvbn'
import { openDefaultEstimator } from '../src/strength/default-estimator.ts'
import type { Estimator } from '../src/strength/estimator.ts'
import { openExactEstimator } from '../src/strength/exact-estimator.ts'
import { hostilePasswords } from '../test/strength/hostile-passwords.ts'
import { openCPort } from './c-port.ts'
import { ordinaryPasswords } from './ordinary-passwords.ts'
import type { FreshFigures } from './strength-fresh.ts'
import { verifyStrength } from './strength-verify.ts'

const listSize = 20_000
const rounds = 5
const hostileOfEach = 40

type Rate = (password: string) => unknown

/**
 * Ratings a second on one core, ours and the peers' on the same list in the same run; then the first calls and the
 * memory of a fresh process, and hostile passwords. With `--verify`, a million comparisons with the package instead.
 */
export async function benchStrength(flags: readonly string[]): Promise<void> {
  if (flags.includes('--verify')) return verifyStrength(1_000_000)
  const list = ordinaryPasswords(listSize, 1)
  const exact = openExactEstimator()
  const usual = openDefaultEstimator()
  await compareRates(list, exact, usual)
  for (const estimator of ['exact', 'default']) print(freshLine(estimator))
  const hostile = hostilePasswords(1, hostileOfEach).map(({ password }) => password)
  print(`hostile passwords (${hostile.length} of 25 families)`)
  print(hostileLine('exact', exact, hostile))
  print(hostileLine('default', usual, hostile))
}

async function compareRates(list: readonly string[], exact: Estimator, usual: Estimator): Promise<void> {
  const cPort = await openCPort()
  const small = list.slice(0, 1_000)
  const peers: readonly (readonly [string, Rate, readonly string[]])[] = [
    ['zxcvbn package', password => zxcvbn(password), list.slice(0, 3_000)],
    ['zxcvbn-ts, English', zxcvbnTs({}), small],
    ['zxcvbn-ts, and Japanese', zxcvbnTs(languageJa.dictionary), small],
    ...(cPort === undefined ? [] : [['C port', cPort, list] as const]),
  ]
  print(`ratings a second, one core, ${listSize} ordinary passwords, best of ${rounds}`)
  const ours = ratesOf([
    ['exact', password => exact.estimate(password, []), list],
    ['default', password => usual.estimate(password, []), list],
    ...peers,
  ])
  const rateOf = (name: string) => ours.get(name) ?? Number.NaN
  for (const [name, rate] of ours) {
    const ratios = ['exact', 'default'].map(own => `${own} ${(rateOf(own) / rate).toFixed(2)}×`)
    print(
      `  ${name.padEnd(24)} ${Math.round(rate).toLocaleString('en').padStart(8)}/s   ${ratios.join(', ')}`,
    )
  }
  if (cPort === undefined) print('  C port                   not on this machine (Debian: libzxcvbn0)')
}

/** Best of the rounds for each; they take turns, so that a busy moment of the machine hits all alike. */
function ratesOf(
  rated: readonly (readonly [string, Rate, readonly string[]])[],
): ReadonlyMap<string, number> {
  const best = new Map(rated.map(([name]) => [name, 0]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, rate, list] of rated) {
      const began = performance.now()
      for (const password of list) rate(password)
      const perSecond = (list.length / (performance.now() - began)) * 1000
      best.set(name, Math.max(best.get(name) ?? 0, perSecond))
    }
  }
  return best
}

function zxcvbnTs(japanese: Readonly<Record<string, readonly string[]>>): Rate {
  const named = Object.entries(japanese).map(([name, words]) => [`${name}-ja`, [...words]])
  const factory = new ZxcvbnFactory({
    dictionary: { ...common, ...english, ...Object.fromEntries(named) },
    graphs: adjacencyGraphs,
  })
  return password => factory.check(password)
}

/** What a process that has just started says of its first calls and of its memory. */
function freshLine(estimator: string): string {
  const script = new URL('strength-fresh.ts', import.meta.url).pathname
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', script, estimator], { encoding: 'utf8' })
  const { openMs, firstMs, p50, p99, megabytes } = JSON.parse(stdout) as FreshFigures
  return (
    `fresh process, ${estimator}: opened in ${openMs.toFixed(0)} ms, dictionaries ${megabytes.toFixed(1)} MB; ` +
    `first call ${firstMs.toFixed(2)} ms, of the first 1,000 p50 ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms`
  )
}

function hostileLine(name: string, estimator: Estimator, hostile: readonly string[]): string {
  const inputs = ['tanaka', 'aoba', 'keiri']
  const times = hostile.map(password => {
    const began = performance.now()
    estimator.estimate(password, inputs)
    return performance.now() - began
  })
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(2)
  return `  ${name.padEnd(8)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
