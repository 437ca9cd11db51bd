import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { loginName, personOf } from '../core/person.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Logins that name a job, a place or a program, not a person. */
// biome-ignore format: a word list reads better in rows
const genericWords = [
  'admin', 'administrator', 'adm', 'root', 'sysadmin', 'webadmin', 'master', 'webmaster', 'postmaster', 'operator',
  'guest', 'anonymous', 'test', 'demo', 'sample', 'user', 'default', 'public', 'ftp', 'web', 'www', 'webdav', 'upload',
  'info', 'contact', 'support', 'sales', 'office', 'shop', 'store', 'order', 'staff', 'member', 'team', 'all', 'shared',
  'common', 'company', 'kanri', 'kanrisha', 'kyoyu', 'kyoutsu', 'eigyo', 'keiri', 'soumu', 'jimu', 'tenpo', 'zaiko',
  '共有', '共通', '管理', '管理者', '営業', '経理', '総務', '事務', '店舗', '在庫', 'テスト', 'ゲスト',
]

/** Nobody can be asked what a shared login did, and nobody can leave without taking its password along. */
export default defineRule({
  id: 'AC-04',
  subject: 'account',
  severity: 'high',
  title: { en: 'Shared or generic login', ja: '共有・汎用のID' },
  references: ['PCI DSS 4.0.1 8.2.2'],
  remedy: {
    en: 'Give everybody an account of their own; where that cannot be, approve a waiver with an end.',
    ja: '個人ごとのIDに分けてください。分けられない場合は、期限付きの例外として承認を受けてください。',
  },
  reasons: {
    shared: {
      en: 'The account is used by more than one person.',
      ja: '複数の人が使っているアカウントです。',
    },
    generic: {
      en: 'The login "{login}" names no person, so who used it cannot be told.',
      ja: 'ID「{login}」は個人を示さないため、誰が使ったか特定できません。',
    },
    'not-told': {
      en: 'Whether more than one person uses the account is not known, and it names nobody.',
      ja: '複数の人が使っているか分からず、利用者の名前もありません。',
    },
  },
  options: z.strictObject({ genericLogins: z.array(z.string().min(1)).default(genericWords) }),
  check: ({ account }, { genericLogins }) => {
    const { login, role, shared } = account
    if (!canLogIn(account)) return good
    if (shared === true) return bad('shared', {}, { evidence: { login } })
    if (role === 'service') return good
    if (isGeneric(login, genericLogins)) return bad('generic', { login }, { evidence: { login } })
    return shared === undefined && personOf(account) === undefined ? unknown('not-told') : good
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'one person by name', subject: { account: { displayName: '佐藤' } } },
      { about: 'told not to be shared', subject: { account: { shared: false } } },
      {
        about: 'a person called like a word within',
        subject: { account: { login: 'rootabe', shared: false } },
      },
      { about: 'a login a program uses', subject: { account: { login: 'ftp', role: 'service' } } },
    ],
    bad: [
      { about: 'told to be shared', subject: { account: { shared: true } }, reason: 'shared' },
      ...['Admin', 'info@aoba.example', 'shop-staff2', 'ｆｔｐ０１', '共有'].map(login => ({
        about: `the login ${login}`,
        subject: { account: { login } },
        reason: 'generic',
      })),
      {
        about: 'a word the policy added',
        subject: { account: { login: 'souko' } },
        options: { genericLogins: ['souko'] },
        reason: 'generic',
      },
    ],
    unknown: [{ about: 'a login and nothing else', subject: {}, reason: 'not-told' }],
  },
})

/** Whether every part of the login (`shop-staff2`: shop, staff) is generic; digits do not make it personal. */
function isGeneric(login: string, words: readonly string[]): boolean {
  const parts = loginName(login).match(/\p{L}+/gu)
  return parts?.every(part => words.includes(part)) === true
}
