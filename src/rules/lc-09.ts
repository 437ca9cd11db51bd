import { z } from 'zod'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Forced periodic change makes people count upwards; it stays only where somebody demands it. */
export default defineRule({
  id: 'LC-09',
  subject: 'system',
  severity: 'info',
  title: { en: 'Periodic change forced without need', ja: '必要のない定期変更の強制' },
  references: ['NIST SP 800-63B-4 3.1.1.2', '総務省 国民のためのサイバーセキュリティサイト'],
  remedy: {
    en: 'Switch the expiry off and change passwords on evidence: leaked, weak, shared, somebody left.',
    ja: '定期変更をやめ、漏えい・脆弱・共有・退職などの事実に応じて変更してください。',
  },
  reasons: {
    forced: {
      en: 'The system forces people to change their passwords regularly, and nothing here requires it.',
      ja: 'このシステムは定期的な変更を強制していますが、それを求める基準がありません。',
    },
    'need-unknown': {
      en: 'Regular changes are forced; whether cardholder data, which may require it, is handled is not declared.',
      ja: '定期変更を強制していますが、それが必要となり得るカード会員データの取扱いが登録されていません。',
    },
    undeclared: {
      en: 'Whether the system forces regular changes (forcesPeriodicChange) is not declared.',
      ja: '定期変更を強制しているか(forcesPeriodicChange)が登録されていません。',
    },
  },
  options: z.strictObject({
    /** Who demands periodic change (a contract, a standard); empty: nobody does. */
    demandedBy: z.string().default(''),
  }),
  check: ({ system }, { demandedBy }) => {
    const { forcesPeriodicChange, cardholderData } = system.facts
    if (forcesPeriodicChange === undefined) return unknown('undeclared')
    if (!forcesPeriodicChange || cardholderData === true || demandedBy.trim() !== '') return good
    return cardholderData === undefined ? unknown('need-unknown') : bad('forced')
  },
  examples: {
    good: [
      { about: 'nothing forced', subject: { system: { facts: { forcesPeriodicChange: false } } } },
      {
        about: 'forced where card data is handled',
        subject: { system: { facts: { forcesPeriodicChange: true, cardholderData: true } } },
      },
      {
        about: 'forced because a customer demands it',
        subject: { system: { facts: { forcesPeriodicChange: true, cardholderData: false } } },
        options: { demandedBy: 'contract with the head office' },
      },
    ],
    bad: [
      {
        about: 'forced without need',
        subject: { system: { facts: { forcesPeriodicChange: true, cardholderData: false } } },
        reason: 'forced',
      },
    ],
    unknown: [
      { about: 'nothing declared', subject: {}, reason: 'undeclared' },
      {
        about: 'card data not declared',
        subject: { system: { facts: { forcesPeriodicChange: true } } },
        reason: 'need-unknown',
      },
    ],
  },
})
