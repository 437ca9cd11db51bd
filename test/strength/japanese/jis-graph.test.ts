import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jisGraph, jisRows } from '../../../src/strength/japanese/jis-graph.ts'
import { packageKnowledge } from '../../../src/strength/package-knowledge.ts'

describe('the Japanese keyboard', () => {
  it('has the signs of its own', () => {
    for (const [plain, shifted] of ['2"', '6&', "7'", '8(', '9)', '@`', ';+', ':*', '\\_', '¥|', '^~'])
      assert.deepEqual(jisGraph[plain ?? ''], jisGraph[shifted ?? ''])
    assert.ok(jisRows.flat().includes('0'), 'nothing above 0')
  })

  it('has six directions, and every neighbour has its key as a neighbour in the opposite one', () => {
    for (const [character, neighbours] of Object.entries(jisGraph)) {
      assert.equal(neighbours.length, 6)
      for (const [direction, key] of neighbours.entries()) {
        if (key === null) continue
        const back = jisGraph[key.charAt(0)]?.[(direction + 3) % 6]
        assert.ok(back?.includes(character), `${character} and ${key}`)
      }
    }
  })

  it('is the American one where both have the same keys', () => {
    const american = packageKnowledge.graphs.qwerty ?? {}
    for (const letter of 'wertyuioasdfghjkzxcvbnm')
      assert.deepEqual(
        jisGraph[letter]?.map(key => key?.charAt(0) ?? null),
        american[letter]?.map(key => key?.charAt(0) ?? null),
        letter,
      )
  })
})
