import { fromCrypt64 } from '../hash-library/encoding.ts'
import { defineCryptScheme } from '../hash-library/scheme.ts'

/** BSDi's extended DES crypt: longer passwords and more rounds, but DES all the same. */
export default defineCryptScheme({
  name: 'bsdi-crypt',
  pattern: /^_(?<rounds>[./0-9A-Za-z]{4})(?<salt>[./0-9A-Za-z]{4})[./0-9A-Za-z]{11}$/,
  facts: ({ rounds = '' }) => ({
    class: 'broken',
    parameters: { rounds: fromCrypt64(rounds) },
    saltBits: 24,
  }),
  milliseconds: ({ rounds }) => 0.03 + Number(rounds) * 0.0002,
  examples: [
    { text: '_J9..iGS51T3r8QK54Ug', password: 'secret', class: 'broken', parameters: { rounds: 725 } },
  ],
})
