import { looksHashed } from '../core/hash-text.ts'
import { defineListExecutor } from '../executor-library/list-account.ts'

/** Apache's AuthUserFile and what reads it too: bcrypt unless the line is kept by sha512-crypt already. */
export default defineListExecutor({
  name: 'htpasswd',
  about: {
    en: 'Changes one line of an htpasswd file. bcrypt, or sha512-crypt where the line has it; never apr1, SHA-1, DES or clear text.',
    ja: 'htpasswdファイルの1行を書き換えます。方式はbcryptです(行がsha512-cryptならそのまま)。apr1、SHA-1、DES、平文では書きません。',
  },
  keepings: [
    { form: /^\$[56]\$/, as: 'sha512-crypt' },
    { form: /^/, as: 'bcrypt' },
  ],
  isClear: text => !looksHashed(text),
  examples: [
    {
      about: 'bcrypt stays bcrypt and its cost goes up',
      text: '# WebDAV\ntanaka:$2y$05$WHGY26q9xusF2oSPercNQeFMsDyTq1fCRmq6W/pKOrkqGY4QNQUN2\nsato:x\n',
      login: 'tanaka',
      next: '$2y$10$',
    },
    {
      about: 'a higher cost stays',
      text: 'tanaka:$2y$11$WHGY26q9xusF2oSPercNQeFMsDyTq1fCRmq6W/pKOrkqGY4QNQUN2\n',
      login: 'tanaka',
      next: '$2y$11$',
    },
    {
      about: 'Apache md5 becomes bcrypt, with Windows line ends',
      text: 'sato:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\r\ntanaka:$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1\r\n',
      login: 'tanaka',
      next: '$2y$10$',
    },
    { about: 'clear text ends', text: 'tanaka:secret', login: 'tanaka', next: '$2y$10$' },
    {
      about: 'sha512-crypt with its rounds',
      text: 'tanaka:$6$rounds=10000$C9HrNnPiv78ESdlV$J8P.YysINOckOaWa3kKWuP/h.vcIEmD6kP0WjrWlU4YYtoD6n788NMICIEokOkX/jnX/odxcfpynqGhUHCSce.\n',
      login: 'tanaka',
      next: '$6$rounds=10000$',
    },
    {
      about: 'nobody of that name',
      text: 'tanaka2:secret\n#tanaka:x\n',
      login: 'tanaka',
      refused: 'rotate-no-line',
    },
    {
      about: 'a name twice',
      text: 'tanaka:secret\ntanaka:other\n',
      login: 'tanaka',
      refused: 'rotate-two-lines',
    },
    { about: 'an account that is shut', text: 'tanaka:!\n', login: 'tanaka', refused: 'rotate-shut' },
  ],
})
