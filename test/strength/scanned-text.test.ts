import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { longestText, ScannedText } from '../../src/strength/scanned-text.ts'

const written = (units: Uint16Array, length: number) => String.fromCharCode(...units.subarray(0, length))

describe('a text taken apart', () => {
  it('is lower-cased as a whole, forwards and turned round, cut to its own length', () => {
    const text = new ScannedText()
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('Σ', 'İ', 'A', 'ß', '\ud801\udc00', '1') }),
    )
    fc.assert(
      fc.property(anyText, password => {
        text.take(password)
        const turned = password.split('').reverse().join('')
        assert.equal(
          written(text.forwards.units, text.length),
          password.toLowerCase().slice(0, password.length),
        )
        assert.equal(
          written(text.backwards.units, text.length),
          turned.toLowerCase().slice(0, password.length),
        )
      }),
    )
  })

  it('knows where the next sign stands that can be read as a letter', () => {
    const text = new ScannedText()
    text.take('p4ss-w0rd')
    assert.deepEqual(
      [0, 1, 2, 6, 7].map(at => text.nextSign[at]),
      [1, 1, 6, 6, 9],
    )
  })

  it('is forgotten whole, whatever was taken apart in between', () => {
    const text = new ScannedText()
    text.take('k9#mQ2$vL7!pR4z')
    text.take('k9')
    text.forget()
    for (const units of [text.units, text.forwards.units, text.backwards.units, text.forwards.signs])
      assert.ok(units.every(unit => unit === 0))
  })

  it('is cut where it is too long', () => {
    const text = new ScannedText()
    text.take('x'.repeat(longestText + 1))
    assert.equal(text.length, longestText)
  })
})
