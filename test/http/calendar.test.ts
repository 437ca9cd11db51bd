import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import type { RotationTask } from '../../src/core/rotation.ts'
import { renderCalendar } from '../../src/http/calendar.ts'
import { needs } from '../debian.ts'

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

/** Another reader of RFC 5545, written in another language: unfolds, cuts at the first colon, and keeps the nesting. */
const reader = `
import json, re, sys
text = sys.stdin.buffer.read().decode()
assert text.endswith(chr(13) + chr(10)) and not re.search(r'(?<!\\r)\\n', text)
lines = re.sub(r'\\r\\n[ \\t]', '', text).split('\\r\\n')[:-1]
stack, events = [], []
for line in lines:
    name, value = line.split(':', 1)
    if name == 'BEGIN':
        stack.append((value, {}, []))
    elif name == 'END':
        kind, fields, children = stack.pop()
        assert kind == value
        if kind == 'VALARM': stack[-1][2].append(fields['TRIGGER'])
        if kind == 'VEVENT': events.append([fields, children])
    else:
        stack[-1][1][name] = re.sub(r'\\\\(.)', lambda found: '\\n' if found[1] in 'nN' else found[1], value)
assert stack == []
print(json.dumps(events))
`

test('A reader of another make finds every task as an all-day event with its two alarms', t => {
  const python = needs(t, 'python3', 'python3')
  if (python === undefined) return
  const login = '青葉;商事,x\\y\n'.repeat(9)
  const feed = renderCalendar([task, { ...task, id: 'task_2', login }], 'ja', now, 'Asia/Tokyo')
  const { stdout, stderr } = spawnSync(python, ['-c', reader], { input: feed, encoding: 'utf8' })
  const events = JSON.parse(stdout || stderr) as [Record<string, string>, string[]][]
  assert.deepEqual(
    events.map(([fields]) => [fields['DTSTART;VALUE=DATE'], fields.UID]),
    [
      ['20261201', 'task_1@kagimori'],
      ['20261201', 'task_2@kagimori'],
    ],
  )
  assert.equal(events[1]?.[0].SUMMARY, `ftp の ${login} のパスワードを変更する`)
  assert.deepEqual(events[0]?.[1], ['-PT15H', 'PT9H'])
})
