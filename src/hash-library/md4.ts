/** Where both digests begin: the bytes 01 23 45 … and back again, as little-endian words. */
const initialState = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476] as const
type State = readonly [number, number, number, number]

/** One of MD4's three rounds: the function of three words, its constant, the order of words, the shifts. */
interface Round {
  readonly mix: (x: number, y: number, z: number) => number
  readonly add: number
  readonly order: readonly number[]
  readonly shifts: readonly [number, number, number, number]
}

const md4Rounds: readonly Round[] = [
  {
    mix: (x, y, z) => (x & y) | (~x & z),
    add: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
  },
  {
    mix: (x, y, z) => (x & y) | (x & z) | (y & z),
    add: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
  },
  {
    mix: (x, y, z) => x ^ y ^ z,
    add: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
  },
]

/** MD4 (RFC 1320), which OpenSSL 3 no longer offers by default; needed to read NT hashes, never to make new ones. */
export function md4(message: Uint8Array): Buffer {
  const blocks = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64)
  blocks.set(message)
  blocks[message.length] = 0x80
  blocks.writeBigUInt64LE(BigInt(message.length) * 8n, blocks.length - 8)
  let state: State = initialState
  for (let at = 0; at < blocks.length; at += 64)
    state = md4Block(state, wordsOf(blocks.subarray(at, at + 64)))
  return bytesOf(state)
}

function md4Block(state: State, words: readonly number[]): State {
  let [a, b, c, d] = state
  for (const { mix, add, order, shifts } of md4Rounds) {
    for (const [step, index] of order.entries()) {
      const mixed = rotate((a + mix(b, c, d) + (words[index] ?? 0) + add) | 0, shifts[step % 4] ?? 0)
      ;[a, b, c, d] = [d, mixed, b, c]
    }
  }
  return sum(state, [a, b, c, d])
}

/** How far MD5 turns each step, by round. */
const md5Shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const
/** Where each of MD5's rounds begins among the words, and by how much it steps. */
const md5Walk = [
  [0, 1],
  [1, 5],
  [5, 3],
  [0, 7],
] as const
const md5Mixes: readonly Round['mix'][] = [
  (x, y, z) => (x & y) | (~x & z),
  (x, y, z) => (x & z) | (y & ~z),
  (x, y, z) => x ^ y ^ z,
  (x, y, z) => y ^ (x | ~z),
]
const md5Constants = Array.from({ length: 64 }, (_, step) =>
  Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32),
)

/** MD5's inner state (RFC 1321) after one 64-byte block: what CRAM-MD5 lists keep, and `node:crypto` does not give. */
export function md5StateAfter(block: Uint8Array): Buffer {
  const words = wordsOf(Buffer.from(block))
  let [a, b, c, d]: State = initialState
  for (const [step, constant] of md5Constants.entries()) {
    const round = step >> 4
    const [start, stride] = md5Walk[round] ?? [0, 1]
    const word = words[(start + stride * step) % 16] ?? 0
    const mixed = (a + (md5Mixes[round]?.(b, c, d) ?? 0) + word + constant) | 0
    ;[a, b, c, d] = [d, (b + rotate(mixed, md5Shifts[round]?.[step % 4] ?? 0)) | 0, b, c]
  }
  return bytesOf(sum(initialState, [a, b, c, d]))
}

function wordsOf(block: Buffer): readonly number[] {
  return Array.from({ length: 16 }, (_, index) => block.readInt32LE(index * 4))
}

function bytesOf(state: State): Buffer {
  return Buffer.from(Int32Array.from(state).buffer)
}

/** Kept as 32-bit integers by whoever stores it: sums may run over until then. */
function sum(left: State, right: State): State {
  return [left[0] + right[0], left[1] + right[1], left[2] + right[2], left[3] + right[3]]
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}
