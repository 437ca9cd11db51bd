import { randomBytes } from 'node:crypto'
import { Refusal } from '../core/refusal.ts'
import { toCrypt64 } from '../hash-library/encoding.ts'
import { cryptText } from '../hash-library/libcrypt.ts'
import { scramKeys } from '../hash-library/scram.ts'

/** Makes the text a server keeps, with parameters no weaker than those of the text it takes the place of. */
type Make = (password: string, before: string) => Promise<string>

interface Scheme {
  readonly make: Make
  /** Characters beyond which it tells nothing apart. */
  readonly longest?: number
}

/** Ways of keeping a password that are good enough to write anew. */
export type SchemeName = 'bcrypt' | 'sha512-crypt' | 'yescrypt' | 'argon2id' | 'scram-sha-256'

const schemes: Readonly<Record<SchemeName, Scheme>> = {
  // Every request to a web server pays for it: ten (50 ms) unless the list itself asks for more.
  bcrypt: {
    longest: 72,
    make: (password, before) => {
      const cost = Math.max(10, Number(/\$2[abxy]\$([0-3]\d)\$/.exec(before)?.[1] ?? 0))
      return crypted(password, `$2y$${String(cost).padStart(2, '0')}$${bcryptSalt()}`)
    },
  },
  'sha512-crypt': {
    make: (password, before) => {
      const rounds = Number(/\$[56]\$rounds=(\d{1,7})\$/.exec(before)?.[1] ?? 0)
      return crypted(password, `$6$${rounds > 5_000 ? `rounds=${rounds}$` : ''}${cryptSalt(12)}`)
    },
  },
  yescrypt: {
    make: (password, before) => {
      const parameters = /\$y\$([./0-9A-Za-z]+)\$/.exec(before)?.[1] ?? 'j9T'
      return crypted(password, `$y$${parameters}$${cryptSalt(16)}`)
    },
  },
  argon2id: {
    make: async (password, before) => {
      const { default: argon2 } = await import('argon2')
      const [, memory = 65_536, time = 3, lanes = 1] =
        /\$argon2id\$v=\d+\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(before)?.map(Number) ?? []
      const cost = { memoryCost: memory, timeCost: time, parallelism: lanes }
      return argon2.hash(password, { type: argon2.argon2id, ...cost })
    },
  },
  'scram-sha-256': { make: (password, before) => scramVerifier(password, before) },
}

/** Makes the text of this scheme for a new password; `before` is the text it takes the place of. */
export function makeHash(scheme: SchemeName, password: string, before: string): Promise<string> {
  return schemes[scheme].make(password, before)
}

/** Characters the scheme reads; undefined where it reads all. */
export function longestOf(scheme: SchemeName): number | undefined {
  return schemes[scheme].longest
}

/** `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey` (RFC 5803), as PostgreSQL takes it in place of a password. */
async function scramVerifier(password: string, before: string): Promise<string> {
  const iterations = Math.max(
    4_096,
    Math.min(100_000, Number(/SCRAM-SHA-256[$}](\d{1,9})/.exec(before)?.[1] ?? 0)),
  )
  const salt = randomBytes(16)
  const { storedKey, serverKey } = await scramKeys(password, salt, iterations, 'sha256')
  const keys = `${storedKey.toString('base64')}:${serverKey.toString('base64')}`
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${keys}`
}

async function crypted(password: string, setting: string): Promise<string> {
  const text = await cryptText(password, setting)
  if (text?.startsWith(setting.slice(0, 4))) return text
  throw new Refusal('invalid', 'rotate-no-libcrypt', { scheme: setting.slice(0, 4) })
}

/** As many random bytes in crypt(3)'s base 64, three at a time. */
function cryptSalt(bytes: number): string {
  const random = [...randomBytes(bytes)]
  const groups = Array.from({ length: Math.ceil(bytes / 3) }, (_, at) => random.slice(at * 3, at * 3 + 3))
  return groups.map(group => toCrypt64(group.toReversed(), group.length + 1)).join('')
}

/** Sixteen bytes in bcrypt's own alphabet. */
function bcryptSalt(): string {
  const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const own = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  const text = randomBytes(16).toString('base64').slice(0, 22)
  return [...text].map(sign => own[standard.indexOf(sign)]).join('')
}
