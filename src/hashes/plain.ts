import { readLabelled } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

interface Parts {
  readonly password: string
  /** `{PLAIN-TRUNC}5-` compares the first five bytes alone. */
  readonly length?: number
}

/** No scheme at all: the password behind a label. */
export default defineScheme<Parts>({
  name: 'plain',
  named: 'clear cleartext plaintext',
  read: text => {
    const labelled = readLabelled(text, 'PLAIN CLEAR CLEARTEXT PLAIN-TRUNC')
    if (labelled === undefined || labelled.encoding !== undefined) return undefined
    const [, length, rest] =
      (labelled.label === 'PLAIN-TRUNC' && /^(\d{1,4})-(.*)$/s.exec(labelled.body)) || []
    return rest === undefined ? { password: labelled.body } : { password: rest, length: Number(length) }
  },
  facts: () => ({ class: 'plaintext', parameters: {} }),
  opens: (password, { password: kept, length }) =>
    Buffer.from(password).subarray(0, length).equals(Buffer.from(kept)),
  milliseconds: () => 0.005,
  examples: [
    { text: '{PLAIN}secret', password: 'secret', class: 'plaintext' },
    { text: '{CLEARTEXT}secret', password: 'secret', class: 'plaintext' },
    { text: '{PLAIN-TRUNC}secret', password: 'secret', class: 'plaintext' },
    { text: '{PLAIN-TRUNC}6-secret', password: 'secret and more', class: 'plaintext' },
  ],
})
