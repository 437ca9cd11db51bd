import { z } from 'zod'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Not schemes: accounts no password opens, and accounts whose password the list does not show. */
const locked = 'locked'
const absent = 'absent'

/** Two schemes are a migration begun and not finished: the old hashes are still there to steal. */
export default defineRule({
  id: 'ST-10',
  subject: 'system',
  severity: 'medium',
  title: { en: 'Several hash schemes in one system', ja: '一つのシステムに複数の保存方式' },
  references: ['OWASP ASVS 5.0'],
  remedy: {
    en: 'Finish the migration: have the accounts still on the older scheme set a new password.',
    ja: '移行を完了させてください。旧方式のまま残るアカウントにはパスワードを再設定させます。',
  },
  reasons: {
    mixed: {
      en: 'Passwords are stored in {count} ways: {schemes}.',
      ja: 'パスワードが{count}通りの方式で保存されています({schemes})。',
    },
    'not-all-seen': {
      en: 'For {absent} of {accounts} accounts the list does not show how the password is stored.',
      ja: '{accounts}件中{absent}件のアカウントで、パスワードの保存方式が分かりません。',
    },
    'no-list': { en: 'No account list was imported yet.', ja: 'アカウント一覧がまだ取り込まれていません。' },
  },
  options: z.strictObject({}),
  check: ({ list }) => {
    if (list === undefined) return unknown('no-list')
    const used = Object.entries(list.schemes).filter(([, accounts]) => accounts > 0)
    const schemes = used
      .filter(([name]) => name !== locked && name !== absent)
      .map(([name, n]) => `${name} ${n}`)
    if (schemes.length > 1) {
      return bad('mixed', { count: schemes.length, schemes: schemes.join(', ') }, { evidence: { schemes } })
    }
    const unseen = list.schemes[absent] ?? 0
    return unseen > 0 ? unknown('not-all-seen', { absent: unseen, accounts: list.accounts }) : good
  },
  examples: {
    good: [
      { about: 'one scheme', subject: { list: { accounts: 9, schemes: { bcrypt: 9 } } } },
      {
        about: 'one scheme and locked accounts',
        subject: { list: { accounts: 9, schemes: { bcrypt: 5, locked: 4 } } },
      },
      { about: 'no accounts', subject: { list: { accounts: 0, schemes: {} } } },
    ],
    bad: [
      {
        about: 'old hashes left over',
        subject: { list: { accounts: 9, schemes: { bcrypt: 7, 'md5-crypt': 2 } } },
        reason: 'mixed',
      },
      {
        about: 'some in clear',
        subject: { list: { accounts: 9, schemes: { clear: 1, bcrypt: 8 } } },
        reason: 'mixed',
      },
    ],
    unknown: [
      { about: 'nothing imported', subject: {}, reason: 'no-list' },
      {
        about: 'one account without a hash',
        subject: { list: { accounts: 9, schemes: { bcrypt: 8, absent: 1 } } },
        reason: 'not-all-seen',
      },
    ],
  },
})
