import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { daysBetween } from '../core/days.ts'
import { personOf } from '../core/person.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** A shared account outlives one leaver; its password must change instead, which is LC-06. */
export default defineRule({
  id: 'AC-06',
  subject: 'account',
  severity: 'high',
  title: { en: 'Account of somebody who left', ja: '退職・異動した人のアカウント' },
  references: ['PCI DSS 4.0.1 8.2.5', 'CIS Controls v8.1 6.2'],
  remedy: {
    en: 'Disable the account now; keep what it owns by handing it over.',
    ja: 'アカウントを直ちに停止し、必要なデータは引き継いでください。',
  },
  reasons: {
    active: {
      en: 'Its holder left on {leftOn} and the account still works; days since then: {days}.',
      ja: '利用者は{leftOn}({days}日前)に退職・異動しましたが、アカウントが有効なままです。',
    },
    'nobody-named': {
      en: 'Whose account it is is not known, so whether its holder left cannot be told.',
      ja: '誰のアカウントか分からないため、退職・異動の有無を判断できません。',
    },
  },
  options: z.strictObject({}),
  opens: 'leaver',
  check: ({ account, now }) => {
    const { leftAt, shared } = account
    if (!canLogIn(account) || shared === true) return good
    if (leftAt === undefined) return personOf(account) === undefined ? unknown('nobody-named') : good
    const days = daysBetween(leftAt, now)
    return days < 0 ? good : bad('active', { leftOn: leftAt.slice(0, 10), days }, { evidence: { leftAt } })
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'somebody who has not left', subject: { account: { owner: 'sato' } } },
      { about: 'leaves at the end of the year', subject: { account: { leftAt: '2026-12-31' } } },
      { about: 'disabled on leaving', subject: { account: { leftAt: '2026-09-30', enabled: false } } },
      { about: 'a shared account', subject: { account: { leftAt: '2026-09-30', shared: true } } },
    ],
    bad: [
      { about: 'left two months ago', subject: { account: { leftAt: '2026-09-30' } }, reason: 'active' },
      { about: 'left today', subject: { account: { leftAt: '2026-11-23' } }, reason: 'active' },
    ],
    unknown: [{ about: 'a login and nothing else', subject: {}, reason: 'nobody-named' }],
  },
})
