import { z } from 'zod'
import { compareFingerprints } from '../core/account.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Going back to an earlier password undoes the change; without a change there is no history to judge. */
export default defineRule({
  id: 'LC-04',
  subject: 'account',
  severity: 'high',
  title: { en: 'An earlier password is used again', ja: '過去のパスワードの再使用' },
  references: ['PCI DSS 4.0.1 8.3.7'],
  remedy: {
    en: 'Choose a password that this account never had.',
    ja: 'このアカウントで使ったことのないパスワードにしてください。',
  },
  reasons: {
    'used-before': {
      en: 'The password is the one used {changes} changes ago.',
      ja: '{changes}回前に使っていたパスワードと同じです。',
    },
    incomparable: {
      en: 'The password cannot be compared with all of the last {last}.',
      ja: '過去{last}回のパスワードのすべてとは比較できません。',
    },
  },
  options: z.strictObject({ last: z.int().min(1).max(4).default(4) }),
  check: ({ account }, { last }) => {
    const earlier = account.previousFingerprints
      .slice(0, last)
      .map(fingerprint => compareFingerprints(fingerprint, account.assessment.fingerprint))
    const changes = earlier.indexOf('same') + 1
    if (changes > 0) return bad('used-before', { changes }, { evidence: { changesAgo: changes } })
    return earlier.includes('incomparable') ? unknown('incomparable', { last }) : good
  },
  examples: {
    good: [
      { about: 'never changed while we watched', subject: {} },
      {
        about: 'a new one',
        subject: {
          account: {
            assessment: { fingerprint: 'f1.k.hmac.c' },
            previousFingerprints: ['f1.k.hmac.b', 'f1.k.hmac.a'],
          },
        },
      },
    ],
    bad: [
      {
        about: 'swapped back',
        subject: {
          account: {
            assessment: { fingerprint: 'f1.k.hmac.a' },
            previousFingerprints: ['f1.k.hmac.b', 'f1.k.hmac.a'],
          },
        },
        reason: 'used-before',
      },
    ],
    unknown: [
      {
        about: 'the newest list shows a salted hash only',
        subject: { account: { previousFingerprints: ['f1.k.hmac.a'] } },
        reason: 'incomparable',
      },
    ],
  },
})
