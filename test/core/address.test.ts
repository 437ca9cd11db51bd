import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainAddress } from '../../src/core/address.ts'
import { readAddress } from '../../src/core/network.ts'

const quad = fc.ipV4()
const spellings = fc.oneof(
  quad,
  quad.map(text => `::ffff:${text}`),
  quad.map(text => `0:0:0:0:0:FFFF:${text}`),
  fc.ipV6(),
  fc.ipV6().map(text => text.toUpperCase()),
)

test('An address has one text, however it is written', () => {
  for (const spelt of ['10.7.7.7', '::ffff:10.7.7.7', '::FFFF:0a07:0707', '0:0:0:0:0:ffff:a07:707']) {
    assert.equal(plainAddress(spelt), '10.7.7.7')
  }
  fc.assert(
    fc.property(spellings, spelt => {
      const plain = plainAddress(spelt)
      assert.equal(plain, readAddress(spelt).text)
      assert.equal(plainAddress(plain), plain)
      assert.notEqual(isIP(plain), 0)
    }),
  )
})

test('What is no address stays as it was sent', () => {
  for (const sent of [
    '',
    '10.7.7.07',
    'pc1.aoba.example',
    '::ffff:10.7.7',
    'fe80::1%eth0',
    '[::1]',
    '::1/128',
  ]) {
    assert.equal(plainAddress(sent), sent)
  }
})
