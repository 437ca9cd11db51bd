import { createHash } from 'node:crypto'
import { toCrypt64 } from './encoding.ts'

/** Drepper's SHA-256 crypt; libcrypt computes it with at most 16 characters of salt. */
export function sha256Crypt(password: Buffer, salt: Buffer, rounds: number): string {
  const inner = sha256(password, salt, password)
  const bits: Buffer[] = []
  for (let length = password.length; length > 0; length >>= 1)
    bits.push((length & 1) === 1 ? inner : password)
  let digest = sha256(password, salt, Buffer.alloc(password.length, inner), ...bits)
  const spreadPassword = Buffer.alloc(password.length, sha256(...repeat(password, password.length)))
  const spreadSalt = Buffer.alloc(salt.length, sha256(...repeat(salt, 16 + (digest[0] ?? 0))))
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1
    const middle = [...(round % 3 === 0 ? [] : [spreadSalt]), ...(round % 7 === 0 ? [] : [spreadPassword])]
    digest = sha256(odd ? spreadPassword : digest, ...middle, odd ? digest : spreadPassword)
  }
  return encode(digest)
}

function repeat(bytes: Buffer, times: number): readonly Buffer[] {
  return Array.from({ length: times }, () => bytes)
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Three bytes ten apart at a time, turning by one each group; the last two bytes give three characters. */
function encode(digest: Buffer): string {
  const groups = Array.from({ length: 10 }, (_, group) =>
    [0, 10, 20].map(offset => digest[(group * 21 + offset) % 30]),
  )
  return groups.map(group => toCrypt64(group, 4)).join('') + toCrypt64([digest[31], digest[30]], 3)
}
