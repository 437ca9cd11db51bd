import type { AccountRow } from '../core/account.ts'
import { mostFieldsFit, openColonList } from '../core/colon-list.ts'
import { defineDialect, type Format, type RejectedLine } from '../core/format.ts'
import { readCryptField } from '../core/hash-text.ts'
import { knownFacts } from '../core/known-facts.ts'
import { readListNetworks } from '../core/list-network.ts'

const number = /^\d{1,10}$/
const fieldCount = 18
/** Position of the client networks that are let in; the next field denies single ones of them. */
const allowedClients = 15

function readEntry(fields: readonly string[], line: number): AccountRow | RejectedLine {
  const [login = '', text = '', uid = '', gid = '', comment = ''] = fields
  if (!number.test(uid) || !number.test(gid)) return { line, key: 'entry-ids' }
  const crypt = readCryptField(text)
  if (crypt === undefined) return { line, key: 'entry-password' }
  const allowed = (fields[allowedClients] ?? '').split(/[\s,]+/).filter(network => network !== '')
  const networks = readListNetworks(allowed)
  return { ...knownFacts({ displayName: comment, networks }), login, line, ...crypt }
}

/** Pure-FTPd's pureftpd.passwd as pure-pw writes it: 18 fields, the client networks among them. */
const pureFtpd: Format = {
  name: 'pure-ftpd',
  expects: {
    en: '18 fields a line: tanaka:$argon2id$…:5000:5000::/srv/ftp/tanaka/./::::::::::192.0.2.0/26::',
    ja: '1行に18項目: tanaka:$argon2id$…:5000:5000::/srv/ftp/tanaka/./::::::::::192.0.2.0/26::',
  },
  dialects: [
    defineDialect({
      syntax: 'lines',
      recognises: head =>
        mostFieldsFit(head, fieldCount, ([, , uid = '', gid = '']) => number.test(uid) && number.test(gid)),
      open: () => openColonList({ fields: fieldCount, read: readEntry }),
    }),
  ],
  examples: {
    good: [
      {
        about: 'pure-pw 1.0.50, the second account with allowed and denied clients',
        text: `jiro:$argon2id$v=19$m=8192,t=1023,p=1$R0cCfsVZzhYpohIydtnlEw$QZIX/nY2Wbli0xipT+iE1dak8CTxuvtV2yFnSH+5FEI:5000:5000::/srv/ftp/jiro/./::::::::::::
saburo:$argon2id$v=19$m=8192,t=1023,p=1$jg+zZK/FEp4fqj9nvpgp1Q$B3jqIJTOGcz9uV+ylR6SpI5bJxf1KFuk38+59qDLDrI:5000:5000:Saburo:/srv/ftp/saburo/./::::::::::10.20.30.40/32,192.0.2.0/26:10.20.30.41:
shiro:*:5000:5000::/srv/ftp/shiro/./:::::::::::127.0.0.1:
`,
        logins: ['jiro', 'saburo', 'shiro'],
      },
    ],
    bad: [
      {
        about: 'a field too few, a user id that is no number, a password in clear, a login twice',
        text: `jiro:$6$Ai6ctAyIUvPsoeKI$qSFnO0YvlSECb1cNqTXt6Kywaw2Nt8De11gJtBg.PeQ4U1zTMZw9x8:5000:5000::/srv/ftp/jiro/./::::::::::::
saburo:*:5000:5000::/srv/ftp/saburo/./:::::::::::
shiro:*:ftp:5000::/srv/ftp/shiro/./::::::::::::
goro:secret:5000:5000::/srv/ftp/goro/./::::::::::::
jiro:*:5000:5000::/srv/ftp/jiro/./::::::::::::
`,
        rejectedLines: [2, 3, 4, 5],
      },
    ],
  },
}

export default pureFtpd
