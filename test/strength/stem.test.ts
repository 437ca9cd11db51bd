import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { foldLookAlikes } from '../../src/strength/look-alikes.ts'
import { oneCharacterLess, rootOf, stemOf } from '../../src/strength/stem.ts'

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

describe('the root of a password', () => {
  it('is the same when a number inside it is counted up', () => {
    for (const [old, now] of [
      ['Kagi2025-Mori-Hosoku-Ame', 'Kagi2026-Mori-Hosoku-Ame'],
      ['rW8-2025-zKq-Pp4-tUn', 'rW8-2026-zKq-Pp4-tUn!'],
      ['Sakura01Denchuu#Kujira', 'Sakura12Denchuu#Kujira'],
      ['桜２０２５電柱', '桜2026電柱7'],
      ['Tanaka2025', 't@naka2026'],
      ['pa55word9', 'password1'],
    ] as const) {
      assert.notEqual(rootOf(old), undefined)
      assert.equal(rootOf(now), rootOf(old), now)
    }
  })

  it('differs where a word differs, and is none where numbers are nearly all there is', () => {
    assert.notEqual(rootOf('Kagi2025-Mori'), rootOf('Kagi2025-Kawa'))
    assert.equal(rootOf('a12345678b'), undefined)
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
