import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { digitTries, signTries, yearTries } from '../../../src/strength/japanese/endings.ts'

const units = (text: string) => Uint16Array.from(text, character => character.charCodeAt(0))
const digits = (text: string) => digitTries(units(text), 0, text.length)
const signs = (text: string) => signTries(units(text), 0, text.length)

describe('digits after a word', () => {
  it('never cost more than trying them all, and at least two', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,12}$/), text => {
        const tries = digits(text)
        assert.ok(tries >= 2 && tries <= 10 ** text.length, `${text}: ${tries}`)
      }),
    )
  })

  it('cost little where people choose them: years, days, liked numbers, runs', () => {
    assert.equal(digits('2024'), 20)
    assert.equal(digits('0415'), 366)
    assert.equal(digits('19850412'), 366 * 35)
    assert.equal(digits('202404'), 12 * 20)
    assert.equal(digits('4649'), 2)
    assert.equal(digits('456'), 60)
    assert.equal(digits('5555555'), 140)
    assert.equal(digits('8264'), 1e4)
  })

  it('are years up to 2039', () => {
    assert.equal(yearTries(2039), 20)
    assert.equal(yearTries(2040), Number.POSITIVE_INFINITY)
    assert.equal(yearTries(1930), 90)
    assert.equal(yearTries(1929), Number.POSITIVE_INFINITY)
  })
})

describe('signs beside a word', () => {
  it('cost their place, repeated or counted ones little more', () => {
    assert.equal(signs('!'), 2)
    assert.equal(signs('!!'), 4)
    assert.equal(signs('!"#'), 24)
    assert.ok(signs('~(') > 100)
    assert.equal(signs('あ'), Number.POSITIVE_INFINITY)
  })
})
