import { createHash, createHmac, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'

/** What a server keeps of a password by SCRAM (RFC 5802): neither key is the password, nor logs in. */
export interface ScramKeys {
  readonly storedKey: Buffer
  readonly serverKey: Buffer
}

/** The keys of a password under a salt; `digest` as Node names it. SASLprep is NFKC for all a keyboard gives; what it forbids, servers take as it is. */
export async function scramKeys(
  password: string,
  salt: Buffer,
  iterations: number,
  digest: string,
): Promise<ScramKeys> {
  const { length } = createHash(digest).digest()
  const salted = await promisify(pbkdf2)(password.normalize('NFKC'), salt, iterations, length, digest)
  const keyFor = (name: string) => createHmac(digest, salted).update(name).digest()
  const storedKey = createHash(digest).update(keyFor('Client Key')).digest()
  return { storedKey, serverKey: keyFor('Server Key') }
}
