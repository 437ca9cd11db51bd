import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isHoliday } from '../src/holidays.ts'

test('public holidays of Japan are known, with those in lieu and between', () => {
  const holidays = ['2026-01-01', '2026-05-06', '2026-09-22', '2026-11-23', '2027-03-22']
  assert.deepEqual(holidays.filter(isHoliday), holidays)
})

test('any other day, or text, is none', () => {
  assert.deepEqual(['2026-11-24', '2026-12-31', '2026-1-1', 'constructor', ''].filter(isHoliday), [])
})
