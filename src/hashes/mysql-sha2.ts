import { decode } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'
import { sha256Crypt } from '../hash-library/sha256-crypt.ts'

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
