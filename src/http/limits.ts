import { createRequire } from 'node:module'
import { isIPv6 } from 'node:net'
import type { RateLimiterMemory as Limiter, RateLimiterRes as Result } from 'rate-limiter-flexible'
import { Refusal } from '../core/refusal.ts'

// The package's index loads a limiter for each of twenty databases, which takes 13 ms of the start.
const require = createRequire(import.meta.url)
const RateLimiterMemory: typeof Limiter = require('rate-limiter-flexible/lib/RateLimiterMemory.js')
const RateLimiterRes: typeof Result = require('rate-limiter-flexible/lib/RateLimiterRes.js')

/** How often something may happen, counted by token or by address. */
const limits = {
  /** Any request of one address. */
  address: { points: 90_000, seconds: 60 },
  /** Any request of one token. Decisions are not counted: a door that stops answering locks everybody out. */
  token: { points: 60_000, seconds: 60 },
  /** Refused tokens and addresses. */
  failure: { points: 60, seconds: 60 },
  /** A thousand ratings a second take a tenth of a core. */
  rating: { points: 60_000, seconds: 60 },
  /** Making up to twenty passwords takes some 10 ms of this very thread. */
  making: { points: 600, seconds: 60 },
  /** Every import starts a process. */
  import: { points: 300, seconds: 3_600 },
} as const

/** The limits by name. */
export type LimitName = keyof typeof limits
/** Other numbers than the usual ones. */
export type LimitPoints = Partial<Readonly<Record<LimitName, number>>>

/** Counts one use; refuses (`limited`, with the seconds to wait) beyond the limit. */
export type Consume = (limit: LimitName, key: string) => Promise<void>

/** Opens the counters, in memory; `points` replaces the usual numbers. */
export function openLimits(points: LimitPoints = {}): Consume {
  const limiters = new Map(
    Object.entries(limits).map(([name, limit]) => [
      name,
      new RateLimiterMemory({ points: points[name as LimitName] ?? limit.points, duration: limit.seconds }),
    ]),
  )
  return async (limit, key) => {
    try {
      await limiters.get(limit)?.consume(limitKey(key))
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason
      throw new Refusal('limited', 'http-limited', { seconds: Math.ceil(reason.msBeforeNext / 1000) })
    }
  }
}

/** One holder of IPv6 has a whole /64: counting each address would count nothing. */
function limitKey(key: string): string {
  if (!key.includes(':') || !isIPv6(key)) return key
  const [before = '', after] = key.split('::')
  const groups = before.split(':').filter(Boolean)
  const rest = after === undefined ? [] : after.split(':').filter(Boolean)
  const zeros = after === undefined ? 0 : 8 - groups.length - rest.length
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest].slice(0, 4).join(':')
}
