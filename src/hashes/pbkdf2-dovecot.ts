import { pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { readLabelled } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

interface Parts {
  readonly salt: string
  readonly iterations: number
  readonly hash: string
}

/** Dovecot's `{PBKDF2}`: PBKDF2 with SHA-1, the salt taken as the text it is. */
export default defineScheme<Parts>({
  name: 'pbkdf2-dovecot',
  named: 'pbkdf2',
  read: text => {
    const body = readLabelled(text, 'PBKDF2')?.body ?? ''
    const [, salt, iterations, hash] = /^\$1\$([^$]{1,64})\$([1-9]\d{0,8})\$([0-9a-f]{40})$/i.exec(body) ?? []
    if (salt === undefined || hash === undefined) return undefined
    return { salt, iterations: Number(iterations), hash: hash.toLowerCase() }
  },
  facts: ({ salt, iterations }) => ({
    class: 'slow',
    parameters: { digest: 'sha1', iterations },
    saltBits: salt.length * 6,
  }),
  salt: ({ salt }) => salt,
  opens: async (password, { salt, iterations, hash }) =>
    (await promisify(pbkdf2)(password, salt, iterations, 20, 'sha1')).toString('hex') === hash,
  milliseconds: ({ iterations }) => 0.1 + Number(iterations) * 0.0003,
  examples: [
    {
      text: '{PBKDF2}$1$.ps2t58JQ8aJWHZH$5000$3580564a8243df8fa24838616fdb54cff882fa17',
      password: 'secret',
      class: 'slow',
      parameters: { digest: 'sha1', iterations: 5000 },
    },
  ],
})
