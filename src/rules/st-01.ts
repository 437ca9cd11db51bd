import { z } from 'zod'
import { bad, defineRule, good } from '../core/rule.ts'
import { judgeStorage, storedAs, unstoredExamples, unstoredReasons } from '../core/storage-scheme.ts'

/** A list that shows passwords shows how the system keeps them: whoever copies it needs to crack nothing. */
export default defineRule({
  id: 'ST-01',
  subject: 'account',
  severity: 'critical',
  title: { en: 'Passwords stored in clear', ja: 'パスワードの平文保存' },
  references: ['NIST SP 800-63B-4 3.1.1.2', 'PCI DSS 4.0.1 8.3.2'],
  remedy: {
    en: 'Have the system keep Argon2id hashes instead, then change every password that lay open.',
    ja: 'Argon2idなどのハッシュ保存に切り替え、平文で置かれていた全パスワードを変更してください。',
  },
  reasons: {
    plaintext: {
      en: 'The system keeps the password so that anybody who gets the list can read it.',
      ja: '一覧を入手すれば誰でも読める形でパスワードが保存されています。',
    },
    ...unstoredReasons,
  },
  options: z.strictObject({}),
  opens: 'storage',
  check: ({ account }) =>
    judgeStorage(account, ({ scheme, class: hashClass }) =>
      hashClass === 'plaintext' ? bad('plaintext', { scheme }, { evidence: { scheme } }) : good,
    ),
  examples: {
    good: [
      { about: 'a locked account', subject: { account: { assessment: { credential: 'locked' } } } },
      { about: 'a hash', subject: storedAs('bcrypt', 'slow') },
      {
        about: 'no password at all, which another rule is about',
        subject: { account: { assessment: { credential: 'clear', weaknesses: ['blank'] } } },
      },
    ],
    bad: [
      {
        about: 'an export with a password column',
        subject: { account: { assessment: { credential: 'clear' } } },
        reason: 'plaintext',
      },
      {
        about: 'in clear, and the account disabled',
        subject: { account: { enabled: false, assessment: { credential: 'clear' } } },
        reason: 'plaintext',
      },
      { about: 'marked as clear', subject: storedAs('plain', 'plaintext'), reason: 'plaintext' },
    ],
    unknown: unstoredExamples,
  },
})
