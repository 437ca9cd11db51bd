import { createHash } from 'node:crypto'
import { decode, readLabelled } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

interface Parts {
  readonly digest: string
  readonly hash: Buffer
  readonly salt: Buffer
}

const digests: Readonly<Record<string, readonly [digest: string, bytes: number]>> = {
  SSHA: ['sha1', 20],
  SSHA256: ['sha256', 32],
  SSHA384: ['sha384', 48],
  SSHA512: ['sha512', 64],
}

/** LDAP's and Dovecot's `{SSHA}` family: one digest over password and salt, the salt kept behind it. */
export default defineScheme<Parts>({
  name: 'salted-sha',
  named: 'ssha ssha256 ssha384 ssha512',
  read: text => {
    const {
      label = '',
      encoding = 'base64',
      body = '',
    } = readLabelled(text, Object.keys(digests).join(' ')) ?? {}
    const [digest = '', bytes = 0] = digests[label] ?? []
    const decoded = decode(body, encoding)
    if (bytes === 0 || decoded === undefined || decoded.length <= bytes) return undefined
    return { digest, hash: decoded.subarray(0, bytes), salt: decoded.subarray(bytes) }
  },
  facts: ({ digest, salt }) => ({
    class: 'fast',
    parameters: { digest, rounds: 1 },
    saltBits: salt.length * 8,
  }),
  salt: ({ salt }) => salt.toString('base64'),
  opens: (password, { digest, hash, salt }) =>
    hash.equals(createHash(digest).update(password).update(salt).digest()),
  milliseconds: () => 0.005,
  examples: [
    {
      text: '{SSHA}oC9Oj7HgPLdDyXIs8B/LqzfNPeJDhNwA',
      password: 'secret',
      class: 'fast',
      parameters: { digest: 'sha1', rounds: 1 },
    },
    { text: '{SSHA}Sm1zUnlVtmD6AdH9MkLB0GhT2bYzeY3d', password: 'secret', class: 'fast' },
    {
      text: '{SSHA256}CrU9xvNaDKnM338XU3o3Hwi3teVCe8fg8oU+y3HBh4MfHnnz',
      password: 'secret',
      class: 'fast',
      parameters: { digest: 'sha256', rounds: 1 },
    },
    {
      text: '{SSHA256}rA5bsXxUZQftdRpxN9xYb75kTclW2Aa5BYMgntqoN36Ho2eV0/+pfQ==',
      password: 'secret',
      class: 'fast',
    },
  ],
})
