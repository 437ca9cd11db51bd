import { createHash } from 'node:crypto'
import { defineDigestScheme } from '../hash-library/scheme.ts'

/** SHA-256 of the password alone. A strong digest, but as fast to guess as the rest without salt and rounds. */
export default defineDigestScheme({
  name: 'sha256',
  labels: 'SHA256',
  usual: true,
  bytes: 32,
  hash: password => createHash('sha256').update(password).digest(),
  examples: [
    {
      text: '{SHA256}K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=',
      password: 'secret',
      class: 'unsalted',
      parameters: { digest: 'sha256' },
    },
    {
      text: '2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b',
      password: 'secret',
      hint: 'sha256',
      class: 'unsalted',
    },
  ],
})
