import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { openDefaultEstimator } from '../../src/strength/default-estimator.ts'
import { weaknessesOf } from '../../src/strength/weaknesses.ts'

const estimator = openDefaultEstimator()
const codes = (password: string, words: readonly string[] = []) =>
  weaknessesOf(password, estimator.estimate(password, words))

describe('why a password is weak', () => {
  it('is told by a code for each pattern', () => {
    for (const [password, code] of [
      ['dragon', 'common'],
      ['Dragon99!', 'common'],
      ['Sakura2025!', 'common'],
      ['bgt56yhn', 'keyboard'],
      ['1qaz"WSX', 'keyboard'],
      ['hkhkhkhk', 'repeat'],
      ['defghijk', 'sequence'],
      ['19870412', 'date'],
      ['maruni2026', 'date'],
      ['R7.4.1', 'date'],
      ['令和7年4月1日', 'date'],
      ['Watanabe77', 'name-digits'],
      ['ohno1234', 'name-digits'],
      ['さとう123', 'name-digits'],
    ] as const)
      assert.ok(codes(password).includes(code), `${password}: ${codes(password)}`)
    assert.ok(codes('Quuxfrob2026!', ['quuxfrob']).includes('context'))
  })

  it('is nothing for a strong one, even where a short pattern stands in it', () => {
    assert.deepEqual(codes('abcd7#Lq2!vRx9$Tm4'), [])
    assert.ok(!codes('Watanabe').includes('name-digits'))
  })

  it('reads a name up to its 64th letter, whatever comes after', () => {
    const name = 'ohno'.padEnd(64, 'o')
    assert.ok(codes(`${name}-x1`).includes('name-digits'))
    assert.ok(!codes(`${name.slice(1)}-x1`).includes('name-digits'))
  })

  it('can be asked of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), text => {
        for (const code of codes(text)) assert.match(code, /^[a-z-]+$/)
      }),
    )
  })
})
