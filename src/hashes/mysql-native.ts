import { mysqlNativeDigest } from '../hash-library/mysql-native-digest.ts'
import { defineScheme } from '../hash-library/scheme.ts'

/** MySQL 4.1 to 5.7 and MariaDB: SHA-1 of SHA-1 of the password, without a salt. */
export default defineScheme<string>({
  name: 'mysql-native',
  named: 'mysql_native_password',
  read: text => /^\*([0-9A-F]{40})$/i.exec(text)?.[1]?.toLowerCase(),
  facts: () => ({ class: 'unsalted', parameters: { digest: 'sha1' } }),
  opens: (password, digest) => mysqlNativeDigest(password) === digest,
  milliseconds: () => 0.005,
  examples: [
    {
      text: '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7',
      password: 'secret',
      class: 'unsalted',
      parameters: { digest: 'sha1' },
    },
  ],
})
