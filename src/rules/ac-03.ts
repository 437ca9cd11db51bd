import { z } from 'zod'
import { closedExamples } from '../core/credential-state.ts'
import { byPerson } from '../core/person.ts'
import { incomparableExamples, incomparableReasons, judgeReuse } from '../core/reuse.ts'
import { defineRule } from '../core/rule.ts'

/** Equal passwords of different people are no chance: somebody handed one out to all, or many know it. */
export default defineRule({
  id: 'AC-03',
  subject: 'account',
  severity: 'high',
  title: { en: 'One password for different people', ja: '別々の人が同じパスワード' },
  references: ['PCI DSS 4.0.1 8.2.2', 'PCI DSS 4.0.1 8.3.5'],
  remedy: {
    en: 'Hand out a different random password to each account and have it changed at the first login.',
    ja: '一律の初期パスワードをやめ、アカウントごとに異なる乱数で発行し、初回に変更させてください。',
  },
  reasons: {
    'other-people': {
      en: 'The same password opens accounts of other people or other logins ({count}), {named} first.',
      ja: '別の人・別IDのアカウント{count}件({named})と同じパスワードです。',
    },
    ...incomparableReasons,
  },
  options: z.strictObject({}),
  opens: 'reused',
  check: subject => judgeReuse(subject, 'other-people', byPerson(subject.account, subject.peers).others),
  examples: {
    good: [
      ...closedExamples,
      {
        about: 'a password of its own',
        subject: { account: { assessment: { fingerprint: 'f1.k.hmac.a' } } },
      },
      {
        about: 'only with another account of the same owner',
        subject: {
          account: { owner: 'sato', assessment: { fingerprint: 'f1.k.hmac.a' } },
          peers: [{ system: 'ftp-1', systemKind: 'ftp', login: 'upload', owner: 'sato' }],
        },
      },
    ],
    bad: [
      {
        about: 'a colleague on the same system',
        subject: { peers: [{ system: 'shop-1', systemKind: 'shop', login: 'tanaka' }] },
        reason: 'other-people',
      },
      {
        about: 'the same login, but different owners',
        subject: {
          account: { login: 'admin', owner: 'sato' },
          peers: [{ system: 'ftp-1', systemKind: 'ftp', login: 'admin', owner: 'tanaka' }],
        },
        reason: 'other-people',
      },
    ],
    unknown: incomparableExamples,
  },
})
