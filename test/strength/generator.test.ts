import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../../src/core/refusal.ts'
import { planRecipe, statedBits } from '../../src/strength/generator.ts'
import { planPassphrase } from '../../src/strength/passphrase.ts'
import { planRandomString } from '../../src/strength/random-string.ts'
import { lookAlikeGroups, type Random, readAlphabet, type Wanted } from '../../src/strength/recipe.ts'
import { passphraseWords } from '../../src/strength/words/passphrase-words.ts'

const listed = new Set(passphraseWords)
const usual: Wanted = { bits: 60, minLength: 15, maxLength: 256, digit: false, avoid: [] }

/** A source of randomness that gives the same again for the same seed. */
function seeded(seed: number): Random {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Sum of squared deviations from "each equally often", as multiples of what chance explains (5 is one in a million). */
function unevenness(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count) / counts.length
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  const freedom = counts.length - 1
  return (chiSquare - freedom) / Math.sqrt(2 * freedom)
}

function countsOf(draws: number, draw: () => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (let at = 0; at < draws; at += 1) {
    const drawn = draw()
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1)
  }
  return counts
}

const symbols = fc.option(
  fc.oneof(
    fc.constantFrom(
      '',
      '-',
      '_.',
      '!#$%&',
      'abcdefghijklmnopqrstuvwxyz0123456789',
      '0123456789',
      'ACEFHKLM37',
    ),
    fc.string({ maxLength: 40 }),
  ),
  { nil: undefined },
)
const wanted: fc.Arbitrary<Wanted> = fc.record({
  bits: fc.integer({ min: 20, max: 140 }),
  minLength: fc.integer({ min: 1, max: 40 }),
  maxLength: fc.integer({ min: 1, max: 90 }),
  symbols,
  digit: fc.boolean(),
  avoid: fc.subarray(['umi', 'hana', 'Aoba Shoji', 'zaiko', 'k0to']),
})
const seed = fc.integer()

describe('a random string', () => {
  test('keeps to bits, lengths and characters, and holds every class the system takes', () => {
    fc.assert(
      fc.property(wanted, seed, (limits, start) => {
        const plan = planRandomString(limits)
        if (typeof plan === 'number') return assert.ok(plan < limits.bits)
        const made = plan.make(seeded(start))
        const { lower, upper, digits, signs } = readAlphabet(limits.symbols ?? '')
        assert.ok(plan.bits >= limits.bits)
        assert.ok(made.length >= limits.minLength && made.length <= limits.maxLength, made)
        for (const character of made) assert.ok((lower + upper + digits + signs).includes(character), made)
        if (limits.symbols === undefined) assert.match(made, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d]+$/)
      }),
    )
  })

  test('never holds two characters that can be taken for each other', () => {
    const every = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('')
    const plan = planRandomString({ ...usual, minLength: 256, symbols: every })
    assert.ok(typeof plan !== 'number')
    const random = seeded(1)
    const used = new Set(Array.from({ length: 100 }, () => plan.make(random)).join(''))
    for (const group of lookAlikeGroups) {
      const met = [...group].filter(character => used.has(character))
      assert.ok(met.length <= 1, `${met.join(' and ')} look alike`)
    }
    assert.equal(used.size, 70, 'and every other visible character is used')
  })

  test('states its bits exactly: as many strings come out as it says, each equally often', () => {
    const plan = planRandomString({ ...usual, bits: 5, minLength: 3, symbols: 'acAC34' })
    assert.ok(typeof plan !== 'number')
    const random = seeded(2)
    const counts = countsOf(48_000, () => plan.make(random))
    assert.equal(counts.size, 48)
    assert.ok(Math.abs(plan.bits - Math.log2(48)) < 1e-9, `${plan.bits}`)
    assert.ok(unevenness([...counts.values()]) < 5)
  })
})

