import { usePacks } from '../src/packed.ts'

/** What one estimator costs a process that has just started. */
export interface FreshFigures {
  readonly openMs: number
  readonly firstMs: number
  readonly p50: number
  readonly p99: number
  /** Heap and array buffers of everything loaded for it: the package's own lists, and the tables made of them. */
  readonly megabytes: number
}

const openers = {
  exact: async () => (await import('../src/strength/exact-estimator.ts')).openExactEstimator(),
  default: async () => (await import('../src/strength/default-estimator.ts')).openDefaultEstimator(),
}

usePacks()
const name = process.argv[2] === 'default' ? 'default' : 'exact'
const before = memory()
const began = performance.now()
const estimator = await openers[name]()
const opened = performance.now()
const { ordinaryPasswords } = await import('./ordinary-passwords.ts')
const list = ordinaryPasswords(1_000, 2)
const times = list.map(password => {
  const start = performance.now()
  estimator.estimate(password, [])
  return performance.now() - start
})
const firstMs = times[0] ?? Number.NaN
const sorted = times.toSorted((a, b) => a - b)
const figures: FreshFigures = {
  openMs: opened - began,
  firstMs,
  p50: sorted[499] ?? Number.NaN,
  p99: sorted[989] ?? Number.NaN,
  megabytes: memory() - before,
}
process.stdout.write(`${JSON.stringify(figures)}\n`)

function memory(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}
