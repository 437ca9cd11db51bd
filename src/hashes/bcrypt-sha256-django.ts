import { createHash } from 'node:crypto'
import { cryptOpens } from '../hash-library/libcrypt.ts'
import { defineScheme } from '../hash-library/scheme.ts'

const form =
  /^bcrypt_sha256\$(?<bcrypt>\$2[aby]\$(?<cost>[0-3]\d)\$(?<salt>[./0-9A-Za-z]{22})[./0-9A-Za-z]{31})$/

/** Django's bcrypt for long passwords: bcrypt over the SHA-256 in hex, so that nothing beyond 72 bytes is cut off. */
export default defineScheme<{ readonly bcrypt: string; readonly cost: number; readonly salt: string }>({
  name: 'bcrypt-sha256-django',
  named: 'bcrypt_sha256',
  read: text => {
    const { bcrypt, cost, salt } = form.exec(text)?.groups ?? {}
    return bcrypt === undefined || salt === undefined ? undefined : { bcrypt, cost: Number(cost), salt }
  },
  facts: ({ cost }) => ({ class: 'slow', parameters: { cost, digest: 'sha256' }, saltBits: 128 }),
  salt: ({ salt }) => salt,
  opens: (password, { bcrypt }) => cryptOpens(createHash('sha256').update(password).digest('hex'), bcrypt),
  milliseconds: ({ cost }) => 2 ** Number(cost) * 0.055,
  examples: [
    {
      text: 'bcrypt_sha256$$2b$12$l.cPcS/gebmVa/xDBCkj.eQRsrDq0KWNGpxmG.dDN4eUQFN0uUGMu',
      password: 'secret',
      class: 'slow',
      parameters: { cost: 12, digest: 'sha256' },
    },
  ],
})
