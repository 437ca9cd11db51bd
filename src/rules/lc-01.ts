import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { isAfter } from '../core/days.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Evidence of compromise ends a password's life at once; only a later change answers it. */
export default defineRule({
  id: 'LC-01',
  subject: 'account',
  severity: 'critical',
  title: { en: 'Compromised and not changed since', ja: '漏えい・不正利用の後に変更されていない' },
  references: ['NIST SP 800-63B-4 3.1.1.2', '総務省 国民のためのサイバーセキュリティサイト'],
  remedy: {
    en: 'Change the password today and end every session that is still open.',
    ja: '本日中に変更し、残っているセッションをすべて失効させてください。',
  },
  reasons: {
    compromised: {
      en: 'Compromised on {compromisedOn}; the last change, on {changedOn}, was before that.',
      ja: '{compromisedOn}に漏えい・不正利用がありましたが、最後の変更はそれより前の{changedOn}です。',
    },
    'no-change-known': {
      en: 'Compromised on {compromisedOn}; no change of the password is known.',
      ja: '{compromisedOn}に漏えい・不正利用がありましたが、変更した記録がありません。',
    },
    'same-day': {
      en: 'Compromised and changed on {compromisedOn}; the dates do not tell which came first.',
      ja: '漏えい・不正利用と変更がどちらも{compromisedOn}で、前後が分かりません。',
    },
  },
  options: z.strictObject({}),
  opens: 'compromised',
  check: ({ account }) => {
    const { compromisedAt, passwordChangedAt } = account
    if (!canLogIn(account) || compromisedAt === undefined) return good
    const compromisedOn = compromisedAt.slice(0, 10)
    if (passwordChangedAt === undefined)
      return bad('no-change-known', { compromisedOn }, { evidence: { compromisedAt } })
    const changedOn = passwordChangedAt.slice(0, 10)
    const datesAlone = compromisedAt === compromisedOn || passwordChangedAt === changedOn
    if (datesAlone && changedOn === compromisedOn) return unknown('same-day', { compromisedOn })
    if (isAfter(passwordChangedAt, compromisedAt)) return good
    return bad(
      'compromised',
      { compromisedOn, changedOn },
      { evidence: { compromisedAt, passwordChangedAt } },
    )
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'nothing has happened', subject: {} },
      {
        about: 'changed an hour after',
        subject: {
          account: { compromisedAt: '2026-11-20T10:00:00Z', passwordChangedAt: '2026-11-20T11:00:00Z' },
        },
      },
    ],
    bad: [
      {
        about: 'changed an hour before',
        subject: {
          account: { compromisedAt: '2026-11-20T10:00:00Z', passwordChangedAt: '2026-11-20T09:00:00Z' },
        },
        reason: 'compromised',
      },
      {
        about: 'no date of change in the list',
        subject: { account: { compromisedAt: '2026-11-20' } },
        reason: 'no-change-known',
      },
    ],
    unknown: [
      {
        about: 'both on one day, as dates',
        subject: { account: { compromisedAt: '2026-11-20', passwordChangedAt: '2026-11-20' } },
        reason: 'same-day',
      },
    ],
  },
})
