import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { nextRecheck } from '../../src/core/recheck.ts'

const proved = '2026-11-17T01:00:00.000Z'
const week = { afterDays: [7, 1] }

describe('a proof is re-checked', () => {
  const cases: Readonly<
    Record<string, readonly [now: string, isAnswered: boolean, next: string | undefined]>
  > = {
    'on the first day named': [proved, true, '2026-11-18T01:00:00.000Z'],
    'on the next day named, once it was answered': [
      '2026-11-18T01:00:00.000Z',
      true,
      '2026-11-24T01:00:00.000Z',
    ],
    'an hour later, where nothing was answered': [
      '2026-11-18T01:00:00.000Z',
      false,
      '2026-11-18T02:00:00.000Z',
    ],
    'no longer than a day for one date': ['2026-11-19T00:30:00.000Z', false, '2026-11-24T01:00:00.000Z'],
    'never again after the last day': ['2026-11-24T01:00:00.000Z', true, undefined],
    'never again a day after the last day, answered or not': ['2026-11-25T00:00:00.000Z', false, undefined],
  }
  for (const [title, [now, isAnswered, next]] of Object.entries(cases)) {
    test(title, () => assert.equal(nextRecheck(proved, week, now, isAnswered), next))
  }

  test('never, where a policy names no day', () => {
    assert.equal(nextRecheck(proved, { afterDays: [] }, proved, true), undefined)
  })

  test('later than now and within a year and a day, whatever days are named, and comes to an end', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 365 }), { maxLength: 12 })
    fc.assert(
      fc.property(days, fc.infiniteStream(fc.boolean()), (afterDays, answers) => {
        let now = proved
        for (let turns = 0; turns <= 12 * 25; turns += 1) {
          const next = nextRecheck(proved, { afterDays }, now, turns === 0 || answers.next().value)
          if (next === undefined) return
          assert.ok(next > now)
          assert.ok(Date.parse(next) < Date.parse(proved) + 366 * 86_400_000)
          now = next
        }
        assert.fail('it goes on for ever')
      }),
    )
  })
})
