import { z } from 'zod'
import { bad, defineRule, good } from '../core/rule.ts'
import { judgeStorage, storedAs, unstoredExamples, unstoredReasons } from '../core/storage-scheme.ts'

/** Schemes that tell so few passwords apart that all of them can be searched through. */
export default defineRule({
  id: 'ST-03',
  subject: 'account',
  severity: 'critical',
  title: { en: 'Passwords stored in a broken scheme', ja: '破られた方式でのパスワード保存' },
  references: ['OWASP ASVS 5.0 Appendix C'],
  remedy: {
    en: 'Switch the scheme, rehash at the next login, and set a date after which old hashes are refused.',
    ja: '方式を切り替えて次回ログイン時に再ハッシュし、期限を決めて旧方式のものは再設定させてください。',
  },
  reasons: {
    broken: {
      en: 'The password is stored as {scheme}, which can be searched through completely.',
      ja: 'パスワードが{scheme}で保存されており、総当たりで必ず解読できます。',
    },
    ...unstoredReasons,
  },
  options: z.strictObject({}),
  opens: 'storage',
  check: ({ account }) =>
    judgeStorage(account, ({ scheme, class: hashClass }) =>
      hashClass === 'broken' ? bad('broken', { scheme }, { evidence: { scheme } }) : good,
    ),
  examples: {
    good: [{ about: 'a current scheme', subject: storedAs('bcrypt', 'slow') }],
    bad: [
      { about: 'DES crypt', subject: storedAs('des-crypt', 'broken', { saltBits: 12 }), reason: 'broken' },
    ],
    unknown: unstoredExamples,
  },
})
