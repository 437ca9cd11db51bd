import { createHash } from 'node:crypto'
import { fromCrypt64, toCrypt64 } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

interface Parts {
  readonly rounds: number
  readonly salt: string
  readonly hash: string
}

/** WordPress before 6.8 and phpBB: MD5, some thousands of times. */
export default defineScheme<Parts>({
  name: 'phpass',
  named: 'wordpress phpbb',
  read: text => {
    const [, cost, salt, hash] = /^\$[PH]\$([5-9A-S])([./0-9A-Za-z]{8})([./0-9A-Za-z]{22})$/.exec(text) ?? []
    if (cost === undefined || salt === undefined || hash === undefined) return undefined
    return { rounds: 2 ** fromCrypt64(cost), salt, hash }
  },
  facts: ({ rounds }) => ({ class: 'fast', parameters: { rounds, digest: 'md5' }, saltBits: 48 }),
  salt: ({ salt }) => salt,
  opens: (password, { rounds, salt, hash }) => {
    const bytes = Buffer.from(password)
    let digest = createHash('md5').update(salt).update(bytes).digest()
    for (let round = 0; round < rounds; round += 1)
      digest = createHash('md5').update(digest).update(bytes).digest()
    return encode(digest) === hash
  },
  milliseconds: ({ rounds }) => Number(rounds) * 0.002,
  examples: [
    {
      text: '$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0',
      password: 'secret',
      class: 'fast',
      parameters: { rounds: 8192, digest: 'md5' },
    },
  ],
})

/** Three bytes to four characters, the first byte lowest; the sixteenth byte gives two. */
function encode(digest: Buffer): string {
  const groups = Array.from({ length: 6 }, (_, group) => [...digest.subarray(group * 3, group * 3 + 3)])
  return groups.map(group => toCrypt64(group.toReversed(), group.length + 1)).join('')
}
