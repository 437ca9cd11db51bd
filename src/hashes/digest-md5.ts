import { createHash } from 'node:crypto'
import { decodeDigest, readLabelled } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

/** Dovecot's `{DIGEST-MD5}`: MD5 of `user:realm:password`. Salted by nothing but the login, and good to log in with as it is. */
export default defineScheme<Buffer>({
  name: 'digest-md5',
  read: text => decodeDigest(readLabelled(text, 'DIGEST-MD5')?.body ?? '', 16),
  facts: () => ({ class: 'fast', parameters: { digest: 'md5', rounds: 1 }, saltBits: 0 }),
  opens: (password, digest, { login, realm }) => {
    const at = login.lastIndexOf('@')
    const [user, domain] = at < 0 ? [login, ''] : [login.slice(0, at), login.slice(at + 1)]
    return digest.equals(
      createHash('md5')
        .update(`${user}:${realm ?? domain}:${password}`)
        .digest(),
    )
  },
  milliseconds: () => 0.005,
  examples: [
    {
      text: '{DIGEST-MD5}79747857c126de47e2a5376b5b34c3c4',
      password: 'secret',
      context: { login: 'taro@example.test' },
      class: 'fast',
      parameters: { digest: 'md5', rounds: 1 },
    },
  ],
})
