import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import ICAL from 'ical.js'
import type { RotationTask } from '../../src/core/rotation.ts'
import { renderCalendar } from '../../src/http/calendar.ts'

const now = '2026-11-23T04:05:06.000Z'
const task: RotationTask = {
  id: 'task_1',
  system: 'ftp',
  login: 'tanaka',
  owner: 'sato',
  status: 'open',
  risk: 97,
  reasons: [{ rule: 'PW-01', reason: 'blank', values: {}, cause: 'weak' }],
  openedAt: now,
  dueAt: '2026-11-30T15:00:00.000Z',
  old: { fingerprint: 'f1.k.c.secret' },
}

test('A task is an all-day event on its due date, with who and where but never why', () => {
  assert.equal(
    renderCalendar([task], 'en', now, 'UTC'),
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Kagimori//Rotation tasks//EN',
      'X-WR-CALNAME:Kagimori: passwords to change',
      'BEGIN:VEVENT',
      'UID:task_1@kagimori',
      'DTSTAMP:20261123T040506Z',
      'DTSTART;VALUE=DATE:20261130',
      'SUMMARY:Change the password of tanaka on ftp',
      'DESCRIPTION:Owner: sato',
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-PT15H',
      'DESCRIPTION:Change the password of tanaka on ftp',
      'END:VALARM',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:PT9H',
      'DESCRIPTION:Change the password of tanaka on ftp',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  )
})

test('The day is the one on the wall where the company works', () => {
  const due = { ...task, dueAt: '2026-11-30T15:30:00.000Z' }
  assert.match(renderCalendar([due], 'en', now, 'Asia/Tokyo'), /VALUE=DATE:20261201/)
  assert.match(renderCalendar([due], 'en', now, 'America/New_York'), /VALUE=DATE:20261130/)
})

test('It speaks Japanese to a Japanese reader, and a day without tasks is still a calendar', () => {
  assert.match(renderCalendar([task], 'ja', now, 'UTC'), /SUMMARY:ftp の tanaka のパスワードを変更する/)
  assert.match(renderCalendar([], 'ja', now, 'UTC'), /^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/)
})

test('No login can write lines of its own, and no line is longer than 75 octets', () => {
  const nasty = fc.string({ unit: 'binary', maxLength: 300 })
  fc.assert(
    fc.property(nasty, nasty, (login, owner) => {
      const text = renderCalendar([{ ...task, login: `x\r\nATTACH:${login}`, owner }], 'en', now, 'UTC')
      const lines = text.split('\r\n')
      for (const line of lines) assert.ok(Buffer.byteLength(line) <= 75, line)
      const unfolded = text.replaceAll('\r\n ', '').split('\r\n')
      assert.equal(unfolded.length, 24)
      assert.equal(/[^\r]\n|\r[^\n]/.test(text), false)
    }),
  )
})

test('ical.js finds every task as an all-day event with its two alarms', () => {
  const login = '青葉;商事,x\\y\n'.repeat(9)
  const feed = renderCalendar([task, { ...task, id: 'task_2', login }], 'ja', now, 'Asia/Tokyo')
  const calendar = new ICAL.Component(ICAL.parse(feed))
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0')
  const events = calendar.getAllSubcomponents('vevent').map(event => new ICAL.Event(event))
  assert.deepEqual(
    events.map(({ uid, startDate, duration }) => [
      uid,
      startDate.toString(),
      startDate.isDate,
      duration.toString(),
    ]),
    [
      ['task_1@kagimori', '2026-12-01', true, 'P1D'],
      ['task_2@kagimori', '2026-12-01', true, 'P1D'],
    ],
  )
  assert.equal(events[1]?.summary, `ftp の ${login} のパスワードを変更する`)
  const alarms = calendar.getFirstSubcomponent('vevent')?.getAllSubcomponents('valarm')
  assert.deepEqual(
    alarms?.map(alarm => String(alarm.getFirstPropertyValue('trigger'))),
    ['-PT15H', 'PT9H'],
  )
})

test('whatever a login holds, ical.js reads it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), login => {
      const [event] = new ICAL.Component(
        ICAL.parse(renderCalendar([{ ...task, login }], 'en', now, 'UTC')),
      ).getAllSubcomponents('vevent')
      const readable = login.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, '')
      assert.equal(event?.getFirstPropertyValue('summary'), `Change the password of ${readable} on ftp`)
    }),
  )
})
