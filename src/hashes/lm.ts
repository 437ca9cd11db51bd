import { createCipheriv } from 'node:crypto'
import { decode, readLabelled } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

function read(text: string): Buffer | undefined {
  return text.length === 32 ? decode(text, 'hex') : undefined
}

/** LAN Manager: capitals only, cut into two halves of seven that are searched apart in minutes. */
export default defineScheme<Buffer>({
  name: 'lm',
  named: 'lanman lmhash',
  read: text => read(readLabelled(text, 'LM LANMAN')?.body ?? ''),
  readBare: read,
  facts: () => ({ class: 'broken', parameters: { digest: 'des' } }),
  opens: (password, digest) => {
    // Beyond ASCII the capitals depend on the code page of the machine that made it.
    if (/[^ -~]/.test(password)) return undefined
    if (password.length > 14) return false
    const padded = Buffer.alloc(14)
    padded.write(password.toUpperCase(), 'latin1')
    return digest.equals(
      Buffer.concat([encryptMagic(padded.subarray(0, 7)), encryptMagic(padded.subarray(7))]),
    )
  },
  milliseconds: () => 0.05,
  examples: [
    { text: '552902031BEDE9EFAAD3B435B51404EE', password: 'secret', hint: 'lm', class: 'broken' },
    { text: 'E52CAC67419A9A224A3B108F3FA6CB6D', password: 'password', hint: 'lm', class: 'broken' },
  ],
})

/** DES of the fixed text under seven bytes of key; three equal keys make triple DES of it, which OpenSSL 3 still offers. */
function encryptMagic(half: Buffer): Buffer {
  const bits = BigInt(`0x${half.toString('hex')}`)
  const key = Buffer.from(
    Array.from({ length: 8 }, (_, index) => Number((bits >> BigInt(49 - 7 * index)) & 127n) << 1),
  )
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null).setAutoPadding(false)
  return Buffer.concat([cipher.update('KGS!@#$%', 'latin1'), cipher.final()])
}
