import { decode, readLabelled } from '../hash-library/encoding.ts'
import { md4 } from '../hash-library/md4.ts'
import { defineScheme } from '../hash-library/scheme.ts'

function read(text: string): Buffer | undefined {
  return text.length === 32 ? decode(text, 'hex') : undefined
}

/** Windows and Samba: MD4 of the password in UTF-16, without a salt. Whoever has the hash can log in with it as it is. */
export default defineScheme<Buffer>({
  name: 'nt',
  named: 'ntlm nthash',
  read: text =>
    read(/^(?:\{CRYPT\})?\$3\$\$(.*)$/s.exec(text)?.[1] ?? readLabelled(text, 'NT NTLM')?.body ?? ''),
  readBare: read,
  facts: () => ({ class: 'unsalted', parameters: { digest: 'md4' } }),
  opens: (password, digest) => digest.equals(md4(Buffer.from(password, 'utf16le'))),
  milliseconds: () => 0.02,
  examples: [
    {
      text: '$3$$878d8014606cda29677a44efa1353fc7',
      password: 'secret',
      class: 'unsalted',
      parameters: { digest: 'md4' },
    },
    { text: '878D8014606CDA29677A44EFA1353FC7', password: 'secret', hint: 'nt', class: 'unsalted' },
  ],
})
