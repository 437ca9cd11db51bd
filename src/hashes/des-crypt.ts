import { defineCryptScheme } from '../hash-library/scheme.ts'

/** Unix crypt of 1979: eight characters count, 56 bits of key, 12 of salt. Searched through in a day. */
export default defineCryptScheme({
  name: 'des-crypt',
  labels: 'DES-CRYPT',
  prefix: 'crypt$$',
  // The last character carries the digest's last four bits only.
  pattern: /^(?<salt>[./0-9A-Za-z]{2})[./0-9A-Za-z]{10}[.26AEIMQUYcgkosw]$/,
  facts: () => ({ class: 'broken', parameters: {}, saltBits: 12 }),
  milliseconds: () => 0.03,
  examples: [
    { text: 'A2SK9c5jE8K.M', password: 'secret', class: 'broken' },
    { text: '{DES-CRYPT}prhrkpU5kUPeI', password: 'secret', class: 'broken' },
    { text: '{CRYPT}TFKYJ/3c/4oJA', password: 'secret', class: 'broken' },
    { text: 'crypt$$aD8cfxnrT9lPo', password: 'secret', class: 'broken' },
  ],
})
