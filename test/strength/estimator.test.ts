import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { scoreOf } from '../../src/strength/estimator.ts'
import { openExactEstimator } from '../../src/strength/exact-estimator.ts'
import { longestSearch } from '../../src/strength/lattice.ts'
import { differenceOf, holdsConstructor, packageAnswer } from './package-answer.ts'
import { passwordCases, seeded } from './password-cases.ts'

const exact = openExactEstimator()
const cases = 20_000
const same = (password: string, userInputs: readonly string[] = []) =>
  assert.equal(differenceOf(exact, { family: 'named', password, userInputs }), undefined)

describe('the exact estimator', () => {
  it(`answers what the zxcvbn package answers, to the last bit, for ${cases} passwords of every family`, () => {
    const differences: string[] = []
    let compared = 0
    for (const passwordCase of passwordCases(20_261_123)) {
      if (holdsConstructor(passwordCase.password)) continue
      const difference = differenceOf(exact, passwordCase)
      if (difference !== undefined) differences.push(`${passwordCase.family}: ${difference}`)
      if (++compared === cases) break
    }
    assert.deepEqual(differences, [])
  })

  it('answers the same for the passwords everyone knows, and for none', () => {
    for (const password of [
      '',
      'a',
      'A',
      '1',
      'password',
      'P@ssw0rd',
      'Tr0ub4dour&3',
      'correcthorsebatterystaple',
    ])
      same(password)
    for (const password of ['qwER43@!', 'aaaaaaaaaa', 'abcabcabc', '1991-12-05', 'drowssap', 'p@$$w0rd1234'])
      same(password)
  })

  it('knows the owner’s words in any case, backwards, with signs and in a repeated block', () => {
    same('TanakaKeiri', ['keiri', 'tanaka'])
    same('iriek4k4n4t', ['Tanaka', 'Keiri'])
    same('aobaaoba', ['zaiko', 'aoba'])
    same('aoba-aoba', ['aoba', 'zaiko', 'aoba'])
    same('1ove1ove', ['love', 'iove'])
  })

  it('lower-cases as the package does where that depends on the neighbours or grows', () => {
    same('ΟΔΟΣ1', ['οδος'])
    same('ΟΔΟΣ1', ['οδοσi'])
    same('1Σ', ['iς'])
    same('İstanbul4', ['stanbul', 'i\u0307stanbul'])
    same('\ud801\udc00a', ['\ud801\udc28a'])
  })

  it('reads every sign as every letter the package reads it as', () => {
    for (const signs of [
      '4@',
      '({[<',
      '69',
      '1!|',
      '1|7',
      '$5',
      '+7',
      '11',
      '1i!l|7t',
      '4@8({',
      '<3691!',
      '|70$5',
    ])
      for (const word of ['cat', 'ill', 'sit', 'little']) same(signs + word)
  })

  it('counts long passwords alike up to 100 characters', () => {
    const below = seeded(7)
    const letters = Array.from({ length: 100 }, () => 'abcdefgh'.charAt(below(8))).join('')
    for (const length of [50, 75, 99, 100]) {
      same('a'.repeat(length))
      same('ab1'.repeat(40).slice(0, length))
      same('qwertyuiop'.repeat(10).slice(0, length))
    }
    same(letters)
  })
})

/**
 * Where the package is wrong. It looks words up in plain objects, so that `constructor` is a word of every list to it,
 * with a function for a rank; what it then adds up is not a number, and the word's real rank is lost among them.
 */
const withoutRank = [
  { password: 'constructor', theirs: 338_400, ours: 13_590 },
  { password: 'C0nstruct0r', theirs: 1_323_600, ours: 54_357 },
  { password: 'rotcurtsnoc', theirs: 666_800, ours: 27_179 },
]

describe('where the package takes a name of JavaScript’s for a word', () => {
  for (const { password, theirs, ours } of withoutRank) {
    it(`ours rates "${password}" by its place on the list, which is less`, () => {
      assert.ok(holdsConstructor(password))
      assert.equal(packageAnswer(password, []).guesses, theirs)
      assert.equal(exact.estimate(password, []).guesses, ours)
    })
  }

  it('the other such name makes no difference', () => {
    for (const password of ['__proto__', '__proto__1', 'tanaka__proto__', '__PROTO____proto__'])
      same(password)
  })
})

describe('a score', () => {
  it('goes up at each power of ten by five guesses more', () => {
    const guesses = [1004, 1005, 1_000_004, 1_000_005, 100_000_004, 100_000_005, 1e10 + 4, 1e10 + 5]
    assert.deepEqual(guesses.map(scoreOf), [0, 1, 1, 2, 2, 3, 3, 4])
    assert.equal(scoreOf(Number.POSITIVE_INFINITY), 4)
  })
})

describe('a password too long to search', () => {
  it('is rated by its head, and that is said', () => {
    const below = seeded(11)
    const random = Array.from({ length: 1000 }, () => String.fromCharCode(33 + below(94))).join('')
    const { guesses, isHead, matches } = exact.estimate(random, [])
    assert.equal(isHead, true)
    assert.equal(matches.at(-1)?.end, longestSearch - 1)
    assert.ok(guesses <= exact.estimate(random.slice(0, longestSearch), []).guesses)
    assert.equal(exact.estimate(random.slice(0, longestSearch), []).isHead, false)
  })

  it('is a repeat or an owner’s word as a whole', () => {
    const below = seeded(12)
    const line = Array.from({ length: 150 }, () => String.fromCharCode(97 + below(26))).join('')
    assert.deepEqual(
      exact.estimate(line.repeat(3), []).matches.map(({ pattern, repeats }) => [pattern, repeats]),
      [['repeat', 3]],
    )
    assert.equal(exact.estimate(line + line.toUpperCase(), ['x', line + line]).matches[0]?.rank, 2)
    assert.equal(exact.estimate('a'.repeat(400), []).guesses, packageAnswer('a'.repeat(400), []).guesses)
  })

  it('never counts more than the package does', () => {
    const below = seeded(13)
    const words = () => ['love', 'me', 'dragon', 'Monkey', '1998', 'p4ss'][below(6)] ?? ''
    for (let run = 0; run < 8; run++) {
      const password = Array.from({ length: 45 }, words).join('')
      const theirs = packageAnswer(password.slice(0, 180), []).guesses
      assert.ok(exact.estimate(password.slice(0, 180), []).guesses <= theirs * (1 + 1e-9), password)
    }
  })
})
