import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Recent } from '../../src/file-audit/recent.ts'

const keys = 30
const step = fc.record({ isAsked: fc.boolean(), key: fc.nat(keys) })

test('what is remembered is what was said last, or nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 200 }), (size, steps) => {
      const recent = new Recent<string, number>(size)
      const said = new Map<string, number>()
      for (const [time, { isAsked, key }] of steps.entries()) {
        const name = String(key)
        if (isAsked) assert.ok([undefined, said.get(name)].includes(recent.get(name)), name)
        else {
          recent.set(name, time)
          said.set(name, time)
          assert.equal(recent.get(name), time)
        }
      }
      const known = [...Array(keys + 1).keys()].filter(key => recent.get(String(key)) !== undefined)
      assert.ok(known.length <= 2 * size, `${known.length} of ${size}`)
    }),
    { numRuns: 300 },
  )
})

test('what is asked for again and again stays, however much is said besides', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), size => {
      const recent = new Recent<string, string>(size)
      recent.set('tanaka', 'kept')
      for (let other = 0; other < 10 * size; other++) {
        recent.set(`other ${other}`, '')
        if (other % (size - 1) === 0) assert.equal(recent.get('tanaka'), 'kept')
      }
      assert.equal(recent.get('tanaka'), 'kept')
    }),
  )
})
