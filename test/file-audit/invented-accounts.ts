import fc from 'fast-check'
import { type Assessment, type LengthBucket, weaknessCodes } from '../../src/core/account.ts'
import { AccountPacker, type PackedAccounts } from '../../src/file-audit/account-packer.ts'
import { type AssessedFacts, credentials, flags, roles, texts } from '../../src/file-audit/packed-account.ts'

const wellFormed = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength })

/** Fields of which each may be absent, never `undefined`. */
function some<T extends object>(fields: { readonly [K in keyof T]-?: fc.Arbitrary<T[K]> }) {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>
}

function each<V>(names: readonly string[], value: fc.Arbitrary<V>) {
  return fc.record(Object.fromEntries(names.map(name => [name, value])), { requiredKeys: [] })
}

/** Few of them, so that many accounts have the same; twelve characters of one byte each, as the run makes them. */
const fingerprint = fc
  .tuple(fc.constantFrom('abcd', 'abce', '\u00ff\u0000\u0080z'), fc.constantFrom('-one-ab\u00e9', '-two-abc'))
  .map(([start, end]) => `${start}${end}`)

const hash = fc.record(
  {
    scheme: fc.constantFrom('apr1', 'sha1', 'bcrypt', 'nt'),
    class: fc.constantFrom('unsalted', 'broken', 'fast', 'slow'),
    parameters: fc.dictionary(fc.constantFrom('rounds', 'cost'), fc.nat(5), { noNullPrototype: true }),
  },
  { noNullPrototype: true },
)

/** What a run may know of a password: no stems and variants, which only a rotation needs. */
const assessment: fc.Arbitrary<Assessment> = fc
  .tuple(
    fc.record({
      credential: fc.constantFrom(...credentials),
      weaknesses: fc.subarray([...weaknessCodes]),
    }),
    some<Omit<Assessment, 'credential' | 'weaknesses' | 'stem' | 'variant' | 'estimator' | 'seenAtLogin'>>({
      fingerprint,
      hashFingerprint: fingerprint,
      saltFingerprint: fingerprint,
      score: fc.constantFrom(0, 1, 2, 3, 4),
      guessesLog10: fc.nat(400).map(tenths => tenths / 10),
      lengthBucket: fc.constantFrom<LengthBucket>('0', '1-7', '14', '15-19', '20-63', '64+'),
      hash,
    }),
  )
  .map(([always, sometimes]) => ({ ...always, ...sometimes }))

const isDate = (text: string) => text.endsWith('At')
const date = fc.constantFrom('2019-04-01', '2026-11-20T00:05:00Z', '2026-12-31', '2026-05-01T12:00:00Z')

/** Any account a list may show, without its password. */
export const account: fc.Arbitrary<AssessedFacts> = fc
  .tuple(
    fc.record({ login: wellFormed(12), assessment }),
    each(flags, fc.boolean()),
    each(
      texts.filter(text => !isDate(text)),
      wellFormed(8),
    ),
    each(texts.filter(isDate), date),
    some<Required<Pick<AssessedFacts, 'role' | 'networks'>>>({
      role: fc.constantFrom(...roles),
      networks: fc.array(wellFormed(6), { maxLength: 3 }),
    }),
  )
  .map(([always, ...sometimes]) => Object.assign(always, ...sometimes))

/** Accounts as a reader packs them, those of line 2 and on unless other lines are given. */
export function packed(accounts: readonly AssessedFacts[], lines?: readonly number[]): PackedAccounts {
  const packer = new AccountPacker()
  for (const [index, each] of accounts.entries())
    packer.add(each, each.assessment, lines?.[index] ?? index + 2)
  return packer.take()
}
