import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { eraPartAt } from '../../../src/strength/japanese/era-dates.ts'

const eras = [
  { names: ['R', 'r', 'reiwa', '令和', 'Reiwa'], years: 21 },
  { names: ['H', 'h', 'heisei', '平成'], years: 31 },
  { names: ['S', 's', 'shouwa', 'showa', 'syouwa', '昭和'], years: 64 },
  { names: ['T', 'taisho', 'taishou', '大正'], years: 15 },
  { names: ['M', 'meiji', '明治'], years: 45 },
]
const era = fc.constantFrom(...eras.flatMap(({ names, years }) => names.map(name => ({ name, years }))))
const date = fc.tuple(era, fc.nat(), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
const two = (number: number) => String(number).padStart(2, '0')

describe('a date by a Japanese era', () => {
  it('is found whole in every way people put it down', () => {
    fc.assert(
      fc.property(date, ([{ name, years }, seed, month, day]) => {
        const year = (seed % years) + 1
        for (const text of [
          `${name}${year}.${month}.${day}`,
          `${name}${two(year)}${two(month)}${two(day)}`,
          `${name}${year}年${month}月${day}日`,
          `${name}-${year}-${month}-${day}`,
          `${name}${year}nen${month}gatsu${day}nichi`,
        ])
          assert.deepEqual(eraPartAt(text, 0), {
            pattern: 'era-date',
            start: 0,
            end: text.length - 1,
            guesses: 4 * years * 366,
          })
      }),
    )
  })

  it('may be a year alone, and begins where it begins', () => {
    for (const text of ['reiwa7', 'R07', '昭和64年', 'H31', '令和元年', 'heisei30nen', 'S-60'])
      assert.equal(eraPartAt(text, 0)?.pattern, 'era-year', text)
    assert.deepEqual(eraPartAt('aobaR7', 4), { pattern: 'era-year', start: 4, end: 5, guesses: 84 })
    assert.equal(eraPartAt('aobaR7', 3), undefined)
  })

  it('is none in a year the era never had, or in a word', () => {
    for (const text of ['H32', 'S65', 'R22', 'T16', 'R0', 'h2024', 'ringo', 's', 'R', 'reiwa', 'r123456789'])
      assert.equal(eraPartAt(text, 0), undefined, text)
  })

  it('leaves out a month or day that is none', () => {
    assert.equal(eraPartAt('R7.13.1', 0)?.end, 1)
    assert.equal(eraPartAt('r071332', 0), undefined)
  })
})
