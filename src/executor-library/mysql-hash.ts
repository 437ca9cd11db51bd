import { randomInt } from 'node:crypto'
import { mysqlNativeDigest } from '../hash-library/mysql-native-digest.ts'
import { sha256Crypt } from '../hash-library/sha256-crypt.ts'

/** What a plugin of MySQL or MariaDB keeps of a password, as bytes; `before` is what it takes the place of. */
type Make = (password: string, before: Buffer) => Buffer

/** Plugins whose text can be made here, so that no statement holds the password. */
export const mysqlPlugins: Readonly<Record<string, Make>> = {
  mysql_native_password: password => Buffer.from(`*${mysqlNativeDigest(password).toUpperCase()}`),
  // `$A$`, thousands of rounds in hex, twenty bytes of salt without NUL and `$`, SHA-256 crypt.
  caching_sha2_password: (password, before) => {
    const thousands = /^\$A\$([0-9A-F]{3})\$/.exec(before.toString('latin1'))?.[1] ?? '005'
    const salt = Buffer.from(Array.from({ length: 20 }, () => randomInt(0x25, 0x7f)))
    const digest = sha256Crypt(Buffer.from(password), salt, Number.parseInt(thousands, 16) * 1_000)
    return Buffer.from(`$A$${thousands}$${salt.toString('latin1')}${digest}`, 'latin1')
  },
}
