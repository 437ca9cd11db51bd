import type { AccountRow } from '../core/account.ts'
import { mostFieldsFit, openColonList } from '../core/colon-list.ts'
import { defineDialect, type Format, type RejectedLine } from '../core/format.ts'
import { looksHashed, readCryptField } from '../core/hash-text.ts'
import { knownFacts } from '../core/known-facts.ts'

const number = /^\d{1,10}$/

function readEntry(fields: readonly string[], line: number): AccountRow | RejectedLine {
  const [login = '', text = '', uid = '', gid = '', comment = ''] = fields
  if (!number.test(uid) || !number.test(gid)) return { line, key: 'entry-ids' }
  const crypt = readCryptField(text)
  if (crypt === undefined) return { line, key: 'entry-password' }
  return { ...knownFacts({ displayName: comment.split(',')[0] }), login, line, ...crypt }
}

/** ProFTPD's AuthUserFile as ftpasswd writes it: the seven fields of /etc/passwd with the hash in the second. */
const proftpd: Format = {
  name: 'proftpd',
  expects: {
    en: 'seven fields a line, the second a hash: tanaka:$5$…:5000:5000::/srv/ftp/tanaka:/bin/false',
    ja: '1行に7項目、2番目がハッシュ: tanaka:$5$…:5000:5000::/srv/ftp/tanaka:/bin/false',
  },
  dialects: [
    defineDialect({
      syntax: 'lines',
      recognises: head =>
        mostFieldsFit(
          head,
          7,
          ([, text = '', uid = '', gid = '']) =>
            !text.startsWith('{') &&
            looksHashed(text.replace(/^[!*]+/, '')) &&
            number.test(uid) &&
            number.test(gid),
        ),
      open: () => openColonList({ fields: 7, read: readEntry }),
    }),
  ],
  examples: {
    good: [
      {
        about: 'ftpasswd with its default, --md5, --des and --lock',
        text: `taro:$5$k7mQpECrZ0HNn0ka$2AAd34ptF92r/e8g4aknxRSP6fr1cKNu/bM36ADD3R3:5000:5000::/srv/ftp/taro:/bin/false
hana:$1$ocvObD8f$7pCpenU0Sv7bFznGCdXZo.:5001:5000:Hana:/srv/ftp/hana:/bin/false
jiro:Nhz7ui52ghNXo:5002:5000::/srv/ftp/jiro:/bin/false
saburo:!$5$k7mQpECrZ0HNn0ka$2AAd34ptF92r/e8g4aknxRSP6fr1cKNu/bM36ADD3R3:5003:5000::/srv/ftp/saburo:/bin/false
`,
        logins: ['taro', 'hana', 'jiro', 'saburo'],
      },
    ],
    bad: [
      { about: 'its group file', text: 'ftpg:x:5000:taro\n' },
      {
        about: 'a group id that is no number, a field too many, a password in clear, a login twice',
        text: `taro:Nhz7ui52ghNXo:5000:5000::/srv/ftp/taro:/bin/false
hana:Nhz7ui52ghNXo:5001:ftp::/srv/ftp/hana:/bin/false
jiro:Nhz7ui52ghNXo:5002:5000::/srv/ftp/jiro:/bin/false:
saburo:secret:5003:5000::/srv/ftp/saburo:/bin/false
taro:Nhz7ui52ghNXo:5004:5000::/srv/ftp/taro:/bin/false
`,
        rejectedLines: [2, 3, 4, 5],
      },
    ],
  },
}

export default proftpd
