import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isCurrent, openPack, packDictionaries } from '../../src/dictionary-pack/pack-format.ts'
import { openDictionaries } from '../../src/strength/dictionaries.ts'
import type { WordTable } from '../../src/strength/word-table.ts'

const digest = 'a'.repeat(64)
const bytes = packDictionaries(openDictionaries(), digest)

function shared(from: Uint8Array): SharedArrayBuffer {
  const pack = new SharedArrayBuffer(from.length)
  new Uint8Array(pack).set(from)
  return pack
}

const sameNumbers = (a: Int32Array | Uint16Array, b: Int32Array | Uint16Array) =>
  Buffer.compare(
    Buffer.from(a.buffer, a.byteOffset, a.byteLength),
    Buffer.from(b.buffer, b.byteOffset, b.byteLength),
  ) === 0

describe('the pack of dictionaries', () => {
  it('holds every number of every table that the lists make, in memory that threads share', () => {
    const made = openDictionaries()
    const read = openPack(shared(bytes))
    for (const name of ['words', 'folded', 'unfolded'] as const) {
      const [a, b]: readonly WordTable[] = [made[name], read[name]]
      assert.deepEqual(b?.parts.listNames, a?.parts.listNames)
      for (const array of ['exactAt', 'extraAt', 'numberOf', 'short', 'slots'] as const) {
        assert.ok(b?.parts[array].buffer instanceof SharedArrayBuffer, `${name}.${array} is shared`)
        assert.ok(sameNumbers(a?.parts[array] ?? new Int32Array(), b.parts[array]), `${name}.${array}`)
      }
    }
  })

  it('counts only as it was written: with any one byte flipped, cut off anywhere or longer it does not', () => {
    assert.ok(isCurrent(shared(bytes), digest))
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const flipped = shared(bytes)
        const view = new Uint8Array(flipped)
        view[at] = (view[at] ?? 0) ^ difference
        assert.ok(!isCurrent(flipped, digest), `byte ${at}`)
      }),
      {
        numRuns: 20,
        examples: [
          [0, 1],
          [4, 1],
          [8, 1],
          [bytes.length - 1, 128],
        ],
      },
    )
    for (const length of [0, 7, 8, 100, bytes.length - 1])
      assert.ok(!isCurrent(shared(bytes.subarray(0, length)), digest), `${length} bytes`)
    assert.ok(!isCurrent(shared(Buffer.concat([bytes, new Uint8Array(1)])), digest))
  })

  it('counts only for the lists it was made from', () => {
    assert.ok(!isCurrent(shared(bytes), 'b'.repeat(64)))
  })
})
