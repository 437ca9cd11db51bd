import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { personOf } from '../core/person.ts'
import { bad, defineRule, good } from '../core/rule.ts'

/** Never unknown: that no owner is registered is the very thing this rule is about. */
export default defineRule({
  id: 'AC-05',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Account without an owner', ja: '管理責任者のいないアカウント' },
  references: ['CIS Controls v8.1 5.1'],
  remedy: {
    en: 'Register who answers for the account, or remove it if nobody does.',
    ja: 'アカウントの管理責任者を登録し、誰もいなければ削除してください。',
  },
  reasons: {
    'nobody-named': {
      en: 'No owner, name or mail address is registered for the account.',
      ja: '管理責任者、氏名、メールアドレスのいずれも登録されていません。',
    },
    'shared-without-owner': {
      en: 'Several people or a program use the account, and no owner answers for it.',
      ja: '複数の人またはプログラムが使うアカウントですが、管理責任者が登録されていません。',
    },
  },
  options: z.strictObject({}),
  check: ({ account }) => {
    if (!canLogIn(account) || account.owner?.trim()) return good
    if (account.shared === true || account.role === 'service') return bad('shared-without-owner')
    return personOf(account) === undefined ? bad('nobody-named') : good
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'an owner', subject: { account: { owner: 'sato', shared: true } } },
      { about: "a person's own account", subject: { account: { displayName: '佐藤' } } },
    ],
    bad: [
      { about: 'a login and nothing else', subject: {}, reason: 'nobody-named' },
      { about: 'an owner left blank', subject: { account: { owner: ' ' } }, reason: 'nobody-named' },
      {
        about: 'a shared mailbox with a display name',
        subject: { account: { displayName: 'Order desk', shared: true } },
        reason: 'shared-without-owner',
      },
      { about: 'a service', subject: { account: { role: 'service' } }, reason: 'shared-without-owner' },
    ],
    unknown: [],
  },
})
