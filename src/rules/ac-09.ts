import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { hasSecondFactor } from '../core/second-factor.ts'

const everybody: readonly string[] = ['0.0.0.0/0', '::/0']

/** A login the whole internet can try needs more than a password, or an internet made smaller. */
export default defineRule({
  id: 'AC-09',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Login open to the internet without a second factor', ja: '多要素認証のない公開ログイン' },
  references: ['CIS Controls v8.1 6.3'],
  remedy: {
    en: 'Add a second factor, or an allowlist of the addresses that people really come from.',
    ja: '多要素認証を設けるか、実際の接続元だけを許可するIP制限を設けてください。',
  },
  reasons: {
    'open-login': {
      en: 'Anybody on the internet may try this login, and a password is all it takes.',
      ja: 'インターネットの誰でもログインを試すことができ、パスワードだけで入れます。',
    },
    'factor-unknown': {
      en: 'Anybody on the internet may try this login; whether it takes a second factor is not known.',
      ja: 'インターネットの誰でもログインを試すことができますが、多要素認証の有無が分かりません。',
    },
  },
  options: z.strictObject({}),
  check: ({ account, system, allowlist }) => {
    if (!canLogIn(account) || system.exposure !== 'internet') return good
    const restricted =
      allowlist !== undefined && !allowlist.some(({ network }) => everybody.includes(network))
    const factor = hasSecondFactor(account, system)
    if (restricted || factor === true) return good
    if (factor === undefined) return unknown('factor-unknown')
    return bad('open-login', {}, { evidence: { exposure: system.exposure, mfa: false } })
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'an intranet system', subject: { system: { exposure: 'intranet' }, account: { mfa: false } } },
      { about: 'a second factor', subject: { account: { mfa: true } } },
      {
        about: 'an allowlist of one office',
        subject: {
          account: { mfa: false },
          allowlist: [{ network: '192.0.2.0/29', createdAt: '2026-04-01T00:00:00Z' }],
        },
      },
    ],
    bad: [
      { about: 'a password and nothing else', subject: { account: { mfa: false } }, reason: 'open-login' },
      {
        about: 'an allowlist that lets everybody in',
        subject: {
          account: { mfa: false },
          allowlist: [{ network: '::/0', createdAt: '2026-04-01T00:00:00Z' }],
        },
        reason: 'open-login',
      },
    ],
    unknown: [{ about: 'no word on factors', subject: {}, reason: 'factor-unknown' }],
  },
})
