import { z } from 'zod'
import type { HashFacts } from '../core/account.ts'
import { bad, defineRule, good, unknown, type Verdict } from '../core/rule.ts'
import { judgeStorage, storedAs, unstoredExamples, unstoredReasons } from '../core/storage-scheme.ts'

/** Least memory by passes: more passes make up for less memory. The last row holds for any more passes. */
const argon2Floor: readonly number[] = [46 * 1024, 19 * 1024, 12 * 1024]
const scryptFloor = 17

/** Memory is what makes guessing dear; below the floor the good name of the scheme is all that is left. */
export default defineRule({
  id: 'ST-08',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Argon2 or scrypt below the floor', ja: 'Argon2・scryptの設定不足' },
  references: ['OWASP ASVS 5.0 Appendix C', 'RFC 9106 section 4'],
  remedy: {
    en: 'Use Argon2id with 19 MiB and 2 passes or more, or scrypt with N of 2^17 or more.',
    ja: 'Argon2idは19 MiB・2パス以上、scryptはN=2^17以上に設定してください。',
  },
  reasons: {
    'little-memory': {
      en: '{scheme} uses {memory} KiB with {passes} passes; it should use at least {floor} KiB.',
      ja: '{scheme}のメモリが{memory} KiB({passes}パス)です。{floor} KiB以上にすべきです。',
    },
    'low-cost': {
      en: 'scrypt runs with N = 2^{cost}; it should be at least 2^{floor}.',
      ja: 'scryptのNが2^{cost}です。2^{floor}以上にすべきです。',
    },
    'parameters-unknown': {
      en: 'The parameters of {scheme} are not known.',
      ja: '{scheme}のパラメーターが分かりません。',
    },
    ...unstoredReasons,
  },
  options: z.strictObject({}),
  check: ({ account }) =>
    judgeStorage(account, hash => {
      if (hash.scheme.startsWith('argon2')) return judgeArgon2(hash)
      return /^(?:django-)?scrypt/.test(hash.scheme) ? judgeScrypt(hash) : good
    }),
  examples: {
    good: [
      { about: '19 MiB and 2 passes', subject: argon2(19456, 2) },
      { about: '12 MiB and 9 passes', subject: argon2(12288, 9) },
      {
        about: 'scrypt with N = 2^17',
        subject: storedAs('scrypt', 'slow', { parameters: { cost: 131_072 } }),
      },
      { about: 'another scheme', subject: storedAs('bcrypt', 'slow') },
    ],
    bad: [
      { about: '19 MiB and a single pass', subject: argon2(19456, 1), reason: 'little-memory' },
      { about: '8 MiB, however many passes', subject: argon2(8192, 1023), reason: 'little-memory' },
      {
        about: 'scrypt with N = 2^14',
        subject: storedAs('scrypt', 'slow', { parameters: { cost: 16_384 } }),
        reason: 'low-cost',
      },
    ],
    unknown: [
      ...unstoredExamples,
      { about: 'no parameters', subject: storedAs('argon2id', 'slow'), reason: 'parameters-unknown' },
    ],
  },
})

function judgeArgon2({ scheme, parameters }: HashFacts): Verdict {
  const { memoryKibibytes: memory, passes } = parameters
  if (typeof memory !== 'number' || typeof passes !== 'number')
    return unknown('parameters-unknown', { scheme })
  const floor = argon2Floor[Math.min(passes, argon2Floor.length) - 1] ?? 0
  if (memory >= floor) return good
  return bad(
    'little-memory',
    { scheme, memory, passes, floor },
    { evidence: { scheme, memoryKibibytes: memory, passes } },
  )
}

function judgeScrypt({ scheme, parameters }: HashFacts): Verdict {
  if (typeof parameters.cost !== 'number') return unknown('parameters-unknown', { scheme })
  const cost = Math.log2(parameters.cost)
  return cost >= scryptFloor
    ? good
    : bad('low-cost', { cost, floor: scryptFloor }, { evidence: { scheme, cost } })
}

function argon2(memoryKibibytes: number, passes: number) {
  return storedAs('argon2id', 'slow', { parameters: { memoryKibibytes, passes, lanes: 1 } })
}
