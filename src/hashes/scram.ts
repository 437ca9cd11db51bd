import { decode, readLabelled } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'
import { scramKeys } from '../hash-library/scram.ts'

interface Parts {
  readonly digest: string
  readonly iterations: number
  readonly salt: string
  readonly storedKey: Buffer
}

/** Dovecot puts label and commas, PostgreSQL dollars and colons, around the same four values. */
const body =
  /^(?<iterations>[1-9]\d{0,8})[,:](?<salt>[A-Za-z0-9+/]+={0,2})[,$](?<storedKey>[A-Za-z0-9+/]+=?)[,:][A-Za-z0-9+/]+=?$/
const bytesOf: Readonly<Record<string, number>> = { sha1: 20, sha256: 32, sha512: 64 }

/** SCRAM (RFC 5802, 7677): PBKDF2, then a key that proves the password without being it. */
export default defineScheme<Parts>({
  name: 'scram',
  named: 'scram-sha-1 scram-sha-256 scram-sha-512',
  read: text => {
    const inBraces = readLabelled(text, 'SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512')
    const [, label = inBraces?.label, rest = inBraces?.body] =
      /^(SCRAM-SHA-(?:1|256|512))\$(.*)$/s.exec(text) ?? []
    const digest = (label ?? '').replace('SCRAM-SHA-', 'sha')
    const { iterations, salt, storedKey = '' } = body.exec(rest ?? '')?.groups ?? {}
    const key = decode(storedKey, 'base64')
    if (salt === undefined || key === undefined || key.length !== bytesOf[digest]) return undefined
    return { digest, iterations: Number(iterations), salt, storedKey: key }
  },
  facts: ({ digest, iterations, salt }) => ({
    class: 'slow',
    parameters: { digest, iterations },
    saltBits: Buffer.from(salt, 'base64').length * 8,
  }),
  salt: ({ salt }) => salt,
  opens: async (password, { digest, iterations, salt, storedKey }) => {
    const keys = await scramKeys(password, Buffer.from(salt, 'base64'), iterations, digest)
    return storedKey.equals(keys.storedKey)
  },
  milliseconds: ({ iterations }) => 0.1 + Number(iterations) * 0.0003,
  examples: [
    {
      text: 'SCRAM-SHA-256$4096:o0NIQ38Rxt73iUdV44C2Ug==$Epp+o/syp+cy2gPEGjyXDjN8fSjro/R+70ZZCX6YVb4=:kfiG2YZc2xzm+4wpmTy3HcTwD8GZu4obOMxKB8tDRNY=',
      password: 'secret',
      class: 'slow',
      parameters: { digest: 'sha256', iterations: 4096 },
    },
    {
      text: '{SCRAM-SHA-256}4096,9rCw4yzHbHBsWgOM7u8mEQ==,JAhMQR44/MJEUPzV7Su2Lkeww8z3bOsj6LLHJReXmow=,eE5MW4RCMM2OI4467pnNiFyr3oBtcus/bPSpwgbesgE=',
      password: 'secret',
      class: 'slow',
    },
    {
      text: '{SCRAM-SHA-1}4096,4XJqExkbX7APbJkTC9wozQ==,St2Oqu/Clt5gsbTIFEHrgUgATRI=,ilL7xRoKKfJW+6cTNqdJrEbc+q0=',
      password: 'secret',
      class: 'slow',
      parameters: { digest: 'sha1', iterations: 4096 },
    },
  ],
})
