import { createHash } from 'node:crypto'
import { decode, toCrypt64 } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

interface Parts {
  readonly rounds: number
  readonly salt: Buffer
  readonly hash: string
}

/** `caching_sha2_password`, then the older `sha256_password`: the same computation, written a little otherwise. */
const form =
  /^(?:\$A\$(?<thousands>[0-9A-F]{3})\$(?<salt>.{20})|\$5\$(?<salt>[^$]{20})\$)(?<hash>[./0-9A-Za-z]{43})$/s

/** MySQL 8's default: SHA-256 crypt with 20 bytes of salt, which dumps often write in hex. */
export default defineScheme<Parts>({
  name: 'mysql-sha2',
  named: 'mysql-caching-sha2 caching_sha2_password mysql-sha256 sha256_password',
  read: text => {
    const raw = /^0x[0-9a-f]+$/i.test(text) ? decode(text.slice(2), 'hex')?.toString('latin1') : text
    const { thousands = '005', salt, hash } = form.exec(raw ?? '')?.groups ?? {}
    // A salt that a decoder has already made other characters of is lost.
    if (salt === undefined || hash === undefined || salt !== Buffer.from(salt, 'latin1').toString('latin1'))
      return undefined
    return { rounds: Number.parseInt(thousands, 16) * 1000, salt: Buffer.from(salt, 'latin1'), hash }
  },
  facts: ({ rounds }) => ({ class: 'slow', parameters: { rounds, digest: 'sha256' }, saltBits: 140 }),
  salt: ({ salt }) => salt.toString('base64'),
  opens: (password, { rounds, salt, hash }) => sha256Crypt(Buffer.from(password), salt, rounds) === hash,
  milliseconds: ({ rounds }) => Number(rounds) * 0.0017,
  examples: [
    {
      text: '0x24412430303524F9CC98CE08892924F50A213B6BC571A2C11778C5625479393559393965414D45316477456B484F41316E64484742577A2E3162785353526B7554584647562F',
      password: 'hashcat',
      hint: 'caching_sha2_password',
      class: 'slow',
      parameters: { rounds: 5000, digest: 'sha256' },
    },
  ],
})

/** Drepper's SHA-256 crypt; libcrypt computes it with at most 16 characters of salt. */
function sha256Crypt(password: Buffer, salt: Buffer, rounds: number): string {
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
