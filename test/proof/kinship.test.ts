import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { kinship } from '../../src/proof/kinship.ts'

const letters = fc.stringMatching(/^[a-z]{8,16}$/)
const signs = fc.stringMatching(/^[!?#$%&*+=._-]{1,3}$/)
const digits = fc.stringMatching(/^[0-9]{1,4}$/)

test('a password with other signs or digits at its ends is kin to itself', () => {
  fc.assert(
    fc.property(letters, signs, digits, (root, sign, number) => {
      for (const now of [root + sign, sign + root, root + number, `${root}${number}${sign}`]) {
        assert.equal(kinship(root, now), 'stem', now)
        assert.equal(kinship(now, root), 'stem', now)
      }
    }),
  )
})

test('one character more, less or exchanged is kin, wherever it stands', () => {
  const password = 'wD5$nHs8@jYb3!cKf'
  for (let at = 0; at < password.length; at += 1) {
    const [before, after] = [password.slice(0, at), password.slice(at + 1)]
    for (const now of [before + after, `${before}Q${password.slice(at)}`, `${before}Q${after}`]) {
      assert.ok(['stem', 'one-character-more'].includes(kinship(password, now) ?? 'none'), now)
    }
  }
})

test('one sign away is what leaving out one sign of each at most makes equal, tried one by one', () => {
  const fewer = (text: string) => [text, ...[...text].map((_, at) => [...text].toSpliced(at, 1).join(''))]
  // Signs alone: letters would be kin by their stem as well.
  const signs = fc.string({ unit: fc.constantFrom('!', '?', '#', '🗝'), maxLength: 7 })
  fc.assert(
    fc.property(signs, signs, (one, other) => {
      const isKin = fewer(one).some(text => fewer(other).includes(text))
      assert.equal(kinship(one, other), isKin ? 'one-character-more' : undefined, `${one} ${other}`)
    }),
    { numRuns: 5_000 },
  )
})

test('of passwords as long as a proof takes them, kinship is told all the same', () => {
  const long = Array.from({ length: 4_096 }, (_, at) => String.fromCharCode(33 + ((at * at) % 15))).join('')
  assert.equal(kinship(long, `${long.slice(0, 2_000)}!${long.slice(2_001)}`), 'one-character-more')
  assert.equal(kinship(long, `${long.slice(0, 2_000)}((((${long.slice(2_004)}`), undefined)
})

test('two passwords made at random are not kin', () => {
  const made = fc.noBias(fc.nat()).map(seed => hash('sha256', String(seed), 'base64').slice(0, 20))
  fc.assert(
    fc.property(made, made, (one, other) => {
      fc.pre(one !== other)
      assert.equal(kinship(one, other), undefined)
    }),
    { numRuns: 1_000 },
  )
})
