import { createHash } from 'node:crypto'
import { defineScheme } from '../hash-library/scheme.ts'

/** Django's salted MD5: one MD5 over salt and password. */
export default defineScheme<{ readonly salt: string; readonly hash: string }>({
  name: 'md5-django',
  read: text => {
    const [, salt, hash] = /^md5\$([^$]+)\$([0-9a-f]{32})$/.exec(text) ?? []
    return salt === undefined || hash === undefined ? undefined : { salt, hash }
  },
  facts: ({ salt }) => ({
    class: 'fast',
    parameters: { digest: 'md5', rounds: 1 },
    saltBits: Math.floor(salt.length * 5.95),
  }),
  salt: ({ salt }) => salt,
  opens: (password, { salt, hash }) =>
    createHash('md5')
      .update(salt + password)
      .digest('hex') === hash,
  milliseconds: () => 0.005,
  examples: [
    {
      text: 'md5$PUMuQdDwI89dqM39njLv6t$a08bc35d93b8073fe8ce5ee04625e342',
      password: 'secret',
      class: 'fast',
      parameters: { digest: 'md5', rounds: 1 },
    },
  ],
})
