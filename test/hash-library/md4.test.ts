import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { cryptOpens } from '../../src/hash-library/libcrypt.ts'
import { md4, md5StateAfter } from '../../src/hash-library/md4.ts'

describe('MD4', () => {
  for (const [text, digest] of [
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
  ] as const) {
    test(`of "${text.slice(0, 14)}" is what RFC 1320 says`, () => {
      assert.equal(md4(Buffer.from(text)).toString('hex'), digest)
    })
  }

  // libcrypt widens bytes, not characters, and so is an oracle for ASCII alone.
  test('agrees with libcrypt on NT hashes of any ASCII password, across block boundaries', async () => {
    const password = fc.stringMatching(/^[ -~]{0,80}$/)
    await fc.assert(
      fc.asyncProperty(password, async text => {
        const hash = `$3$$${md4(Buffer.from(text, 'utf16le')).toString('hex')}`
        assert.notEqual(await cryptOpens(text, hash), false)
      }),
    )
    assert.equal(await cryptOpens('secret', '$3$$878d8014606cda29677a44efa1353fc7'), true)
  })
})

describe("MD5's inner state", () => {
  test('after a padded block is the digest, as node:crypto computes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 55 }), message => {
        const block = Buffer.alloc(64)
        block.set(message)
        block[message.length] = 0x80
        block.writeUInt32LE(message.length * 8, 56)
        assert.equal(md5StateAfter(block).toString('hex'), createHash('md5').update(message).digest('hex'))
      }),
    )
  })
})
