import { createHash } from 'node:crypto'
import { defineDigestScheme } from '../hash-library/scheme.ts'

/** SHA-1 of the password alone: `htpasswd -s`, LDAP's `{SHA}`, and hex columns of old shops. */
export default defineDigestScheme({
  name: 'sha1',
  labels: 'SHA SHA1',
  usual: true,
  bytes: 20,
  prefix: 'sha1$$',
  hash: password => createHash('sha1').update(password).digest(),
  examples: [
    {
      text: '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
      password: 'secret',
      class: 'unsalted',
      parameters: { digest: 'sha1' },
    },
    { text: 'sha1$$e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4', password: 'secret', class: 'unsalted' },
    {
      text: 'e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4',
      password: 'secret',
      hint: 'SHA-1',
      class: 'unsalted',
    },
    { text: 'E5E9FA1BA31ECD1AE84F75CAAA474F3A663F05F4', password: 'secret', class: 'unsalted' },
  ],
})
