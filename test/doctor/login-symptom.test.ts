import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Noted } from '../../src/doctor/desk.ts'
import type { Knocked } from '../../src/doctor/knock.ts'
import { judgeLogin, type LoginEvidence } from '../../src/doctor/login-symptom.ts'

const from = '192.0.2.7'
const noted = (allow: boolean, wouldAllow: boolean, ip = from): readonly Noted[] => [
  { ip, allow, wouldAllow, login: null, reason: 'because', text: `${ip} ${allow}` },
]
const yes = noted(true, true)
const no = noted(false, false)
const reported = noted(true, false)
const nothing: readonly Noted[] = []

const listed = true
const stranger = false
type Row = readonly [
  about: string,
  is: LoginEvidence['visitor']['is'],
  asks: LoginEvidence['asks'],
  isListed: boolean,
  decided: readonly Noted[],
  did: NonNullable<Knocked['did']>,
  verdict: string,
  key: string,
]

const rows: readonly Row[] = [
  ['asked, and lets try', 'made-up', 'anybody', listed, yes, 'refused', 'good', 'login-asked'],
  ['asked, and talks on', 'made-up', 'anybody', listed, yes, 'heard', 'good', 'login-asked'],
  ['asked, and lets in', 'right', 'anybody', listed, yes, 'in', 'good', 'login-in'],
  [
    'asked, and turns away all the same',
    'right',
    'anybody',
    listed,
    yes,
    'turned-away',
    'bad',
    'login-kept-out',
  ],
  ['asked, and does not know the password', 'right', 'anybody', listed, yes, 'refused', 'bad', 'login-wrong'],
  ['told no, and turns away', 'made-up', 'anybody', stranger, no, 'turned-away', 'good', 'out'],
  [
    'told no, and refuses what is nobody’s',
    'made-up',
    'known',
    stranger,
    no,
    'refused',
    'unknown',
    'login-unseen',
  ],
  ['told no, and refuses a right one', 'right', 'known', stranger, no, 'refused', 'good', 'out'],
  ['told no, and lets in', 'right', 'anybody', stranger, no, 'in', 'bad', 'login-let-in'],
  ['told no, and talks on', 'made-up', 'anybody', stranger, no, 'heard', 'bad', 'login-let-in'],
  ['told no for the login’s sake', 'made-up', 'anybody', listed, no, 'refused', 'unknown', 'login-otherwise'],
  ['a system that only reports', 'right', 'anybody', stranger, reported, 'in', 'unknown', 'reports-only'],
  [
    'not asked, and judges the password',
    'made-up',
    'anybody',
    listed,
    nothing,
    'refused',
    'bad',
    'login-unasked',
  ],
  ['not asked, and lets in', 'right', 'known', stranger, nothing, 'in', 'bad', 'login-unasked-in'],
  ['not asked, and turns away', 'made-up', 'anybody', listed, nothing, 'turned-away', 'bad', 'login-unheard'],
  [
    'not asked, and refuses a right one',
    'right',
    'anybody',
    listed,
    nothing,
    'refused',
    'bad',
    'login-unheard',
  ],
  [
    'not asked about nobody’s login',
    'made-up',
    'known',
    listed,
    nothing,
    'refused',
    'unknown',
    'login-nobody',
  ],
  ['not asked about a login it knows', 'named', 'known', listed, nothing, 'refused', 'bad', 'login-unasked'],
  ['not asked yet, before the key', 'made-up', 'right', listed, nothing, 'heard', 'unknown', 'login-needed'],
  [
    'not asked yet, the key refused',
    'right',
    'right',
    listed,
    nothing,
    'refused',
    'unknown',
    'login-too-early',
  ],
  ['not asked, the key let in', 'right', 'right', listed, nothing, 'in', 'bad', 'login-unasked-in'],
  [
    'asked about another',
    'right',
    'anybody',
    listed,
    noted(false, false, '203.0.113.9'),
    'refused',
    'bad',
    'other-address',
  ],
  ['asked about nobody', 'right', 'anybody', listed, noted(false, false, ''), 'refused', 'bad', 'no-address'],
]

for (const [about, is, asks, isListed, decided, did, verdict, key] of rows) {
  test(`A login tells of a server: ${about}`, () => {
    const found = judgeLogin(from, { knocked: { from, did }, visitor: { is }, asks, isListed, decided })
    assert.deepEqual([found.verdict, found.key, found.from], [verdict, `doctor-${key}`, from])
  })
}

test('A login that nobody answered tells by which fault', () => {
  const evidence = { visitor: { is: 'made-up' }, asks: 'anybody', isListed: true, decided: [] } as const
  const found = judgeLogin(from, { ...evidence, knocked: { trouble: 'ECONNREFUSED' } })
  assert.deepEqual([found.key, found.values], ['doctor-no-answer', { trouble: 'ECONNREFUSED' }])
})
