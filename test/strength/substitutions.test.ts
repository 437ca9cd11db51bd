import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import matching from 'zxcvbn/lib/matching.js'
import { readingLength, readingsOfSigns, signNumbers } from '../../src/strength/substitutions.ts'

const signs = '4@8({[<3691!|70$5+%2'
const lettersOfPackage: Readonly<Record<string, readonly string[]>> = {
  a: ['4', '@'],
  b: ['8'],
  c: ['(', '{', '[', '<'],
  e: ['3'],
  g: ['6', '9'],
  i: ['1', '!', '|'],
  l: ['1', '|', '7'],
  o: ['0'],
  s: ['$', '5'],
  t: ['+', '7'],
  x: ['%'],
  z: ['2'],
}

/** Our readings of the signs in a text, each as `sign=letter` pairs. */
function readings(text: string): readonly string[] {
  const numbers = [...text].map(sign => signNumbers[sign.charCodeAt(0)] ?? 0)
  const set = numbers.reduce((bits, number) => bits | (1 << number), 0)
  const all = readingsOfSigns(set)
  return Array.from({ length: all.length / readingLength }, (_, reading) =>
    [...signs]
      .map(
        sign => [sign, all[reading * readingLength + (signNumbers[sign.charCodeAt(0)] ?? 0)] ?? 0] as const,
      )
      .filter(([, letter]) => letter !== 0)
      .map(([sign, letter]) => `${sign}=${String.fromCharCode(letter)}`)
      .sort()
      .join(' '),
  )
}

describe('signs for letters', () => {
  it('are read in all the ways of the package, in its order, each once', () => {
    const someSigns = fc.uniqueArray(fc.constantFrom(...signs), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(someSigns, written => {
        const table = matching.relevant_l33t_subtable(written.join(''), lettersOfPackage)
        const theirs = matching.enumerate_l33t_subs(table).map(reading =>
          Object.entries(reading)
            .map(([sign, letter]) => `${sign}=${letter}`)
            .sort()
            .join(' '),
        )
        assert.deepEqual(readings(written.join('')), [...new Set(theirs)])
      }),
    )
  })

  it('have at most 736 readings, however many there are', () => {
    assert.equal(readings(signs).length, 736)
    const anySigns = fc.subarray([...signs], { minLength: 1 })
    fc.assert(fc.property(anySigns, written => readings(written.join('')).length <= 736))
  })
})
