import { fromCrypt64 } from '../hash-library/encoding.ts'
import { defineCryptScheme } from '../hash-library/scheme.ts'

/** scrypt as crypt(3) writes it: N as a power of two in one character, then r and p in five each. */
export default defineCryptScheme({
  name: 'scrypt-crypt',
  pattern:
    /^\$7\$(?<cost>[./0-9A-Za-z])(?<blocks>[./0-9A-Za-z]{5})(?<lanes>[./0-9A-Za-z]{5})(?<salt>[^$]{0,86})\$[./0-9A-Za-z]{43}$/,
  facts: ({ cost = '', blocks = '', lanes = '', salt = '' }) => {
    const n = 2 ** fromCrypt64(cost)
    return {
      class: 'slow',
      parameters: { cost: n, memoryKibibytes: (n * fromCrypt64(blocks)) / 8, lanes: fromCrypt64(lanes) },
      saltBits: salt.length * 6,
    }
  },
  milliseconds: ({ memoryKibibytes, lanes }) => Number(memoryKibibytes) * Number(lanes) * 0.002,
  examples: [
    {
      text: '$7$CU..../....p.wbzpgbrkn.A0S/1Dpeo/$T0VCsoKs.b6FyC.7rK4cLtj0/5niLH3asq0NcqBY5YD',
      password: 'secret',
      class: 'slow',
      parameters: { cost: 16384, memoryKibibytes: 65536, lanes: 1 },
    },
  ],
})
