import { z } from 'zod'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Without a lockout a program may guess all night; 0 failures means that there is none. */
export default defineRule({
  id: 'AC-12',
  subject: 'system',
  severity: 'medium',
  title: { en: 'No lockout, or a weak one', ja: 'アカウントロックがない・弱い' },
  references: [
    'PCI DSS 4.0.1 8.3.4',
    'NIST SP 800-63B-4 3.2.2',
    'クレジットカード・セキュリティガイドライン 6.0版 脆弱性対策①',
  ],
  remedy: {
    en: 'Lock the login after at most 10 failures in a row, or slow every further attempt down.',
    ja: '連続10回以下の失敗でロックするか、以後の試行を遅らせてください。',
  },
  reasons: {
    none: {
      en: 'The system never locks a login, however often it fails.',
      ja: '何度失敗してもロックされません。',
    },
    'too-many': {
      en: 'The system locks after {failures} failures; the policy asks for at most {maxFailures}.',
      ja: '{failures}回の失敗でロックされます。ポリシーは{maxFailures}回以下を求めています。',
    },
    'too-short': {
      en: 'The lock lasts {minutes} minutes; the policy asks for at least {minMinutes}.',
      ja: 'ロックは{minutes}分で解除されます。ポリシーは{minMinutes}分以上を求めています。',
    },
    undeclared: {
      en: 'After how many failures the system locks (lockoutAfterFailures) is not declared.',
      ja: '何回の失敗でロックされるか(lockoutAfterFailures)が登録されていません。',
    },
    'minutes-undeclared': {
      en: 'How long a lock lasts (lockoutMinutes) is not declared; the policy asks for {minMinutes}.',
      ja: 'ロックの時間(lockoutMinutes)が登録されていません。ポリシーは{minMinutes}分以上を求めています。',
    },
  },
  options: z.strictObject({
    maxFailures: z.int().min(1).default(100),
    /** 0: the policy does not care how long. */
    minMinutes: z.int().min(0).default(0),
  }),
  check: ({ system }, { maxFailures, minMinutes }) => {
    const { lockoutAfterFailures: failures, lockoutMinutes: minutes } = system.facts
    if (failures === undefined) return unknown('undeclared')
    const evidence = {
      lockoutAfterFailures: failures,
      ...(minutes === undefined ? {} : { lockoutMinutes: minutes }),
    }
    if (failures <= 0) return bad('none', {}, { evidence })
    if (failures > maxFailures) return bad('too-many', { failures, maxFailures }, { evidence })
    if (minMinutes === 0) return good
    if (minutes === undefined) return unknown('minutes-undeclared', { minMinutes })
    return minutes < minMinutes ? bad('too-short', { minutes, minMinutes }, { evidence }) : good
  },
  examples: {
    good: [
      { about: 'at the limit', subject: { system: { facts: { lockoutAfterFailures: 100 } } } },
      {
        about: 'ten failures, half an hour',
        subject: { system: { facts: { lockoutAfterFailures: 10, lockoutMinutes: 30 } } },
        options: { maxFailures: 10, minMinutes: 30 },
      },
    ],
    bad: [
      { about: 'no lockout', subject: { system: { facts: { lockoutAfterFailures: 0 } } }, reason: 'none' },
      {
        about: 'one failure too many',
        subject: { system: { facts: { lockoutAfterFailures: 11 } } },
        options: { maxFailures: 10 },
        reason: 'too-many',
      },
      {
        about: 'open again after five minutes',
        subject: { system: { facts: { lockoutAfterFailures: 5, lockoutMinutes: 5 } } },
        options: { maxFailures: 10, minMinutes: 30 },
        reason: 'too-short',
      },
    ],
    unknown: [
      { about: 'nothing declared', subject: {}, reason: 'undeclared' },
      {
        about: 'only the failures declared',
        subject: { system: { facts: { lockoutAfterFailures: 5 } } },
        options: { minMinutes: 30 },
        reason: 'minutes-undeclared',
      },
    ],
  },
})
