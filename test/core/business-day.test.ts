import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { dueAt, type WorkCalendar } from '../../src/core/business-day.ts'
import { isHoliday } from '../../src/holidays.ts'

const tokyo: WorkCalendar = { closingDays: [], timeZone: 'Asia/Tokyo', isHoliday }
const zones = ['Asia/Tokyo', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC']

const anyStep = fc.oneof(
  fc.record({ days: fc.nat(400) }),
  fc.record({ businessDays: fc.nat(60) }),
) as fc.Arbitrary<{ days: number } | { businessDays: number }>
const anyInstant = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2048-01-01T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString())
/** Around the day Samoa skipped, and around clock changes. */
const oddInstant = fc
  .integer({ min: -400, max: 400 })
  .chain(hours =>
    fc
      .constantFrom('2011-12-30T10:00:00Z', '2026-03-08T07:00:00Z', '2026-10-03T15:30:00Z')
      .map(at => new Date(Date.parse(at) + hours * 3_600_000).toISOString()),
  )

const local = (instant: string, timeZone: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)

describe('due dates', () => {
  test('three business days from a Thursday morning end at 17:00 on Tuesday', () => {
    assert.equal(dueAt('2026-11-12T00:30:00.000Z', { businessDays: 3 }, tokyo), '2026-11-17T08:00:00.000Z')
  })

  test('a holiday is not counted: Labour Thanksgiving Day, Monday 23 November 2026', () => {
    assert.equal(dueAt('2026-11-20T01:00:00.000Z', { businessDays: 1 }, tokyo), '2026-11-24T08:00:00.000Z')
  })

  test('a holiday in lieu is not counted: 6 May 2026 follows Golden Week', () => {
    assert.equal(dueAt('2026-05-01T01:00:00.000Z', { businessDays: 1 }, tokyo), '2026-05-07T08:00:00.000Z')
  })

  test("the company's own closing days are not counted", () => {
    const closed = { ...tokyo, closingDays: ['2026-12-29', '2026-12-30', '2026-12-31'] }
    assert.equal(dueAt('2026-12-28T01:00:00Z', { businessDays: 1 }, closed), '2027-01-04T08:00:00.000Z')
  })

  test('calendar days do count weekends', () => {
    assert.equal(dueAt('2026-11-20T01:00:00Z', { days: 2 }, tokyo), '2026-11-22T08:00:00.000Z')
  })

  test('the day of opening is the one of the zone, not of UTC', () => {
    assert.equal(dueAt('2026-11-09T15:30:00Z', { days: 1 }, tokyo), '2026-11-11T08:00:00.000Z')
    assert.equal(
      dueAt('2026-11-09T15:30:00Z', { days: 1 }, { ...tokyo, timeZone: 'America/New_York' }),
      '2026-11-10T22:00:00.000Z',
    )
  })

  test('"today" is today until 17:00, and tomorrow afterwards', () => {
    assert.equal(dueAt('2026-11-10T08:00:00Z', { days: 0 }, tokyo), '2026-11-10T08:00:00.000Z')
    assert.equal(dueAt('2026-11-10T08:00:01Z', { days: 0 }, tokyo), '2026-11-11T08:00:00.000Z')
  })

  test('17:00 stays 17:00 when the clocks change', () => {
    const newYork = { ...tokyo, timeZone: 'America/New_York', isHoliday: () => false }
    assert.equal(dueAt('2026-03-06T15:00:00Z', { days: 1 }, newYork), '2026-03-07T22:00:00.000Z')
    assert.equal(dueAt('2026-03-06T15:00:00Z', { days: 3 }, newYork), '2026-03-09T21:00:00.000Z')
  })

  test('the Friday that Samoa skipped is never due and never counted', () => {
    const apia = { ...tokyo, timeZone: 'Pacific/Apia', isHoliday: () => false }
    const thursday = '2011-12-29T20:00:00Z'
    assert.equal(local(thursday, 'Pacific/Apia').toPlainDate().toString(), '2011-12-29')
    const due = (step: Parameters<typeof dueAt>[1]) =>
      local(dueAt(thursday, step, apia), 'Pacific/Apia')
        .toPlainDateTime()
        .toString()
    assert.equal(due({ days: 1 }), '2011-12-31T17:00:00')
    assert.equal(due({ businessDays: 1 }), '2012-01-02T17:00:00')
  })

  test('a task is never due before it was opened, and always at the end of work', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyInstant, oddInstant),
        anyStep,
        fc.constantFrom(...zones),
        (openedAt, step, timeZone) => {
          const due = dueAt(openedAt, step, { ...tokyo, timeZone })
          assert.ok(due >= openedAt, `${due} < ${openedAt}`)
          assert.equal(local(due, timeZone).toPlainTime().toString(), '17:00:00')
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('a business day is never a Saturday, Sunday, holiday or closing day, and exactly as many lie between', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyInstant, oddInstant),
        fc.nat(40),
        fc.constantFrom(...zones),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 10 }),
        (openedAt, businessDays, timeZone, closedAfter) => {
          const openedOn = local(openedAt, timeZone).toPlainDate()
          const closingDays = closedAfter.map(days => openedOn.add({ days }).toString())
          const calendar = { timeZone, isHoliday, closingDays }
          const works = (date: Temporal.PlainDate) =>
            date.dayOfWeek < 6 &&
            !isHoliday(date.toString()) &&
            !closingDays.includes(date.toString()) &&
            !(timeZone === 'Pacific/Apia' && date.toString() === '2011-12-30')
          const due = local(dueAt(openedAt, { businessDays }, calendar), timeZone).toPlainDate()
          assert.ok(works(due), due.toString())
          let counted = 0
          for (let day = openedOn; !day.equals(due); ) {
            day = day.add({ days: 1 })
            if (works(day)) counted += 1
          }
          // With no days to wait, the next end of work is due, which may be tomorrow's.
          assert.ok(businessDays === 0 ? counted <= 1 : counted === businessDays, `${counted}`)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
