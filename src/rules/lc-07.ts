import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { daysBetween } from '../core/days.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { hasSecondFactor } from '../core/second-factor.ts'

/** Off by default: change by age makes passwords worse, and only the card standard still asks for it. */
export default defineRule({
  id: 'LC-07',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Only factor, and older than allowed', ja: '単独で使うパスワードの有効期間超過' },
  references: ['PCI DSS 4.0.1 8.3.9'],
  remedy: {
    en: 'Add a second factor, or change the password within the interval your standard names.',
    ja: '多要素認証を導入するか、基準が定める期間内にパスワードを変更してください。',
  },
  reasons: {
    'too-old': {
      en: 'Changed {days} days ago; without a second factor {maxAgeDays} days are allowed.',
      ja: '最後の変更から{days}日たっています。多要素認証がない場合は{maxAgeDays}日以内です。',
    },
    'change-unknown': {
      en: 'When the password was last changed is not known.',
      ja: 'パスワードの最終変更日が分かりません。',
    },
    'factor-unknown': {
      en: 'Changed {days} days ago; whether there is a second factor is not known.',
      ja: '最後の変更から{days}日たっていますが、多要素認証の有無が分かりません。',
    },
    'scope-unknown': {
      en: 'Changed {days} days ago; whether the system handles cardholder data is not declared.',
      ja: '最後の変更から{days}日たっていますが、カード会員データを扱うか登録されていません。',
    },
  },
  options: z.strictObject({
    maxAgeDays: z.int().min(1).default(90),
    /** Only systems that handle cardholder data; false for a policy that asks it of every system. */
    cardholderDataOnly: z.boolean().default(true),
  }),
  offByDefault: true,
  opens: 'age',
  check: ({ account, system, now }, { maxAgeDays, cardholderDataOnly }) => {
    const factor = hasSecondFactor(account, system)
    const { cardholderData } = system.facts
    const outOfScope = account.role === 'service' || (cardholderDataOnly && cardholderData === false)
    if (!canLogIn(account) || outOfScope || factor === true) return good
    if (account.passwordChangedAt === undefined) return unknown('change-unknown')
    const days = daysBetween(account.passwordChangedAt, now)
    if (days <= maxAgeDays) return good
    if (factor === undefined) return unknown('factor-unknown', { days })
    if (cardholderDataOnly && cardholderData === undefined) return unknown('scope-unknown', { days })
    return bad(
      'too-old',
      { days, maxAgeDays },
      { evidence: { passwordChangedAt: account.passwordChangedAt } },
    )
  },
  examples: {
    good: [
      ...closedExamples,
      {
        about: 'old, with a second factor',
        subject: { account: { mfa: true, passwordChangedAt: '2020-04-01' } },
      },
      {
        about: '90 days old',
        subject: {
          account: { mfa: false, passwordChangedAt: '2026-08-25' },
          system: { facts: { cardholderData: true } },
        },
      },
      {
        about: 'no cardholder data',
        subject: {
          account: { mfa: false, passwordChangedAt: '2020-04-01' },
          system: { facts: { cardholderData: false } },
        },
      },
      {
        about: 'a service account',
        subject: { account: { role: 'service', passwordChangedAt: '2020-04-01' } },
      },
    ],
    bad: [
      {
        about: '91 days old',
        subject: {
          account: { mfa: false, passwordChangedAt: '2026-08-24' },
          system: { facts: { cardholderData: true } },
        },
        reason: 'too-old',
      },
      {
        about: 'over a year old, where the policy asks it of every system',
        subject: { account: { mfa: false, passwordChangedAt: '2025-10-01' } },
        options: { maxAgeDays: 365, cardholderDataOnly: false },
        reason: 'too-old',
      },
    ],
    unknown: [
      { about: 'no date of change', subject: {}, reason: 'change-unknown' },
      {
        about: 'no word on factors',
        subject: { account: { passwordChangedAt: '2026-01-01' } },
        reason: 'factor-unknown',
      },
      {
        about: 'no word on cardholder data',
        subject: { account: { mfa: false, passwordChangedAt: '2026-01-01' } },
        reason: 'scope-unknown',
      },
    ],
  },
})
