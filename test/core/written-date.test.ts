import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readWrittenDate } from '../../src/core/written-date.ts'

const eraNames: Readonly<Record<string, readonly [string, string]>> = {
  meiji: ['明治', 'M'],
  taisho: ['大正', 'T'],
  showa: ['昭和', 'S'],
  heisei: ['平成', 'H'],
  reiwa: ['令和', 'R'],
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, character => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
}

function spellingsOf(date: Temporal.PlainDate): readonly string[] {
  const { year, month, day } = date
  const [iso, pad] = [date.toString(), (value: number) => String(value).padStart(2, '0')]
  const plain = [
    iso,
    iso.replaceAll('-', ''),
    `${year}/${month}/${day}`,
    `${year}.${month}.${day}`,
    `${year}-${month}-${day}`,
    `${year}年${month}月${day}日`,
    fullWidth(`${year}/${pad(month)}/${pad(day)}`),
    ` ${iso} 9:05 `,
    `${year}/${month}/${day} 23:59:59`,
  ]
  // The platform's own Japanese calendar tells the era; it is the oracle here.
  const { era = '', eraYear = 0 } = date.withCalendar('japanese')
  const [name = '', letter = ''] = eraNames[era] ?? []
  const eraPlain = [
    `${name}${eraYear}年${month}月${day}日`,
    `${letter}${eraYear}.${month}.${day}`,
    `${letter.toLowerCase()}${pad(eraYear)}/${pad(month)}/${pad(day)}`,
    fullWidth(`${letter}${eraYear}.${month}.${day}`),
  ]
  const first = eraYear === 1 ? [`${name}元年${month}月${day}日`] : []
  return [...plain, ...eraPlain, ...first]
}

describe('A date as people write it', () => {
  test('every day from 1900 to 2039 is read back from every spelling, eras included', () => {
    const end = Temporal.PlainDate.from('2040-01-01')
    let days = 0
    for (
      let date = Temporal.PlainDate.from('1900-01-01');
      Temporal.PlainDate.compare(date, end) < 0;
      days += 1
    ) {
      for (const text of spellingsOf(date)) assert.equal(readWrittenDate(text), date.toString(), text)
      date = date.add({ days: 1 })
    }
    assert.equal(days, 51_134)
  })

  test('a triple of numbers is a date exactly when the calendar has that day', () => {
    const part = (max: number) => fc.integer({ min: 0, max })
    fc.assert(
      fc.property(fc.integer({ min: 1868, max: 2100 }), part(14), part(33), (year, month, day) => {
        let expected: string | undefined
        try {
          expected = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
        } catch {
          expected = undefined
        }
        assert.equal(readWrittenDate(`${year}/${month}/${day}`), expected)
        assert.equal(readWrittenDate(`${year}年${month}月${day}日`), expected)
      }),
      { numRuns: 5_000 },
    )
  })

  test('an instant keeps its zone and is answered in UTC', () => {
    const offset = fc.constantFrom('+09:00', '+0900', '+09', 'Z', '-05:30', '+14:00')
    const milliseconds = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2039, 0) })
    fc.assert(
      fc.property(milliseconds, offset, fc.constantFrom('T', ' '), (at, zone, gap) => {
        const wall = new Date(Math.floor(at / 1000) * 1000).toISOString().slice(0, 19)
        const expected = Temporal.Instant.from(wall + (zone === '+0900' || zone === '+09' ? '+09:00' : zone))
        assert.equal(readWrittenDate(wall.replace('T', gap) + zone), expected.toString())
      }),
    )
    assert.equal(readWrittenDate('2026/4/1 9:05 JST'), '2026-04-01T00:05:00Z')
    assert.equal(readWrittenDate('2027-01-01 00:00:00+00'), '2027-01-01T00:00:00Z')
    assert.equal(readWrittenDate('2026-04-01T09:05:33.123456+09:00'), '2026-04-01T00:05:33Z')
  })

  test('a time without a zone is no instant, so only its day is answered', () => {
    assert.equal(readWrittenDate('20260401090533'), '2026-04-01')
    assert.equal(readWrittenDate('令和8年4月1日 9時5分'), '2026-04-01')
    assert.equal(readWrittenDate('2026-04-01T09:05'), '2026-04-01')
  })

  for (const [text, why] of [
    ['26/4/1', 'a two-digit year may be 1926 or 2026'],
    ['08.4.1', 'a year without its era may be anything'],
    ['平成32年1月1日', 'Heisei ended in its year 31'],
    ['平成31年5月1日', 'that day was already Reiwa'],
    ['令和元年4月30日', 'that day was still Heisei'],
    ['令和0年1月1日', 'eras begin with year 1'],
    ['昭和64年1月8日', 'Shōwa ended the day before'],
    ['昭和99年1月1日', 'Shōwa ended in its year 64'],
    ['2026年2月30日', 'February has no such day'],
    ['1900-02-29', '1900 was no leap year'],
    ['2026-00-10', 'there is no month 0'],
    ['2026/4-1', 'the marks differ'],
    ['4/1/2026', 'day and month cannot be told apart'],
    ['2026-04-01T24:00', 'a day has no hour 24'],
    ['2026-04-01 9:60', 'an hour has no minute 60'],
    ['2026-04-01T09:00+99:00', 'no zone lies so far away'],
    ['9999-12-31T23:30-09:00', 'the year would have five digits in UTC'],
    ['1601-01-01', 'older than anything an account list can mean'],
    ['46113', 'a spreadsheet serial number'],
    ['', 'nothing'],
    [`2026-04-01${' '.repeat(1000)}x`, 'too long'],
  ] as const) {
    test(`"${text.slice(0, 24)}" is refused: ${why}`, () => assert.equal(readWrittenDate(text), undefined))
  }

  test('no text makes it throw, and what it answers it reads back', () => {
    const piece = fc.constantFrom(
      '令和',
      '平成',
      '元',
      '年',
      '月',
      '日',
      'R',
      '-',
      '/',
      '.',
      ':',
      'T',
      'Z',
      '+09',
      '8',
      '12',
      '2026',
      '４',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 9 }).map(pieces => pieces.join('')),
        ),
        text => {
          const date = readWrittenDate(text)
          if (date !== undefined) assert.equal(readWrittenDate(date), date)
        },
      ),
      { numRuns: 5_000 },
    )
  })
})
