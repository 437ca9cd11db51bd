import { createHash } from 'node:crypto'
import { defineScheme } from '../hash-library/scheme.ts'

/** PostgreSQL before SCRAM: MD5 of password and role name. Good to log in with as it is; deprecated since version 14. */
export default defineScheme<string>({
  name: 'postgresql-md5',
  read: text => /^md5([0-9a-f]{32})$/.exec(text)?.[1],
  facts: () => ({ class: 'fast', parameters: { digest: 'md5', rounds: 1 }, saltBits: 0 }),
  opens: (password, digest, { login }) =>
    createHash('md5')
      .update(password + login)
      .digest('hex') === digest,
  milliseconds: () => 0.005,
  examples: [
    {
      text: 'md5fe0f09ba00c7121ce90600a36c3083f3',
      password: 'secret',
      context: { login: 'hana' },
      class: 'fast',
      parameters: { digest: 'md5', rounds: 1 },
    },
  ],
})
