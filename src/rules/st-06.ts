import { z } from 'zod'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { judgeStorage, storedAs, unstoredExamples, unstoredReasons } from '../core/storage-scheme.ts'

/** Each step of the cost doubles the work of a guess; what was slow in 1999 is not slow today. */
export default defineRule({
  id: 'ST-06',
  subject: 'account',
  severity: 'medium',
  title: { en: 'bcrypt with a low cost', ja: 'bcryptのコスト不足' },
  references: ['OWASP ASVS 5.0 Appendix C'],
  remedy: {
    en: 'Raise the cost to 10 or more; hashes follow as people log in.',
    ja: 'コストを10以上に上げてください。ハッシュは次回ログイン時から置き換わります。',
  },
  reasons: {
    'low-cost': {
      en: 'The bcrypt cost is {cost}; it should be at least {minCost}.',
      ja: 'bcryptのコストが{cost}です。{minCost}以上にすべきです。',
    },
    'parameters-unknown': { en: 'The bcrypt cost is not known.', ja: 'bcryptのコストが分かりません。' },
    ...unstoredReasons,
  },
  options: z.strictObject({
    minCost: z.int().min(4).max(31).default(10),
    highBelow: z.int().min(4).max(31).default(8),
  }),
  check: ({ account }, { minCost, highBelow }) =>
    judgeStorage(account, ({ scheme, parameters: { cost } }) => {
      if (!scheme.includes('bcrypt')) return good
      if (typeof cost !== 'number') return unknown('parameters-unknown')
      if (cost >= minCost) return good
      const severity = cost < highBelow ? 'high' : 'medium'
      return bad('low-cost', { cost, minCost }, { severity, evidence: { scheme, cost } })
    }),
  examples: {
    good: [
      { about: 'cost 10', subject: storedAs('bcrypt', 'slow', { parameters: { cost: 10 } }) },
      { about: 'another scheme', subject: storedAs('argon2id', 'slow') },
    ],
    bad: [
      {
        about: 'cost 9',
        subject: storedAs('bcrypt', 'slow', { parameters: { cost: 9 } }),
        reason: 'low-cost',
        severity: 'medium',
      },
      {
        about: 'cost 8',
        subject: storedAs('bcrypt', 'slow', { parameters: { cost: 8 } }),
        reason: 'low-cost',
        severity: 'medium',
      },
      {
        about: 'cost 7',
        subject: storedAs('bcrypt', 'slow', { parameters: { cost: 7 } }),
        reason: 'low-cost',
        severity: 'high',
      },
    ],
    unknown: [
      ...unstoredExamples,
      { about: 'no cost in the facts', subject: storedAs('bcrypt', 'slow'), reason: 'parameters-unknown' },
    ],
  },
})
