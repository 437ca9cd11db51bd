import { createHash } from 'node:crypto'
import { decode, readLabelled } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

const bytes = 16

/** LDAP's `{SMD5}`: one MD5 over password and salt, the salt kept behind it. */
export default defineScheme<{ readonly hash: Buffer; readonly salt: Buffer }>({
  name: 'smd5',
  read: text => {
    const { encoding = 'base64', body = '' } = readLabelled(text, 'SMD5') ?? {}
    const decoded = decode(body, encoding)
    if (decoded === undefined || decoded.length <= bytes) return undefined
    return { hash: decoded.subarray(0, bytes), salt: decoded.subarray(bytes) }
  },
  facts: ({ salt }) => ({
    class: 'fast',
    parameters: { digest: 'md5', rounds: 1 },
    saltBits: salt.length * 8,
  }),
  salt: ({ salt }) => salt.toString('base64'),
  opens: (password, { hash, salt }) => hash.equals(createHash('md5').update(password).update(salt).digest()),
  milliseconds: () => 0.005,
  examples: [
    {
      text: '{SMD5}46D+gABI9wXuRi+KjCH76wSfRC8=',
      password: 'secret',
      class: 'fast',
      parameters: { digest: 'md5', rounds: 1 },
    },
    { text: '{SMD5}EbE9RAVuoB813vGZu4vSJYkNN5o=', password: 'secret', class: 'fast' },
  ],
})
