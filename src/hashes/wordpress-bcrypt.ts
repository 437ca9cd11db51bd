import { createHmac } from 'node:crypto'
import { cryptOpens } from '../hash-library/libcrypt.ts'
import { defineScheme } from '../hash-library/scheme.ts'

const form = /^\$wp(?<bcrypt>\$2[aby]\$(?<cost>[0-3]\d)\$(?<salt>[./0-9A-Za-z]{22})[./0-9A-Za-z]{31})$/

/** WordPress since 6.8: bcrypt over a keyed SHA-384 of the password, so that nothing beyond 72 bytes is cut off. */
export default defineScheme<{ readonly bcrypt: string; readonly cost: number; readonly salt: string }>({
  name: 'wordpress-bcrypt',
  read: text => {
    const { bcrypt, cost, salt } = form.exec(text)?.groups ?? {}
    return bcrypt === undefined || salt === undefined ? undefined : { bcrypt, cost: Number(cost), salt }
  },
  facts: ({ cost }) => ({ class: 'slow', parameters: { cost, digest: 'sha384' }, saltBits: 128 }),
  salt: ({ salt }) => salt,
  // WordPress trims the password before it hashes it.
  opens: (password, { bcrypt }) =>
    cryptOpens(createHmac('sha384', 'wp-sha384').update(password.trim()).digest('base64'), bcrypt),
  milliseconds: ({ cost }) => 2 ** Number(cost) * 0.055,
  examples: [
    {
      text: '$wp$2y$10$h8O3Mg20wbFBOU4Qe1Qtwuq4tAneaRFoESnwMDpRWT5yrdA33GuPK',
      password: 'secret',
      class: 'slow',
      parameters: { cost: 10, digest: 'sha384' },
    },
  ],
})
