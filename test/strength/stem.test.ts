import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { foldLookAlikes } from '../../src/strength/look-alikes.ts'
import { oneCharacterLess, stemOf } from '../../src/strength/stem.ts'

describe('the stem of a password', () => {
  it('is the same for what people call a new password', () => {
    for (const variant of [
      'Tanaka2025',
      'tanaka2026!',
      'TANAKA#1',
      '2026tanaka',
      '!t@naka!!',
      'Ｔａｎａｋａ２０２６',
    ]) {
      assert.equal(stemOf(variant), stemOf('tanaka'), variant)
    }
  })

  it('differs where the word differs', () => {
    assert.notEqual(stemOf('Tanaka2025'), stemOf('Sato2025'))
    assert.notEqual(stemOf('tanaka-inventory'), stemOf('tanaka'))
  })

  it('is none below three letters, where everything would be alike', () => {
    assert.deepEqual(['', '12345678', 'ab2026', '!!!'].map(stemOf), [
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('reads look-alikes as the letter meant', () => {
    assert.equal(foldLookAlikes('P@$$w0rd'), foldLookAlikes('password'))
    assert.equal(foldLookAlikes('1nv3nt0ry'), foldLookAlikes('INVENTORY'))
  })
})

describe('one character less', () => {
  it('gives every text with one code point left out, once', () => {
    assert.deepEqual(oneCharacterLess('aab'), ['ab', 'aa'])
    assert.deepEqual(oneCharacterLess('鍵🗝1'), ['🗝1', '鍵1', '鍵🗝'])
    assert.deepEqual(oneCharacterLess(''), [])
  })

  it('is none of a password of more than 128: the texts alone would take its length squared', () => {
    assert.equal(oneCharacterLess(`${'ab'.repeat(64)}`).length, 128)
    assert.deepEqual(oneCharacterLess(`${'ab'.repeat(64)}c`), [])
    assert.deepEqual(oneCharacterLess('鍵'.repeat(60_000)), [])
  })

  it('finds the old password under any one character added to it', () => {
    const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    fc.assert(
      fc.property(text, fc.nat(12), fc.string({ minLength: 1, maxLength: 1 }), (old, at, added) => {
        const points = [...old]
        const position = Math.min(at, points.length)
        assert.ok(oneCharacterLess(points.toSpliced(position, 0, added).join('')).includes(old))
      }),
    )
  })
})
