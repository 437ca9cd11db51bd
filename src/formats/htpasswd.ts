import type { Credential } from '../core/account.ts'
import { entriesOf, isLoginLike, mostFieldsFit, openColonList } from '../core/colon-list.ts'
import { defineDialect, type Format, type Head } from '../core/format.ts'
import { looksHashed, readCredential } from '../core/hash-text.ts'

/** `{SHA}` is the only scheme Apache and Dovecot both write. */
const foreignScheme = /^\{(?!SHA\})/i
/** A password in clear that is no part of a sentence, an address, a setting or an LDIF attribute. */
const clearText = /^(?!\/\/|\s)[^\s{][^{};,]*$/
const lock = /^[!*]/

function recognises(head: Head): boolean {
  if (!mostFieldsFit(head, 2, ([, text = '']) => !foreignScheme.test(text) && text !== '')) return false
  const fields = entriesOf(head).map(line => line.split(':'))
  if (fields.some(([, text = '']) => looksHashed(text.replace(lock, '')))) return true
  const logins = new Set(fields.map(([login = '']) => login))
  // Passwords in clear alone look like any list of settings: those shout (BEGIN:VCARD) or name a thing twice.
  const quiet = [...logins].some(login => /\p{Ll}/u.test(login))
  const plain = fields.every(
    ([login = '', text = '']) => isLoginLike(login) && !/\s|^dn$/.test(login) && clearText.test(text),
  )
  return plain && quiet && logins.size === fields.length
}

/** A lock is an edit by hand: Apache knows none, but no password has a hash that begins so. */
function readPassword(text: string): Credential {
  const locked = text === '' || text === '*' || text === '!' || (lock.test(text) && isHashBehindLock(text))
  return locked ? { seen: 'locked' } : readCredential(text)
}

function isHashBehindLock(text: string): boolean {
  return !looksHashed(text) && looksHashed(text.slice(1))
}

/** Apache's AuthUserFile, nginx's auth_basic_user_file, most WebDAV servers: `login:hash`, without a hash in clear. */
const htpasswd: Format = {
  name: 'htpasswd',
  expects: {
    en: 'login:hash, one account a line: tanaka:$2y$05$…',
    ja: '1行に1アカウント、ログイン:ハッシュ: tanaka:$2y$05$…',
  },
  dialects: [
    defineDialect({
      syntax: 'lines',
      recognises,
      open: () =>
        openColonList({
          fields: 2,
          read: ([login = '', text = ''], line) => ({ login, line, credential: readPassword(text) }),
        }),
    }),
  ],
  examples: {
    good: [
      {
        about: 'every hash Apache 2.4 writes, with comments and a blank line',
        text: `# WebDAV of Aoba Shoji
taro:$2y$05$WHGY26q9xusF2oSPercNQeFMsDyTq1fCRmq6W/pKOrkqGY4QNQUN2
hana:$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1

jiro:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=
saburo:A2SK9c5jE8K.M
shiro:$5$G5uTowbwBTT9vGZD$14wRgBvzx/8ORg/KKm9qTiht3Hm9qCsyGR9L2Q3haf2
goro:$6$rounds=10000$C9HrNnPiv78ESdlV$J8P.YysINOckOaWa3kKWuP/h.vcIEmD6kP0WjrWlU4YYtoD6n788NMICIEokOkX/jnX/odxcfpynqGhUHCSce.
rokuro:!$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1
`,
        logins: ['taro', 'hana', 'jiro', 'saburo', 'shiro', 'goro', 'rokuro'],
      },
      { about: 'passwords in clear', text: 'taro:secret\nhana:Haru!2026\n', logins: ['taro', 'hana'] },
      { about: 'one {SHA} line alone', text: 'taro:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n', logins: ['taro'] },
    ],
    bad: [
      { about: 'a letter', text: 'Subject: the new passwords\nDear all: they come by post.\n' },
      { about: 'a list of addresses', text: 'http://aoba.example\nhttps://shop.aoba.example\n' },
      { about: 'settings', text: 'color:red;\nwidth:3em;\n' },
      {
        about: 'a line without a password, one with a field too many, an empty login, a login twice',
        text: `taro:$2y$05$WHGY26q9xusF2oSPercNQeFMsDyTq1fCRmq6W/pKOrkqGY4QNQUN2
hana
jiro:$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1:500
:$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1
taro:$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1
`,
        rejectedLines: [2, 3, 4, 5],
      },
    ],
  },
}

export default htpasswd
