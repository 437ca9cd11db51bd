import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { compileHours, type HoursWindow, hoursTime, weekdays } from '../../src/core/working-hours.ts'
import { isHoliday } from '../../src/holidays.ts'

const tokyo = { timeZone: 'Asia/Tokyo', isHoliday }
const office: HoursWindow = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }

function isOpen(windows: readonly HoursWindow[], at: string, calendar = tokyo): boolean {
  return compileHours(windows, calendar)(Date.parse(at))
}

describe('Allowed hours', () => {
  const cases: readonly (readonly [string, HoursWindow, string, boolean])[] = [
    ['begin at their first instant', office, '2026-11-24T09:00:00+09:00', true],
    ['are shut an instant before', office, '2026-11-24T08:59:59.999+09:00', false],
    ['last to their last instant', office, '2026-11-24T17:59:59.999+09:00', true],
    ['are shut at their end', office, '2026-11-24T18:00:00+09:00', false],
    ['are shut on a Sunday', office, '2026-11-22T12:00:00+09:00', false],
    ['know nothing of holidays unless told to', office, '2026-11-23T12:00:00+09:00', true],
    [
      'are shut on Labour Thanksgiving Day when told to',
      { ...office, exceptHolidays: true },
      '2026-11-23T12:00:00+09:00',
      false,
    ],
    ['go past midnight', { days: ['fri'], from: '22:00', to: '05:00' }, '2026-11-28T04:59:59+09:00', true],
    [
      'that go past midnight belong to the day they begin on',
      { days: ['fri'], from: '22:00', to: '05:00' },
      '2026-11-27T04:00:00+09:00',
      false,
    ],
    [
      'that begin before a holiday go on into it',
      { days: [...weekdays], from: '22:00', to: '05:00', exceptHolidays: true },
      '2026-11-23T04:00:00+09:00',
      true,
    ],
    [
      'that would begin on a holiday do not',
      { days: [...weekdays], from: '22:00', to: '05:00', exceptHolidays: true },
      '2026-11-24T04:00:00+09:00',
      false,
    ],
    ['last the whole day', { days: ['sun'], from: '00:00', to: '24:00' }, '2026-11-22T23:59:59+09:00', true],
    [
      'of a time that does not read are never',
      { ...office, from: '9:00' },
      '2026-11-24T12:00:00+09:00',
      false,
    ],
    ['of an end that does not read are never', { ...office, to: 'late' }, '2026-11-24T02:00:00+09:00', false],
  ]
  for (const [about, window, at, expected] of cases) {
    test(about, () => assert.equal(isOpen([window], at), expected))
  }

  test('count an hour both times it comes when summer time ends', () => {
    const newYork = { timeZone: 'America/New_York', isHoliday: () => false }
    const night: HoursWindow = { days: ['sun'], from: '01:30', to: '02:00' }
    for (const [at, expected] of [
      ['2026-11-01T01:29:59-04:00', false],
      ['2026-11-01T01:30:00-04:00', true],
      ['2026-11-01T01:00:00-05:00', false],
      ['2026-11-01T01:30:00-05:00', true],
      ['2026-11-01T02:00:00-05:00', false],
    ] as const) {
      assert.equal(isOpen([night], at, newYork), expected, at)
    }
  })

  test('are open when any of their windows is', () => {
    const windows: readonly HoursWindow[] = [office, { days: ['sat'], from: '10:00', to: '12:00' }]
    assert.equal(isOpen(windows, '2026-11-28T11:00:00+09:00'), true)
    assert.equal(isOpen(windows, '2026-11-28T12:00:00+09:00'), false)
  })

  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

  test('go by the wall clock of every zone, as Intl tells it', () => {
    const zone = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe')
    const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) })
    const day = fc.constantFrom(...weekdays)
    fc.assert(
      fc.property(zone, moment, clock, clock, day, (timeZone, at, from, to, start) => {
        const expected = wallClockSays(timeZone, at, { days: [start], from, to })
        const open = compileHours([{ days: [start], from, to }], { timeZone, isHoliday: () => false })
        assert.equal(open(at), expected, `${new Date(at).toISOString()} ${timeZone} ${start} ${from}-${to}`)
      }),
      { numRuns: 3_000 },
    )
  })

  test('are answered alike whatever was asked before', () => {
    const open = compileHours([office], tokyo)
    const base = Date.parse('2026-11-24T08:59:00+09:00')
    const seconds = fc.array(fc.integer({ min: 0, max: 180 }))
    fc.assert(
      fc.property(seconds, asked => {
        for (const second of asked) assert.equal(open(base + second * 1_000), second >= 60)
      }),
    )
  })

  test('are written with two digits each', () => {
    for (const time of ['00:00', '09:30', '23:59', '24:00']) assert.match(time, hoursTime)
    for (const time of ['9:00', '24:01', '12:60', '1200', '']) assert.doesNotMatch(time, hoursTime)
  })
})

/** The same question put to Intl: the stretch of a day is minutes of the week, and weeks go round. */
function wallClockSays(timeZone: string, at: number, { days, from, to }: HoursWindow): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find(found => found.type === type)?.value ?? ''
  const dayOf = (name: string) => weekdays.findIndex(day => name.toLowerCase().startsWith(day))
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const week = 7 * 1_440
  const now = dayOf(part('weekday')) * 1_440 + Number(part('hour')) * 60 + Number(part('minute'))
  const begin = dayOf(days[0] ?? '') * 1_440 + minutes(from)
  const length = (minutes(to) - minutes(from) + 1_440) % 1_440 || 1_440
  return (now - begin + week) % week < length
}
