import { pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { decode } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

interface Parts {
  readonly digest: string
  readonly iterations: number
  readonly salt: string
  readonly hash: Buffer
}

const form =
  /^pbkdf2_(?<digest>sha1|sha256|sha512)\$(?<iterations>[1-9]\d{0,8})\$(?<salt>[^$]+)\$(?<hash>[A-Za-z0-9+/=]{16,})$/

/** Django's default: PBKDF2 with SHA-256 and more iterations in every release. */
export default defineScheme<Parts>({
  name: 'pbkdf2-django',
  named: 'pbkdf2_sha256 pbkdf2_sha1 pbkdf2_sha512',
  read: text => {
    const { digest, iterations, salt, hash = '' } = form.exec(text)?.groups ?? {}
    const bytes = decode(hash, 'base64')
    if (digest === undefined || salt === undefined || bytes === undefined) return undefined
    return { digest, iterations: Number(iterations), salt, hash: bytes }
  },
  facts: ({ digest, iterations, salt }) => ({
    class: 'slow',
    parameters: { digest, iterations },
    saltBits: Math.floor(salt.length * 5.95),
  }),
  salt: ({ salt }) => salt,
  opens: async (password, { digest, iterations, salt, hash }) =>
    hash.equals(await promisify(pbkdf2)(password, salt, iterations, hash.length, digest)),
  milliseconds: ({ iterations }) => 0.1 + Number(iterations) * 0.0003,
  examples: [
    {
      text: 'pbkdf2_sha256$260000$T7373ffHKYqUWJJ7WiNDpt$fe2r+rZF5wK9RWS3kAxHwuk2EADcK7+H1h209XrNimg=',
      password: 'secret',
      class: 'slow',
      parameters: { digest: 'sha256', iterations: 260000 },
    },
    {
      text: 'pbkdf2_sha256$600000$odB2uN6P2G6PyjRjdbKMNK$4tqP9AGFhNsUp2DZjgUylV0CBBpFnuAhdebwxQT/Y+c=',
      password: 'secret',
      class: 'slow',
    },
    {
      text: 'pbkdf2_sha1$260000$E0t0ZkcEkP6BXKnLkX6cfo$lMKJLx/Du3q5SYzxpbyJ/r6nr5c=',
      password: 'secret',
      class: 'slow',
      parameters: { digest: 'sha1', iterations: 260000 },
    },
  ],
})
