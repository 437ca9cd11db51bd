import { decode, readLabelled } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

/** The password itself, only written otherwise: `{BASE64}`, or Dovecot's `{PLAIN.B64}` and `{PLAIN.HEX}`. */
export default defineScheme<Buffer>({
  name: 'base64-clear',
  named: 'base64 b64',
  read: text => {
    const { label, encoding, body = '' } = readLabelled(text, 'BASE64 B64 PLAIN CLEAR CLEARTEXT') ?? {}
    const isEncoded = encoding ?? (label === 'BASE64' || label === 'B64' ? 'base64' : undefined)
    return isEncoded === undefined ? undefined : decode(body, isEncoded)
  },
  readBare: text => decode(text, 'base64'),
  facts: () => ({ class: 'reversible', parameters: {} }),
  opens: (password, bytes) => bytes.equals(Buffer.from(password)),
  milliseconds: () => 0.005,
  examples: [
    { text: '{BASE64}c2VjcmV0', password: 'secret', class: 'reversible' },
    { text: '{PLAIN.B64}c2VjcmV0', password: 'secret', class: 'reversible' },
    { text: '{CLEARTEXT.HEX}736563726574', password: 'secret', class: 'reversible' },
    { text: 'c2VjcmV0', password: 'secret', hint: 'base64', class: 'reversible' },
  ],
})
