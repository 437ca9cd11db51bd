import { type BinaryLike, type ScryptOptions, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { decode } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

interface Parts {
  readonly cost: number
  readonly salt: string
  readonly blocks: number
  readonly lanes: number
  readonly hash: Buffer
}

const derive: (
  password: BinaryLike,
  salt: BinaryLike,
  bytes: number,
  options: ScryptOptions,
) => Promise<Buffer> = promisify(scrypt)

const form =
  /^scrypt\$(?<cost>[1-9]\d{0,7})\$(?<salt>[^$]+)\$(?<blocks>[1-9]\d{0,2})\$(?<lanes>[1-9]\d?)\$(?<hash>[A-Za-z0-9+/=]{16,})$/

/** Django's scrypt hasher: `scrypt$N$salt$r$p$hash`. */
export default defineScheme<Parts>({
  name: 'scrypt-django',
  named: 'scrypt',
  read: text => {
    const { cost, salt, blocks, lanes, hash = '' } = form.exec(text)?.groups ?? {}
    const bytes = decode(hash, 'base64')
    if (salt === undefined || bytes === undefined) return undefined
    return { cost: Number(cost), salt, blocks: Number(blocks), lanes: Number(lanes), hash: bytes }
  },
  facts: ({ cost, blocks, lanes, salt }) => ({
    class: 'slow',
    parameters: { cost, memoryKibibytes: (cost * blocks) / 8, lanes },
    saltBits: Math.floor(salt.length * 5.95),
  }),
  salt: ({ salt }) => salt,
  opens: async (password, { cost, salt, blocks, lanes, hash }) => {
    const maxmem = 256 * cost * blocks
    return hash.equals(await derive(password, salt, hash.length, { N: cost, r: blocks, p: lanes, maxmem }))
  },
  milliseconds: ({ memoryKibibytes, lanes }) => Number(memoryKibibytes) * Number(lanes) * 0.004,
  examples: [
    {
      text: 'scrypt$16384$s79VM0seVz3YDpslE1kWcg$8$1$SVhfTS4s5xEIQLOrsHE+bYNuwz95f62/KbkUINVxQTln5n0MijKQjT9QYNURWd9Rq+oM95mpBR6gTq3rJzxegQ==',
      password: 'secret',
      class: 'slow',
      parameters: { cost: 16384, memoryKibibytes: 16384, lanes: 1 },
    },
  ],
})
