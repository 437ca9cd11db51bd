import { createHash } from 'node:crypto'
import { decode, readLabelled } from '../hash-library/encoding.ts'
import { md4 } from '../hash-library/md4.ts'
import { defineScheme } from '../hash-library/scheme.ts'

interface Parts {
  readonly digest: string
  readonly rounds: number
  readonly seed: string
  readonly hash: Buffer
}

const form = /^(?<digest>md4|md5|sha1) (?<rounds>\d{1,5}) (?<seed>[0-9a-z]{1,16}) (?<hash>[0-9a-f]{16})$/i

/** One-time passwords (RFC 2289), as Dovecot's `{OTP}` keeps the last of the chain. */
export default defineScheme<Parts>({
  name: 'otp',
  read: text => {
    const { digest, rounds, seed, hash = '' } = form.exec(readLabelled(text, 'OTP')?.body ?? '')?.groups ?? {}
    const bytes = decode(hash, 'hex')
    if (digest === undefined || seed === undefined || bytes === undefined) return undefined
    return { digest: digest.toLowerCase(), rounds: Number(rounds), seed: seed.toLowerCase(), hash: bytes }
  },
  facts: ({ digest, rounds, seed }) => ({
    class: 'fast',
    parameters: { digest, rounds },
    saltBits: seed.length * 4,
  }),
  salt: ({ seed }) => seed,
  opens: (password, { digest, rounds, seed, hash }) => {
    let value = fold(digest, Buffer.from(seed + password))
    for (let round = 0; round < rounds; round += 1) value = fold(digest, value)
    return value.equals(hash)
  },
  milliseconds: ({ rounds }) => 0.01 + Number(rounds) * 0.003,
  examples: [
    {
      text: '{OTP}sha1 1024 86aafd461917f635 1cf036e957f10fa3',
      password: 'secret',
      class: 'fast',
      parameters: { digest: 'sha1', rounds: 1024 },
    },
  ],
})

/** The digest folded to 64 bits; SHA-1's words come out least significant byte first (RFC 2289, appendix A). */
function fold(digest: string, input: Buffer): Buffer {
  const full = digest === 'md4' ? md4(input) : createHash(digest).update(input).digest()
  const folded = Buffer.alloc(8)
  for (const [index, byte] of full.entries()) folded[index % 8] = (folded[index % 8] ?? 0) ^ byte
  return digest === 'sha1' ? folded.swap32() : folded
}
