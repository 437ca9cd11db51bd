import { createHash } from 'node:crypto'
import { defineScheme } from '../hash-library/scheme.ts'

/** HTTP Digest's MD5 of `user:realm:password`, alone or behind `realm:`. Good to log in with as it is. */
export default defineScheme<{ readonly realm?: string; readonly digest: string }>({
  name: 'htdigest',
  named: 'http-digest ha1',
  readBare: text => {
    const [, realm, digest] = /^(?:(.*):)?([0-9a-f]{32})$/is.exec(text) ?? []
    return digest === undefined
      ? undefined
      : { digest: digest.toLowerCase(), ...(realm === undefined ? {} : { realm }) }
  },
  facts: () => ({ class: 'fast', parameters: { digest: 'md5', rounds: 1 }, saltBits: 0 }),
  opens: (password, parts, { login, realm = parts.realm }) =>
    realm === undefined
      ? undefined
      : createHash('md5').update(`${login}:${realm}:${password}`).digest('hex') === parts.digest,
  milliseconds: () => 0.005,
  examples: [
    {
      text: '6817ec61dbd6eec2f1f77a3ac4048b9e',
      password: 'secret',
      context: { login: 'taro', realm: 'inventory realm' },
      hint: 'htdigest',
      class: 'fast',
      parameters: { digest: 'md5', rounds: 1 },
    },
    {
      text: 'inventory realm:6817ec61dbd6eec2f1f77a3ac4048b9e',
      password: 'secret',
      context: { login: 'taro' },
      hint: 'htdigest',
      class: 'fast',
    },
  ],
})
