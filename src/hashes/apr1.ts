import { createHash } from 'node:crypto'
import { toCrypt64 } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

/** The digest's bytes as md5-crypt takes them, three at a time. */
const order = [0, 6, 12, 1, 7, 13, 2, 8, 14, 3, 9, 15, 4, 10, 5] as const

/** Apache's variant of md5-crypt (`htpasswd -m`), which libcrypt does not know. */
export default defineScheme<{ readonly salt: string; readonly digest: string }>({
  name: 'apr1',
  named: 'apache-md5',
  read: text => {
    const [, salt, digest] = /^(?:\{CRYPT\})?\$apr1\$([^$:]{0,8})\$([./0-9A-Za-z]{22})$/.exec(text) ?? []
    return salt === undefined || digest === undefined ? undefined : { salt, digest }
  },
  facts: ({ salt }) => ({
    class: 'fast',
    parameters: { rounds: 1000, digest: 'md5' },
    saltBits: salt.length * 6,
  }),
  salt: ({ salt }) => salt,
  opens: (password, { salt, digest }) => apr1(Buffer.from(password), Buffer.from(salt)) === digest,
  milliseconds: () => 3,
  examples: [
    {
      text: '$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1',
      password: 'secret',
      class: 'fast',
      parameters: { rounds: 1000, digest: 'md5' },
    },
  ],
})

function apr1(password: Buffer, salt: Buffer): string {
  const inner = md5(password, salt, password)
  const spread = Buffer.alloc(password.length, inner)
  const bits: Buffer[] = []
  for (let length = password.length; length > 0; length >>= 1) {
    bits.push((length & 1) === 1 ? Buffer.from([0]) : password.subarray(0, 1))
  }
  let digest = md5(password, Buffer.from('$apr1$'), salt, spread, ...bits)
  for (let round = 0; round < 1000; round += 1) {
    const odd = round % 2 === 1
    const middle = [...(round % 3 === 0 ? [] : [salt]), ...(round % 7 === 0 ? [] : [password])]
    digest = md5(odd ? password : digest, ...middle, odd ? digest : password)
  }
  return encode(digest)
}

function md5(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function encode(digest: Buffer): string {
  const groups = Array.from({ length: 5 }, (_, group) => order.slice(group * 3, group * 3 + 3))
  return (
    groups
      .map(group =>
        toCrypt64(
          group.map(index => digest[index]),
          4,
        ),
      )
      .join('') + toCrypt64([digest[11]], 2)
  )
}
