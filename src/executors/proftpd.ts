import { defineListExecutor } from '../executor-library/list-account.ts'

/** ProFTPD's AuthUserFile: whatever crypt(3) reads, sha512-crypt unless the line is kept better. */
export default defineListExecutor({
  name: 'proftpd',
  about: {
    en: 'Changes one line of an AuthUserFile. sha512-crypt, or bcrypt or yescrypt where the line has them.',
    ja: 'AuthUserFileの1行を書き換えます。方式はsha512-cryptです(行がbcryptまたはyescryptならそのまま)。',
  },
  keepings: [
    { form: /^\$2[abxy]\$/, as: 'bcrypt' },
    { form: /^\$y\$/, as: 'yescrypt' },
    { form: /^/, as: 'sha512-crypt' },
  ],
  isClear: () => false,
  examples: [
    {
      about: 'what ftpasswd writes by default',
      text: 'tanaka:$5$k7mQpECrZ0HNn0ka$2AAd34ptF92r/e8g4aknxRSP6fr1cKNu/bM36ADD3R3:5000:5000::/srv/ftp/tanaka:/bin/false\n',
      login: 'tanaka',
      next: '$6$',
    },
    {
      about: 'DES ends',
      text: 'sato:x:1:1::/:/bin/false\ntanaka:Nhz7ui52ghNXo:5002:5000::/srv/ftp/tanaka:/bin/false\n',
      login: 'tanaka',
      next: '$6$',
    },
    {
      about: 'yescrypt stays, with its parameters',
      text: 'tanaka:$y$j75$LR5OVnHxEyJ1yWJ4sFJpx.$dqq4kGMZUV8ELI5Q5rlRYC0Yc3K4KD2xBbp3n2zOiX6:5002:5000::/srv/ftp/tanaka:/bin/false\n',
      login: 'tanaka',
      next: '$y$j75$',
    },
    {
      about: 'an account behind a lock',
      text: 'tanaka:!$5$k7mQpECrZ0HNn0ka$2AAd34ptF92r/e8g4aknxRSP6fr1cKNu/bM36ADD3R3:5000:5000::/srv/ftp/tanaka:/bin/false\n',
      login: 'tanaka',
      refused: 'rotate-shut',
    },
  ],
})
