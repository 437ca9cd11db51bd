import { createHash } from 'node:crypto'

/** What mysql_native_password keeps behind its star, in small hex: SHA-1 of SHA-1, without a salt. */
export function mysqlNativeDigest(password: string): string {
  const inner = createHash('sha1').update(password).digest()
  return createHash('sha1').update(inner).digest('hex')
}
