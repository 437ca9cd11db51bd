import { createHash, createHmac, randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { Refusal } from '../core/refusal.ts'
import { rootOf } from '../strength/stem.ts'

/**
 * Makes keyed fingerprints `f1.<keyId>.<cost>.<base64url of 32 bytes>`; equal = same text, in the same role, under
 * the same key.
 */
export interface Fingerprinter {
  readonly fingerprint: (password: string) => Promise<string>
  /** Of the password's root; undefined where it has none worth comparing. */
  readonly stem: (password: string) => Promise<string | undefined>
  /** Hash texts and salts need no costly step: what they come from is already hashed or random. */
  readonly ofHash: (text: string) => string
  readonly ofSalt: (text: string) => string
}

/** The least OWASP asks of Argon2id: 19 MiB, two passes, one lane; about 19 ms. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1, hashLength: 32, raw: true } as const
const keyBytes = 32
const remembered = 20_000

/**
 * Opens a fingerprinter. `argon2id` stretches passwords with a keyed salt before the HMAC, `hmac` does not;
 * fingerprints of the two cannot be compared. Passwords are compared in Unicode's NFC form.
 */
export function openFingerprinter(options: {
  readonly key: Uint8Array
  readonly cost: 'argon2id' | 'hmac'
  /** False in a process that goes on: it must not hold the texts. */
  readonly remembers?: boolean
}): Fingerprinter {
  const { key, cost, remembers = true } = options
  const keyId = fingerprintKeyId(key)
  const hmac = (...parts: (string | Uint8Array)[]) => {
    const mac = createHmac('sha256', key)
    for (const part of parts) mac.update(part)
    return mac.digest()
  }
  const print = (tag: 'a' | 'h', role: string, text: string | Uint8Array) =>
    `f1.${keyId}.${tag}.${hmac(`kagimori ${role}\0`, text).toString('base64url')}`
  const stretch = openStretcher(hmac('kagimori salt').subarray(0, 16), remembers ? remembered : 0)
  const ofPassword = async (role: string, text: string) => {
    const normal = text.normalize('NFC')
    return cost === 'hmac' ? print('h', role, normal) : print('a', role, await stretch(normal))
  }
  return {
    fingerprint: password => ofPassword('password', password),
    stem: async password => {
      const root = rootOf(password)
      return root === undefined ? undefined : ofPassword('stem', root)
    },
    ofHash: text => print('h', 'hash', text),
    ofSalt: text => print('h', 'hash salt', text),
  }
}

/** Tells keys apart and nothing of the key: the first 8 hex digits of its SHA-256. */
export function fingerprintKeyId(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}

/** Argon2id that remembers the latest `most` texts: in one list many accounts share a password or a stem. */
function openStretcher(salt: Buffer, most: number): (text: string) => Promise<Buffer> {
  const memory = new Map<string, Promise<Buffer>>()
  return text => {
    const known = memory.get(text)
    if (known !== undefined) return known
    const [oldest] = memory.keys()
    if (memory.size >= most && oldest !== undefined) memory.delete(oldest)
    // Loaded late: processes that only keep the key never need the library.
    const stretched = import('argon2').then(({ default: { hash } }) => hash(text, { ...argon2id, salt }))
    if (most > 0) memory.set(text, stretched)
    return stretched
  }
}

/**
 * The key in `file`: 32 bytes or more as hex or base64. Makes the file (mode 0600, whole or not at all) when there
 * is none. Refuses one that everybody on the machine can read, and one that is too short.
 */
export function openFingerprintKey(file: string): Uint8Array {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) {
    makeKeyFile(file)
    return openFingerprintKey(file)
  }
  if ((stats.mode & 0o007) !== 0 && process.platform !== 'win32') {
    const mode = (stats.mode & 0o777).toString(8).padStart(4, '0')
    throw new Refusal('invalid', 'fingerprint-key-exposed', { file, mode })
  }
  const text = readFileSync(file, 'utf8').trim()
  const key = Buffer.from(text, /^[0-9a-f]+$/i.test(text) ? 'hex' : 'base64')
  if (key.length < keyBytes) throw new Refusal('invalid', 'fingerprint-key-short', { file })
  return key
}

/** A key for this run alone: its fingerprints compare with each other and with nothing else. */
export function passingFingerprintKey(): Uint8Array {
  return randomBytes(keyBytes)
}

/** Written beside and linked into place, so that two processes starting at once end up with one key. */
function makeKeyFile(file: string): void {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const descriptor = openSync(draft, 'wx', 0o600)
  try {
    writeSync(descriptor, `${randomBytes(keyBytes).toString('hex')}\n`)
    fsyncSync(descriptor)
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    closeSync(descriptor)
    unlinkSync(draft)
  }
}
