import { createHash } from 'node:crypto'
import { decodeDigest, readLabelled } from '../hash-library/encoding.ts'
import { md5StateAfter } from '../hash-library/md4.ts'
import { defineScheme } from '../hash-library/scheme.ts'

const blockBytes = 64

/** Dovecot's `{CRAM-MD5}`: HMAC-MD5's two inner states after the password. Good enough to log in with as it is. */
export default defineScheme<Buffer>({
  name: 'cram-md5',
  named: 'hmac-md5',
  read: text => decodeDigest(readLabelled(text, 'CRAM-MD5 HMAC-MD5')?.body ?? '', 32),
  facts: () => ({ class: 'unsalted', parameters: { digest: 'md5' } }),
  opens: (password, states) => {
    const bytes = Buffer.from(password)
    const key = Buffer.alloc(blockBytes)
    key.set(bytes.length > blockBytes ? createHash('md5').update(bytes).digest() : bytes)
    return states.equals(Buffer.concat([0x5c, 0x36].map(pad => md5StateAfter(key.map(byte => byte ^ pad)))))
  },
  milliseconds: () => 0.05,
  examples: [
    {
      text: '{CRAM-MD5}cd3ba7deaad6e5ca23448ba42e379747a9e0f7f1fbc00c8a81bbaac395731b56',
      password: 'secret',
      class: 'unsalted',
      parameters: { digest: 'md5' },
    },
  ],
})
