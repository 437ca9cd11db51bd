import { createHash } from 'node:crypto'
import { defineDigestScheme } from '../hash-library/scheme.ts'

/** MD5 of the password alone: LDAP's `{MD5}`, Dovecot's `{PLAIN-MD5}`, and the hex columns of most old shops. */
export default defineDigestScheme({
  name: 'md5',
  labels: 'MD5 LDAP-MD5 PLAIN-MD5',
  usual: true,
  bytes: 16,
  prefix: 'md5$$',
  hash: password => createHash('md5').update(password).digest(),
  examples: [
    {
      text: '{PLAIN-MD5}5ebe2294ecd0e0f08eab7690d2a6ee69',
      password: 'secret',
      class: 'unsalted',
      parameters: { digest: 'md5' },
    },
    { text: '{LDAP-MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==', password: 'secret', class: 'unsalted' },
    { text: '{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==', password: 'secret', class: 'unsalted' },
    { text: '5ebe2294ecd0e0f08eab7690d2a6ee69', password: 'secret', hint: 'MD5', class: 'unsalted' },
    { text: '5ebe2294ecd0e0f08eab7690d2a6ee69', password: 'secret', class: 'unsalted' },
  ],
})
