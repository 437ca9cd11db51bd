import type { AccountRow } from '../core/account.ts'
import { mostFieldsFit, openColonList } from '../core/colon-list.ts'
import { defineDialect, type Format, type RejectedLine } from '../core/format.ts'
import { readCryptField } from '../core/hash-text.ts'
import { knownFacts } from '../core/known-facts.ts'
import { roleOfUid } from '../core/unix-account.ts'

const number = /^\d{1,10}$/
/** What stands in the second field where the hashes are in the shadow file. */
const elsewhere = /^(?:x|\*|!{1,2}|)$/

function readEntry(fields: readonly string[], line: number): AccountRow | RejectedLine {
  const [login = '', text = '', uid = '', gid = '', comment = ''] = fields
  if (!number.test(uid) || !number.test(gid)) return { line, key: 'entry-ids' }
  const crypt = text === 'x' ? { credential: { seen: 'absent' } as const } : readCryptField(text)
  if (crypt === undefined) return { line, key: 'entry-password' }
  const [displayName, , workPhone, homePhone] = comment.split(',')
  return {
    ...knownFacts({ displayName, phone: workPhone || homePhone, role: roleOfUid(uid) }),
    login,
    line,
    ...crypt,
  }
}

/** /etc/passwd: who there is on a Unix machine; the hashes are elsewhere, an empty second field opens to anybody. */
const passwd: Format = {
  name: 'passwd',
  expects: {
    en: 'seven fields a line: tanaka:x:1001:1001:Tanaka,,,:/home/tanaka:/bin/bash',
    ja: '1行に7項目: tanaka:x:1001:1001:Tanaka,,,:/home/tanaka:/bin/bash',
  },
  dialects: [
    defineDialect({
      syntax: 'lines',
      recognises: head =>
        mostFieldsFit(
          head,
          7,
          ([, text = '', uid = '', gid = '']) => elsewhere.test(text) && number.test(uid) && number.test(gid),
        ),
      open: () => openColonList({ fields: 7, read: readEntry }),
    }),
  ],
  examples: {
    good: [
      {
        about: 'a Debian machine',
        text: `root:x:0:0:root:/root:/bin/bash
daemon:*:1:1:daemon:/usr/sbin:/usr/sbin/nologin
tanaka:x:1001:1001:Tanaka,2F,03-1234-5678,:/home/tanaka:/bin/bash
guest::1002:1002::/home/guest:/bin/sh
`,
        logins: ['root', 'daemon', 'tanaka', 'guest'],
      },
    ],
    bad: [
      { about: 'the groups file beside it', text: 'root:x:0:\nftpg:x:5000:taro\n' },
      {
        about: 'a field too few, a uid that is no number, an empty login, a login twice',
        text: `tanaka:x:1001:1001::/home/tanaka:/bin/bash
sato:x:1002:1002::/home/sato
suzuki:x:zero:1003::/home/suzuki:/bin/bash
:x:1004:1004::/home/nobody:/bin/bash
tanaka:x:1005:1005::/home/tanaka:/bin/bash
`,
        rejectedLines: [2, 3, 4, 5],
      },
    ],
  },
}

export default passwd
