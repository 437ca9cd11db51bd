import { z } from 'zod'
import { bad, defineRule, good } from '../core/rule.ts'
import { judgeStorage, storedAs, unstoredExamples, unstoredReasons } from '../core/storage-scheme.ts'

/** A salt stops tables, not guessing: one graphics card tries millions a second, or far more. */
export default defineRule({
  id: 'ST-05',
  subject: 'account',
  severity: 'high',
  title: { en: 'Passwords stored in a fast scheme', ja: '高速なハッシュでのパスワード保存' },
  references: ['OWASP ASVS 5.0 Appendix C'],
  remedy: {
    en: 'Move to Argon2id, or to bcrypt with a cost of 10 or more, as people log in.',
    ja: 'ログインのたびに、Argon2idまたはコスト10以上のbcryptへ移行してください。',
  },
  reasons: {
    fast: {
      en: 'The password is stored as {scheme}, which is fast enough to guess at great speed.',
      ja: 'パスワードが{scheme}で保存されており、高速に推測を試せます。',
    },
    ...unstoredReasons,
  },
  options: z.strictObject({}),
  check: ({ account }) =>
    judgeStorage(account, ({ scheme, class: hashClass }) =>
      hashClass === 'fast' ? bad('fast', { scheme }, { evidence: { scheme } }) : good,
    ),
  examples: {
    good: [
      { about: 'a slow scheme', subject: storedAs('argon2id', 'slow') },
      { about: 'no salt either, which another rule is about', subject: storedAs('md5', 'unsalted') },
    ],
    bad: [
      { about: 'a salted single round', subject: storedAs('ssha', 'fast', { saltBits: 64 }), reason: 'fast' },
    ],
    unknown: unstoredExamples,
  },
})