describe('a passphrase', () => {
  test('keeps to bits and lengths, and is spelt in listed words that hold nothing to avoid', () => {
    fc.assert(
      fc.property(wanted, seed, (limits, start) => {
        const plan = planPassphrase(limits)
        if (typeof plan === 'number') return assert.ok(plan < limits.bits)
        const made = plan.make(seeded(start))
        assert.ok(plan.bits >= limits.bits)
        assert.ok(made.length >= limits.minLength && made.length <= limits.maxLength, made)
        const { lower, upper, digits, signs } = readAlphabet(limits.symbols ?? '-')
        for (const character of made) assert.ok((lower + upper + digits + signs).includes(character), made)
        const words =
          made
            .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
            .toLowerCase()
            .match(/[a-z]+/g) ?? []
        assert.deepEqual(
          words.filter(word => !listed.has(word) || limits.avoid.some(known => word.includes(known))),
          [],
        )
        if (limits.digit && digits !== '') assert.match(made, /\d/)
      }),
    )
  })

  test('is five words of twelve bits each where nothing is asked', () => {
    const { kind, bits, make } = planRecipe(usual)
    assert.deepEqual([kind, bits], ['passphrase', 60])
    assert.match(make(seeded(3)), /^[a-z]{3,8}(?:-[a-z]{3,8}){4}$/)
  })

  test('has a digit at the end where one is asked for, and capitals where no sign is taken', () => {
    assert.match(planRecipe({ ...usual, digit: true }).make(seeded(4)), /^(?:[a-z]+-){4}[a-z]+[2-9]$/)
    assert.equal(planRecipe({ ...usual, digit: true }).bits, 60 + 3)
    assert.match(planRecipe({ ...usual, symbols: '' }).make(seeded(4)), /^(?:[A-Z][a-z]{2,7}){5}$/)
    const digitsOnly = planRecipe({ ...usual, symbols: 'abcdefghijklmnopqrstuvwxyz23456789' })
    assert.match(digitsOnly.make(seeded(4)), /^[a-z]+(?:[2-9][a-z]+)+$/)
  })

  test('draws every word equally often', () => {
    const plan = planPassphrase({ ...usual, bits: 12, minLength: 1 })
    assert.ok(typeof plan !== 'number')
    const random = seeded(5)
    const counts = countsOf(20 * 4096, () => plan.make(random))
    assert.equal(counts.size, 4096)
    assert.ok(unevenness([...counts.values()]) < 5)
  })

  test('under a tight cap chooses among shorter words instead of giving up bits', () => {
    const { bits, make } = planRecipe({ ...usual, maxLength: 36 }, 'passphrase')
    assert.ok(bits >= 60)
    const random = seeded(6)
    for (let at = 0; at < 500; at += 1) assert.ok(make(random).length <= 36)
  })
})

test('no two of a thousand are the same, and another seed makes others', () => {
  for (const kind of ['passphrase', 'random'] as const) {
    const { make } = planRecipe(usual, kind)
    const random = seeded(7)
    assert.equal(new Set(Array.from({ length: 1000 }, () => make(random))).size, 1000)
    assert.equal(make(seeded(8)), make(seeded(8)))
    assert.notEqual(make(seeded(8)), make(seeded(9)))
  }
})

test('where a passphrase has no room, a random string is made unless a passphrase was asked for', () => {
  const tight = { ...usual, maxLength: 16 }
  assert.equal(planRecipe(tight).kind, 'random')
  assert.throws(() => planRecipe(tight, 'passphrase'), refusal('generator-bits-passphrase', /kind random/))
})

test('limits that leave too little are refused with what there would be', () => {
  const cap = { ...usual, minLength: 8, maxLength: 8 }
  assert.throws(
    () => planRecipe(cap),
    refusal('generator-bits', /8 of the allowed characters make 44 at most/),
  )
  assert.ok(planRecipe({ ...cap, bits: 44 }).bits >= 44)
  assert.throws(
    () => planRecipe({ ...usual, maxLength: 8 }),
    refusal('generator-length', /15 characters or more, but there is room for 8 at most.* second factor/),
  )
})

test('bits are never told higher than they are', () => {
  assert.deepEqual([60, 59.99, 66.04].map(statedBits), [60, 59.9, 66])
})

test('signs alone stand beside letters and digits; with a letter or digit they are all there is', () => {
  assert.equal(readAlphabet('-_.').lower.length, 26)
  assert.deepEqual(readAlphabet('a1-あ\n'), { lower: 'a', upper: '', digits: '1', signs: '-' })
})

function refusal(key: string, says: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof Refusal)
    assert.equal(error.key, key)
    assert.match(`${error.message} ${error.hint()}`, says)
    return true
  }
}
