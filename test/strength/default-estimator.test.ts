import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openDefaultEstimator } from '../../src/strength/default-estimator.ts'
import { openExactEstimator } from '../../src/strength/exact-estimator.ts'
import { longestSearch } from '../../src/strength/lattice.ts'
import { hostilePasswords } from './hostile-passwords.ts'
import { passwordCases } from './password-cases.ts'

const exact = openExactEstimator()
const usual = openDefaultEstimator()

describe('the default estimator', () => {
  it('never rates a password stronger than the exact one', () => {
    let compared = 0
    for (const { password, userInputs } of passwordCases(31)) {
      const theirs = exact.estimate(password, userInputs)
      const ours = usual.estimate(password, userInputs)
      assert.ok(ours.guesses <= theirs.guesses, JSON.stringify({ password, userInputs }))
      assert.ok(ours.score <= theirs.score)
      if (++compared === 5000) break
    }
  })

  it('gives the exact answer where Japanese knowledge says nothing', () => {
    for (const password of ['Xk7mQ2vLp9', 'password', 'qqqqqqqq', ''])
      assert.deepEqual(usual.estimate(password, []), exact.estimate(password, []))
  })

  it('knows Japanese words, years the package does not know, and words in a repeated block', () => {
    for (const password of ['Tanaka2024!', 'nihon2024', 'tanakatanaka', 'たなか2025']) {
      assert.ok(
        exact.estimate(password, []).score > usual.estimate(password, []).score ||
          password === 'tanakatanaka',
      )
      assert.ok(usual.estimate(password, []).score <= 1, password)
    }
  })

  it('rates doubled characters alike whatever words were given with the password before', () => {
    const known = openDefaultEstimator()
    const [alone, told] = [usual.estimate('~~~~~', []), usual.estimate('~~~~~', ['~'])]
    assert.ok(told.guesses < alone.guesses)
    for (const [words, answer] of [
      [[], alone],
      [['~'], told],
      [[], alone],
    ] as const)
      assert.deepEqual(known.estimate('~~~~~', words), answer)
  })

  it('says that it rated another spelling of the password', () => {
    assert.equal(usual.estimate('ｐａｓｓｗｏｒｄ', []).isReading, true)
    assert.equal(usual.estimate('ｐａｓｓｗｏｒｄ', []).guesses, exact.estimate('password', []).guesses)
    assert.equal(usual.estimate('password', []).isReading, undefined)
  })

  it('is told a company’s words once, and each owner’s own words besides', () => {
    const company = usual.withWords(['Quuxfrob', 'Aoba Shoji'])
    const before = usual.estimate('xquuxfrobx', []).guesses
    assert.ok(company.estimate('xquuxfrobx', []).guesses < before)
    assert.equal(company.estimate('quuxfrob', []).matches[0]?.dictionary, 'company_words')
    assert.equal(company.estimate('borfxuuq', []).matches[0]?.reversed, true)
    assert.equal(company.estimate('yodgorb', ['yodgorb']).matches[0]?.dictionary, 'user_inputs')
    assert.equal(usual.estimate('xquuxfrobx', []).guesses, before)
    assert.ok(company.withWords(['Zundamon9']).estimate('zundamon9', []).guesses <= 4)
  })

  it('rates hostile passwords by their head, no stronger than the exact one', () => {
    for (const { family, password } of hostilePasswords(3, 1)) {
      const ours = usual.estimate(password, ['tanaka'])
      assert.ok(ours.guesses <= exact.estimate(password, ['tanaka']).guesses, family)
      assert.equal(
        ours.isReading === undefined ? ours.isHead : true,
        ours.isReading || password.length > longestSearch,
      )
    }
  })
})
