import { z } from 'zod'
import { bad, defineRule, good } from '../core/rule.ts'
import { judgeStorage, storedAs, unstoredExamples, unstoredReasons } from '../core/storage-scheme.ts'

/** Without a salt one table opens every list, and equal passwords can be seen to be equal. */
export default defineRule({
  id: 'ST-04',
  subject: 'account',
  severity: 'critical',
  title: { en: 'Passwords stored without a salt', ja: 'ソルトのないパスワード保存' },
  references: ['NIST SP 800-63B-4 3.1.1.2', 'OWASP ASVS 5.0 Appendix C'],
  remedy: {
    en: 'Wrap the old hashes in a slow salted one at once, and rehash each password at its next login.',
    ja: '旧ハッシュをソルト付きの遅いハッシュで直ちに包み、次回ログイン時に再ハッシュしてください。',
  },
  reasons: {
    unsalted: {
      en: 'The password is stored as {scheme} without a salt, so ready-made tables open it.',
      ja: 'パスワードがソルトなしの{scheme}で保存されており、既製の表で解読できます。',
    },
    ...unstoredReasons,
  },
  options: z.strictObject({}),
  opens: 'storage',
  check: ({ account }) =>
    judgeStorage(account, ({ scheme, class: hashClass }) =>
      hashClass === 'unsalted' ? bad('unsalted', { scheme }, { evidence: { scheme } }) : good,
    ),
  examples: {
    good: [
      { about: 'salted and slow', subject: storedAs('bcrypt', 'slow', { saltBits: 128 }) },
      { about: 'salted and fast, which another rule is about', subject: storedAs('ssha', 'fast') },
    ],
    bad: [{ about: 'plain MD5', subject: storedAs('md5', 'unsalted'), reason: 'unsalted' }],
    unknown: unstoredExamples,
  },
})
