import { isPublic, readNetwork } from './network.ts'

/**
 * How failed logins in a row are slowed down and stopped, counted per account and per address of one system (NIST SP
 * 800-63B-4, 3.2.2; OWASP Authentication Cheat Sheet).
 */
export interface Throttle {
  /** From so many failures on every answer waits, twice as long each time. */
  readonly delayAfterFailures: number
  /** From so many on nobody is let in, except from an own address. */
  readonly denyAfterFailures: number
  /** So long without a further failure, they are forgotten. */
  readonly forgetAfterMinutes: number
}

const firstDelayMilliseconds = 100
/** The client script of PAM gives up after two seconds. */
const longestDelayMilliseconds = 1_500

/** How long an answer is kept back after so many failures. */
export function delayAfter(failures: number, { delayAfterFailures }: Throttle): number {
  if (failures < delayAfterFailures) return 0
  return Math.min(longestDelayMilliseconds, firstDelayMilliseconds * 2 ** (failures - delayAfterFailures))
}

const narrowest = { 4: 16, 6: 32 } as const

/**
 * Whether an allowlist's entry names addresses of one's own: private ones, or a network no wider than NW-03 takes for
 * one. A wider entry stands for an open door, behind which anybody may be.
 */
export function isOwnNetwork(text: string): boolean {
  const network = readNetwork(text)
  return network.prefix >= narrowest[network.family] || !isPublic(network)
}
