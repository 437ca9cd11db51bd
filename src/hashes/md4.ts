import { md4 } from '../hash-library/md4.ts'
import { defineDigestScheme } from '../hash-library/scheme.ts'

/** MD4 of the password alone, as Dovecot's `{PLAIN-MD4}` keeps it. */
export default defineDigestScheme({
  name: 'md4',
  labels: 'PLAIN-MD4',
  bytes: 16,
  hash: password => md4(Buffer.from(password)),
  examples: [
    {
      text: '{PLAIN-MD4}67d3dafef63ff00603aeef3769cfbf0d',
      password: 'secret',
      class: 'unsalted',
      parameters: { digest: 'md4' },
    },
  ],
})
