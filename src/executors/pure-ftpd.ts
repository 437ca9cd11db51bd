import { defineListExecutor } from '../executor-library/list-account.ts'
import { publishDatabase } from '../executor-library/pure-database.ts'

/** Pure-FTPd's pureftpd.passwd, then the database made of it where there is one beside it. */
export default defineListExecutor({
  name: 'pure-ftpd',
  about: {
    en: 'Changes one line of pureftpd.passwd and has pure-pw make the .pdb beside it anew. Argon2id or bcrypt where the line has them, else sha512-crypt.',
    ja: 'pureftpd.passwdの1行を書き換え、隣の.pdbをpure-pwで作り直します。方式は行がArgon2idかbcryptならそのまま、ほかはsha512-cryptです。',
  },
  keepings: [
    { form: /^\$argon2id\$/, as: 'argon2id' },
    { form: /^\$2[abxy]\$/, as: 'bcrypt' },
    { form: /^/, as: 'sha512-crypt' },
  ],
  isClear: () => false,
  publish: publishDatabase,
  examples: [
    {
      about: 'what pure-pw writes, with the same cost',
      text: 'tanaka:$argon2id$v=19$m=8192,t=3,p=1$R0cCfsVZzhYpohIydtnlEw$QZIX/nY2Wbli0xipT+iE1dak8CTxuvtV2yFnSH+5FEI:5000:5000::/srv/ftp/tanaka/./::::::::::192.0.2.0/26::\n',
      login: 'tanaka',
      next: '$argon2id$v=19$m=8192,t=3,p=1$',
    },
    {
      about: 'what an older one wrote',
      text: 'tanaka:$1$ocvObD8f$7pCpenU0Sv7bFznGCdXZo.:5000:5000::/srv/ftp/tanaka/./::::::::::::\n',
      login: 'tanaka',
      next: '$6$',
    },
  ],
})
