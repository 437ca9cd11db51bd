import { z } from 'zod'
import { bad, defineRule, good } from '../core/rule.ts'
import { judgeStorage, storedAs, unstoredExamples, unstoredReasons } from '../core/storage-scheme.ts'

/** Encoding is not hashing, and a key on the same machine goes with the list. */
export default defineRule({
  id: 'ST-02',
  subject: 'account',
  severity: 'critical',
  title: { en: 'Passwords stored in a reversible form', ja: '復元できる形でのパスワード保存' },
  references: ['PCI DSS 4.0.1 8.3.2', 'OWASP ASVS 5.0 Appendix C'],
  remedy: {
    en: 'Replace the encoding or encryption by a one-way password hash, then change the passwords.',
    ja: '符号化や暗号化をやめて一方向のパスワードハッシュにし、パスワードを変更してください。',
  },
  reasons: {
    reversible: {
      en: 'The password is stored as {scheme}, from which it can be computed back.',
      ja: 'パスワードが{scheme}で保存されており、元に戻せます。',
    },
    ...unstoredReasons,
  },
  options: z.strictObject({}),
  opens: 'storage',
  check: ({ account }) =>
    judgeStorage(account, ({ scheme, class: hashClass }) =>
      hashClass === 'reversible' ? bad('reversible', { scheme }, { evidence: { scheme } }) : good,
    ),
  examples: {
    good: [
      { about: 'a one-way hash', subject: storedAs('argon2id', 'slow') },
      {
        about: 'in clear, which another rule is about',
        subject: { account: { assessment: { credential: 'clear' } } },
      },
    ],
    bad: [
      { about: 'base64 of the password', subject: storedAs('base64', 'reversible'), reason: 'reversible' },
    ],
    unknown: unstoredExamples,
  },
})
