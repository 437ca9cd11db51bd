import { z } from 'zod'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { judgeStorage, storedAs, unstoredExamples, unstoredReasons } from '../core/storage-scheme.ts'

/** A short or repeated salt lets one guess serve several accounts. Schemes without one: ST-01 to ST-04. */
export default defineRule({
  id: 'ST-09',
  subject: 'account',
  severity: 'high',
  title: { en: 'Salt too short, or used more than once', ja: 'ソルトが短い・重複している' },
  references: ['NIST SP 800-63B-4 3.1.1.2'],
  remedy: {
    en: 'Let the library make a random salt of 128 bits for every single password.',
    ja: 'パスワードごとに、ライブラリが生成する128ビットの乱数ソルトを使ってください。',
  },
  reasons: {
    'used-twice': {
      en: 'The salt of this account stands on {uses} accounts of the system.',
      ja: 'このアカウントのソルトは、システム内の{uses}件のアカウントで使われています。',
    },
    short: {
      en: 'The salt has {bits} bits; it should have at least {minBits}.',
      ja: 'ソルトが{bits}ビットです。{minBits}ビット以上にすべきです。',
    },
    'salt-unknown': { en: 'The salt was not seen.', ja: 'ソルトを確認できませんでした。' },
    ...unstoredReasons,
  },
  options: z.strictObject({ minBits: z.int().min(1).default(32) }),
  check: ({ account, saltUses }, { minBits }) =>
    judgeStorage(account, ({ scheme, class: hashClass, saltBits: bits }) => {
      if (hashClass !== 'fast' && hashClass !== 'slow') return good
      if (saltUses !== undefined && saltUses > 1)
        return bad('used-twice', { uses: saltUses }, { evidence: { saltUses } })
      if (bits !== undefined && bits < minBits) {
        return bad('short', { bits, minBits }, { evidence: { scheme, saltBits: bits } })
      }
      return bits === undefined || saltUses === undefined ? unknown('salt-unknown') : good
    }),
  examples: {
    good: [
      {
        about: '128 bits of its own',
        subject: { ...storedAs('bcrypt', 'slow', { saltBits: 128 }), saltUses: 1 },
      },
      {
        about: '32 bits of its own',
        subject: { ...storedAs('bcrypt', 'slow', { saltBits: 32 }), saltUses: 1 },
      },
      { about: 'no salt at all, which another rule is about', subject: storedAs('md5', 'unsalted') },
    ],
    bad: [
      {
        about: 'one salt on twelve accounts',
        subject: { ...storedAs('md5-crypt', 'fast', { saltBits: 48 }), saltUses: 12 },
        reason: 'used-twice',
      },
      {
        about: '24 bits',
        subject: { ...storedAs('django-sha1', 'fast', { saltBits: 24 }), saltUses: 1 },
        reason: 'short',
      },
    ],
    unknown: [
      ...unstoredExamples,
      { about: 'a scheme that hides its salt', subject: storedAs('bcrypt', 'slow'), reason: 'salt-unknown' },
    ],
  },
})
