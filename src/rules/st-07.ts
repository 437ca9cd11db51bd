import { z } from 'zod'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { judgeStorage, storedAs, unstoredExamples, unstoredReasons } from '../core/storage-scheme.ts'

/** Schemes that are PBKDF2 underneath: SCRAM is, with the default of 4,096 iterations from 2010. */
const pbkdf2Based = /pbkdf2|scram/

/** PBKDF2 is only as slow as its iterations, and each digest needs its own number of them. */
export default defineRule({
  id: 'ST-07',
  subject: 'account',
  severity: 'medium',
  title: { en: 'PBKDF2 with few iterations', ja: 'PBKDF2の反復回数不足' },
  references: ['OWASP ASVS 5.0 Appendix C'],
  remedy: {
    en: 'Raise the iterations (600,000 for SHA-256), or move to Argon2id, as people log in.',
    ja: '反復回数を引き上げる(SHA-256なら60万回)か、ログインのたびにArgon2idへ移行してください。',
  },
  reasons: {
    'few-iterations': {
      en: 'PBKDF2 with {digest} runs {iterations} iterations; it should run at least {floor}.',
      ja: 'PBKDF2({digest})の反復が{iterations}回です。{floor}回以上にすべきです。',
    },
    'parameters-unknown': {
      en: 'The digest or the iterations of {scheme} are not known.',
      ja: '{scheme}のダイジェストまたは反復回数が分かりません。',
    },
    ...unstoredReasons,
  },
  options: z.strictObject({
    sha256: z.int().min(1000).default(600_000),
    sha512: z.int().min(1000).default(210_000),
    sha1: z.int().min(1000).default(1_300_000),
  }),
  check: ({ account }, floors) =>
    judgeStorage(account, ({ scheme, parameters }) => {
      if (!pbkdf2Based.test(scheme)) return good
      const digest = String(parameters.digest ?? '')
        .toLowerCase()
        .replaceAll('-', '')
      const floor = new Map(Object.entries(floors)).get(digest)
      const { iterations } = parameters
      if (floor === undefined || typeof iterations !== 'number')
        return unknown('parameters-unknown', { scheme })
      if (iterations >= floor) return good
      return bad(
        'few-iterations',
        { digest, iterations, floor },
        { evidence: { scheme, digest, iterations } },
      )
    }),
  examples: {
    good: [
      {
        about: 'SHA-512 at its floor',
        subject: storedAs('pbkdf2', 'slow', { parameters: { digest: 'sha512', iterations: 210_000 } }),
      },
      { about: 'another scheme', subject: storedAs('bcrypt', 'slow') },
    ],
    bad: [
      {
        about: 'SHA-256 with what SHA-512 may have',
        subject: storedAs('pbkdf2', 'slow', { parameters: { digest: 'SHA-256', iterations: 210_000 } }),
        reason: 'few-iterations',
      },
      {
        about: 'SCRAM as PostgreSQL makes it',
        subject: storedAs('scram-sha-256', 'slow', { parameters: { digest: 'sha256', iterations: 4096 } }),
        reason: 'few-iterations',
      },
    ],
    unknown: [
      ...unstoredExamples,
      {
        about: 'a digest without a floor',
        subject: storedAs('pbkdf2', 'slow', { parameters: { digest: 'whirlpool', iterations: 900_000 } }),
        reason: 'parameters-unknown',
      },
    ],
  },
})
