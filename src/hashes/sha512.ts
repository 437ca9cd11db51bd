import { createHash } from 'node:crypto'
import { defineDigestScheme } from '../hash-library/scheme.ts'

/** SHA-512 of the password alone. */
export default defineDigestScheme({
  name: 'sha512',
  labels: 'SHA512',
  usual: true,
  bytes: 64,
  hash: password => createHash('sha512').update(password).digest(),
  examples: [
    {
      text: '{SHA512}vSsar3708Jvp9Szi2NWZZ02Bqp1qRCFpbcTZPdBhnWgs5WtNZKnvCXdhztmeD2cmW192CF5bDufKRpayrW/isg==',
      password: 'secret',
      class: 'unsalted',
      parameters: { digest: 'sha512' },
    },
  ],
})
