import { looksHashed } from '../core/hash-text.ts'
import { defineListExecutor } from '../executor-library/list-account.ts'

/** Behind a scheme's name, which Dovecot believes before its default. */
const labelled = (label: string) => (hash: string) => `{${label}}${hash}`
/** Dovecot writes commas between what PostgreSQL sets off by signs of its own. */
const scram = (hash: string) => hash.replace('SCRAM-SHA-256$', '{SCRAM-SHA-256}').replace(/[:$]/g, ',')

/** Dovecot looks at the file once a second at most: asked earlier, it might still know the old line. */
const takenUpMilliseconds = 1_100

/** Dovecot's passwd-file: the line's own scheme where it is a good one, else SHA512-CRYPT, which every Dovecot reads. */
export default defineListExecutor({
  name: 'dovecot',
  about: {
    en: 'Changes one line of a passwd-file. Argon2id, bcrypt or SCRAM-SHA-256 where the line has them, else SHA512-CRYPT; never PLAIN.',
    ja: 'passwd-fileの1行を書き換えます。方式は行がArgon2id、bcrypt、SCRAM-SHA-256ならそのまま、ほかはSHA512-CRYPTです。平文では書きません。',
  },
  keepings: [
    { form: /^\{ARGON2ID\}/i, as: 'argon2id', written: labelled('ARGON2ID') },
    { form: /^(?:\{(?:BLF-CRYPT|CRYPT)\})?\$2[abxy]\$/i, as: 'bcrypt', written: labelled('BLF-CRYPT') },
    { form: /^\{SCRAM-SHA-256\}/i, as: 'scram-sha-256', written: scram },
    { form: /^/, as: 'sha512-crypt', written: labelled('SHA512-CRYPT') },
  ],
  isClear: text => !looksHashed(text),
  takenUpAfter: takenUpMilliseconds,
  examples: [
    {
      about: 'clear text ends, and so do digests without a salt',
      text: 'tanaka@aoba.example:{PLAIN}secret::::::\n',
      login: 'tanaka@aoba.example',
      next: '{SHA512-CRYPT}$6$',
    },
    {
      about: '{SSHA}',
      text: 'tanaka:{SSHA}oC9Oj7HgPLdDyXIs8B/LqzfNPeJDhNwA\n',
      login: 'tanaka',
      next: '{SHA512-CRYPT}$6$',
    },
    {
      about: 'Argon2id with its cost',
      text: 'tanaka:{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$SazkBDfNtUmZX9Q71aUwsg$Hv7JlfqX44FujXexppHhbRfjdq0qxT+FyAac8U3iZoc:5000:5000::::nologin\n',
      login: 'tanaka',
      next: '{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$',
    },
    {
      about: 'bcrypt under the default scheme',
      text: 'tanaka:$2y$05$1rXN6jroWKL0TT6EoM2wZOV9rCg2.37o1CnE6iF92d4lX.sxzhHBi:5000:5000::/var/mail/tanaka::\n',
      login: 'tanaka',
      next: '{BLF-CRYPT}$2y$10$',
    },
    {
      about: 'SCRAM, whose clients never send the password',
      text: 'tanaka:{SCRAM-SHA-256}4096,9rCw4yzHbHBsWgOM7u8mEQ==,JAhMQR44/MJEUPzV7Su2Lkeww8z3bOsj6LLHJReXmow=,eE5MW4RCMM2OI4467pnNiFyr3oBtcus/bPSpwgbesgE=\n',
      login: 'tanaka',
      next: '{SCRAM-SHA-256}4096,',
    },
    {
      about: 'an account that is shut',
      text: 'tanaka:{CRYPT}!$6$x$y::::::\n',
      login: 'tanaka',
      refused: 'rotate-shut',
    },
  ],
})
