import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { daysBetween, isAfter } from '../../src/core/days.ts'

test('a day counts once its last second has passed', () => {
  assert.equal(daysBetween('2026-11-23T09:00:00Z', '2026-11-24T08:59:59Z'), 0)
  assert.equal(daysBetween('2026-11-23T09:00:00Z', '2026-11-24T09:00:00Z'), 1)
})

test('what is already past is negative, even by a second', () => {
  assert.equal(daysBetween('2026-11-23T09:00:00Z', '2026-11-23T08:59:59Z'), -1)
})

test('dates and times of any offset can be mixed', () => {
  assert.equal(daysBetween('2026-11-23', '2026-11-24T08:59:59+09:00'), 0)
  assert.equal(daysBetween('2026-11-23', '2026-11-24T09:00:00+09:00'), 1)
})

test('the leap day of 2028 is a day', () => {
  assert.equal(daysBetween('2028-02-28', '2028-03-01'), 2)
  assert.equal(daysBetween('2027-02-28', '2027-03-01'), 1)
})

test('what is no time is thrown back instead of looking young', () => {
  for (const time of ['', 'yesterday', '2026/11/23', '2026-02-30', '2026-11-23T09:00:00', '20261123T09Z x']) {
    assert.throws(() => daysBetween(time, '2026-11-23'), RangeError, time)
    assert.throws(() => daysBetween('2026-11-23', time), RangeError, time)
  }
})

test('between two dates it agrees with the calendar', () => {
  const day = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  const text = (date: Date) => date.toISOString().slice(0, 10)
  fc.assert(
    fc.property(day, day, (a, b) => {
      const [from, to] = [text(a), text(b)]
      assert.equal(
        daysBetween(from, to),
        Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days,
      )
    }),
  )
})

test('later means later as an instant, whatever the offset', () => {
  assert.equal(isAfter('2026-11-23T18:00:01+09:00', '2026-11-23T09:00:00Z'), true)
  assert.equal(isAfter('2026-11-23T18:00:00+09:00', '2026-11-23T09:00:00Z'), false)
  assert.equal(isAfter('2026-11-23', '2026-11-22T23:59:59Z'), true)
})
