import { z } from 'zod'
import { closedExamples } from '../core/credential-state.ts'
import { byPerson } from '../core/person.ts'
import { incomparableExamples, incomparableReasons, judgeReuse } from '../core/reuse.ts'
import { defineRule } from '../core/rule.ts'

/** One person, one password, several doors: whoever opens the weakest opens all of them. */
export default defineRule({
  id: 'AC-01',
  subject: 'account',
  severity: 'high',
  title: { en: 'One password for several accounts of one person', ja: '同じ人による使い回し' },
  references: [
    'CIS Controls v8.1 5.2',
    '総務省 国民のためのサイバーセキュリティサイト',
    'IPA 情報セキュリティ5か条 第3条',
  ],
  remedy: {
    en: 'Give every system a password of its own and let a password manager remember them.',
    ja: 'システムごとに別のパスワードにし、パスワード管理ツールに覚えさせてください。',
  },
  reasons: {
    'same-person': {
      en: 'The same password opens more of the same person’s accounts ({count}): {named}.',
      ja: '同じ人のほかのアカウント{count}件({named})も同じパスワードです。',
    },
    ...incomparableReasons,
  },
  options: z.strictObject({}),
  opens: 'reused',
  check: subject => judgeReuse(subject, 'same-person', byPerson(subject.account, subject.peers).same),
  examples: {
    good: [
      ...closedExamples,
      {
        about: 'a password of its own',
        subject: { account: { assessment: { fingerprint: 'f1.k.hmac.a' } } },
      },
      {
        about: 'shared with another person only',
        subject: {
          account: { assessment: { fingerprint: 'f1.k.hmac.a' } },
          peers: [{ system: 'mail-1', systemKind: 'mail', login: 'tanaka' }],
        },
      },
      {
        about: 'an unsalted hash nobody else has',
        subject: {
          account: {
            assessment: {
              credential: 'hash',
              hashFingerprint: 'h1.k.hmac.a',
              hash: { scheme: 'nt', class: 'unsalted', parameters: {} },
            },
          },
        },
      },
    ],
    bad: [
      {
        about: 'the same login elsewhere, written as an address',
        subject: { peers: [{ system: 'mail-1', systemKind: 'mail', login: 'Sato@aoba.example' }] },
        reason: 'same-person',
      },
      {
        about: 'another login of the same owner',
        subject: {
          account: { owner: 'sato' },
          peers: [{ system: 'ftp-1', systemKind: 'ftp', login: 'upload', owner: 'sato' }],
        },
        reason: 'same-person',
      },
    ],
    unknown: incomparableExamples,
  },
})
