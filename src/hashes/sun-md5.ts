import { defineCryptScheme } from '../hash-library/scheme.ts'

const leastRounds = 4096

/** Solaris's MD5 crypt: MD5 over a page of Hamlet, some ten thousand times. */
export default defineCryptScheme({
  name: 'sun-md5',
  pattern: /^\$md5(?:,rounds=(?<rounds>[1-9]\d{0,8}))?\$(?<salt>[./0-9A-Za-z]{1,16})\$\$?[./0-9A-Za-z]{22}$/,
  facts: ({ rounds = '0', salt = '' }) => ({
    class: 'slow',
    parameters: { rounds: leastRounds + Number(rounds), digest: 'md5' },
    saltBits: salt.length * 6,
  }),
  milliseconds: ({ rounds }) => Number(rounds) * 0.0014,
  examples: [
    {
      text: '$md5,rounds=40463$cnVpa6jt$$sMtekqCNT00qo51wm2Y7k/',
      password: 'secret',
      class: 'slow',
      parameters: { rounds: 44559, digest: 'md5' },
    },
  ],
})
