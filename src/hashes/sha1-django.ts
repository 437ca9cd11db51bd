import { createHash } from 'node:crypto'
import { defineScheme } from '../hash-library/scheme.ts'

/** Django before 1.4: one SHA-1 over salt and password. */
export default defineScheme<{ readonly salt: string; readonly hash: string }>({
  name: 'sha1-django',
  read: text => {
    const [, salt, hash] = /^sha1\$([^$]+)\$([0-9a-f]{40})$/.exec(text) ?? []
    return salt === undefined || hash === undefined ? undefined : { salt, hash }
  },
  facts: ({ salt }) => ({
    class: 'fast',
    parameters: { digest: 'sha1', rounds: 1 },
    saltBits: Math.floor(salt.length * 5.95),
  }),
  salt: ({ salt }) => salt,
  opens: (password, { salt, hash }) =>
    createHash('sha1')
      .update(salt + password)
      .digest('hex') === hash,
  milliseconds: () => 0.005,
  examples: [
    {
      text: 'sha1$zukU5iB6xNhHu8sXm2tkTF$2e305d593fb9e491ec42198c43b0f2ab517bc7f2',
      password: 'secret',
      class: 'fast',
      parameters: { digest: 'sha1', rounds: 1 },
    },
  ],
})
