import type { AccountRow } from '../core/account.ts'
import { mostFieldsFit, openColonList } from '../core/colon-list.ts'
import { defineDialect, type Format, type RejectedLine } from '../core/format.ts'
import { readCryptField } from '../core/hash-text.ts'
import { knownFacts } from '../core/known-facts.ts'
import { readDays } from '../core/list-time.ts'

/** Days since 1970; -1 is how tools write "not set". */
const days = /^(?:-1|\d{0,7})$/

function readEntry(fields: readonly string[], line: number): AccountRow | RejectedLine {
  const [login = '', text = '', changed = '', , , , , expires = ''] = fields
  const crypt = readCryptField(text)
  if (crypt === undefined) return { line, key: 'entry-password' }
  if (!isDay(changed)) return { line, key: 'entry-days', values: { field: 3 } }
  if (!isDay(expires)) return { line, key: 'entry-days', values: { field: 8 } }
  return {
    ...knownFacts({
      // Day 0 means: has to be changed at the next login.
      passwordChangedAt: changed === '0' ? undefined : readDays(changed),
      initial: changed === '0' ? true : undefined,
      expiresAt: readDays(expires),
    }),
    login,
    line,
    ...crypt,
  }
}

function isDay(text: string): boolean {
  return text === '' || text === '-1' || readDays(text) !== undefined
}

/** /etc/shadow: the hashes of a Unix machine, with the day of the last change and of the account's end (shadow(5)). */
const shadow: Format = {
  name: 'shadow',
  expects: {
    en: 'nine fields a line: tanaka:$y$…:20779:0:99999:7:::',
    ja: '1行に9項目: tanaka:$y$…:20779:0:99999:7:::',
  },
  dialects: [
    defineDialect({
      syntax: 'lines',
      recognises: head =>
        mostFieldsFit(
          head,
          9,
          ([, text = '', ...rest]) =>
            readCryptField(text) !== undefined && rest.every(field => days.test(field)),
        ),
      open: () => openColonList({ fields: 9, read: readEntry }),
    }),
  ],
  examples: {
    good: [
      {
        about:
          'Debian 12: yescrypt, SHA-512, DES, locked, without a password, and to be changed at the next login',
        text: `root:*:20779:0:99999:7:::
goro:$y$j9T$kqAk1epHq8Lafpn.3OsSO0$LOo8bUmQ2mRWOhNsVtMbTNgspkSkzTFKrw.Bo0ZzmxA:20779:0:99999:7:::
rokuro:$6$iD73ryDfhe4FMBcr$83GcyDknmQ0Pzs.OAuO9YI8xfo2i45jcZQ0bGYolW0KKGH3HxOOpsDV8TD8kbmWB/GWHHZYp8ajXauLvB2PDW0:20779:0:99999:7::20820:
shichiro:!$y$j9T$fxzFHiz1b7eaoLiontKp/1$/614XMaKS2gD3gCftNy9QplEBXuEniPmh5aqlCYk7Q2:20779:0:99999:7:::
hachiro:n7zKFhlV9bARY:0:0:99999:7:::
kuro:!:::::::
guest::20779::::::
`,
        logins: ['root', 'goro', 'rokuro', 'shichiro', 'hachiro', 'kuro', 'guest'],
      },
    ],
    bad: [
      { about: 'nine words with colons between', text: 'a:b:c:d:e:f:g:h:i\n' },
      {
        about: 'a field too few, a day that is no number, a password in clear, a day after the year 9999',
        text: `goro:$y$j9T$kqAk1epHq8Lafpn.3OsSO0$LOo8bUmQ2mRWOhNsVtMbTNgspkSkzTFKrw.Bo0ZzmxA:20779:0:99999:7:::
rokuro:!:20779:0:99999:7::
shichiro:*:yesterday:0:99999:7:::
hachiro:secret:20779:0:99999:7:::
kuro:*:20779:0:99999:7::9999999:
`,
        rejectedLines: [2, 3, 4, 5],
      },
    ],
  },
}

export default shadow
