import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { phoneAt, postcodeAt, writtenDateAt } from '../../../src/strength/japanese/numbers.ts'

const whole = (found: { readonly start: number; readonly end: number } | undefined, text: string) =>
  found !== undefined && found.start === 0 && found.end === text.length - 1

describe('a telephone number', () => {
  it('is found with hyphens, brackets, country code and a word before it', () => {
    for (const text of [
      ...['03-5544-1298', '0355441298', '06-6345-1298', '045-211-4598', '0463-21-4598', '090-8765-4312'],
      ...['09087654312', '0120-774-298', '0120774298', '0800-123-4598', '050-3412-9876', '03(5544)1298'],
      ...['tel0355441298', 'TEL:03-5544-1298', 'fax0368901298', '+81-90-8765-4312', '+819087654312'],
    ])
      assert.ok(whole(phoneAt(text, 0), text), text)
  })

  it('costs half of the numbers in use, little where it is made up, and always less than its digits', () => {
    assert.equal(phoneAt('09087654312', 0)?.guesses, 6e7)
    assert.equal(phoneAt('0120774298', 0)?.guesses, 3e5)
    for (const text of ['03-1234-5678', '09012345678', '0355555555', '080-1111-2222', '0312341234'])
      assert.equal(phoneAt(text, 0)?.guesses, 2e4, text)
    fc.assert(
      fc.property(fc.integer({ min: 1e8, max: 1e10 - 1 }), number => {
        const found = phoneAt(`0${number}`, 0)
        assert.ok(found === undefined || found.guesses < 1e8)
      }),
    )
  })

  it('is none where digits go on, or begin otherwise', () => {
    for (const text of ['1234567890', '0012345678', '035544129', '090876543123', '03-5544-12985', '0812345'])
      assert.equal(phoneAt(text, 0), undefined, text)
    assert.equal(phoneAt('7703-5544-1298', 2), undefined)
  })
})

describe('a postcode', () => {
  it('is found with its mark, with a hyphen, and bare where its last digits are those of a town', () => {
    for (const text of ['150-0001', '〒150-0001', '1500001', '〒1500001', 'zip1500001', '5308511'])
      assert.ok(whole(postcodeAt(text, 0), text), text)
    assert.equal(postcodeAt('150-0001', 0)?.guesses, 1.2e5)
  })

  it('is none in longer numbers, nor in seven digits of another kind', () => {
    for (const text of ['15000012', '1503421', '150-00011'])
      assert.equal(postcodeAt(text, 0), undefined, text)
  })
})

describe('a western date in Japanese writing', () => {
  it('is found by year, month and day', () => {
    for (const text of ['2024年4月1日', '1999年12月', '2025年', '2024nen4gatsu1nichi', '2039nen10gatu'])
      assert.ok(whole(writtenDateAt(text, 0), text), text)
    assert.equal(writtenDateAt('2040年', 0), undefined)
    assert.equal(writtenDateAt('2024年13月', 0)?.end, 4)
  })
})
