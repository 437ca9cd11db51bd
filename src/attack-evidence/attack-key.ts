/** Two secret numbers below 2^32 that a process draws at its start: nobody outside can find two names of one key. */
export interface KeySeed {
  readonly first: number
  readonly second: number
}

/**
 * A text as a whole number from 1 to 2^52: one key of the attempt tables. Two lanes of multiplication and shifts, as
 * in MurmurHash3; a cryptographic digest would cost ten times a decision.
 */
export function keyOf(text: string, { first, second }: KeySeed): number {
  let a = first ^ 0x9e3779b1
  let b = second ^ 0x85ebca77
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x9e3779b1)
    b = Math.imul(b ^ code, 0x5f356495)
    a = (a << 13) | (a >>> 19)
    b = (b << 15) | (b >>> 17)
  }
  return joined(a, b)
}

/** The key of two keys together, in this order. */
export function pairKey(one: number, other: number): number {
  const a = Math.imul((one >>> 0) ^ 0x27d4eb2f, 0x165667b1) ^ Math.imul(other >>> 0, 0x9e3779b1)
  const b =
    Math.imul((one / 2 ** 20) ^ 0x7f4a7c15, 0x5f356495) ^
    Math.imul((other / 2 ** 20) ^ 0x1b873593, 0x85ebca77)
  return joined(a, b)
}

function joined(a: number, b: number): number {
  const mixed = mix(a ^ (b >>> 16))
  return (mix(b ^ mixed) >>> 12) * 2 ** 32 + (mixed >>> 0) + 1
}

/** MurmurHash3's finalizer: every bit of the input changes half of the output's. */
function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
