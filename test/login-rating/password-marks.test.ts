import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../src/core/secret.ts'
import { PasswordMarks } from '../../src/login-rating/password-marks.ts'

const about = { system: 'ftp', login: 'tanaka', password: new Secret('spring-of-2026') }

test('A password is known again by its system, login and text together, and by no other process', () => {
  const marks = new PasswordMarks(10)
  assert.equal(marks.markOf(about), marks.markOf({ ...about, password: new Secret('spring-of-2026') }))
  const others = [
    { ...about, system: 'shop' },
    { ...about, login: 'sato' },
    { ...about, password: new Secret('spring-of-2027') },
    // Where one ends and the next begins must not blur.
    { ...about, system: 'ftpt', login: 'anaka' },
  ]
  for (const other of others) assert.notEqual(marks.markOf(other), marks.markOf(about))
  assert.notEqual(new PasswordMarks(10).markOf(about), marks.markOf(about))
})

test('However many pass, no more are kept than there is room for, and the oldest go', () => {
  const marks = new PasswordMarks(50)
  for (let at = 0; at < 10_000; at += 1) marks.set(`mark ${at}`, { fingerprint: `f1.k.h.${at}` })
  assert.equal(marks.size, 50)
  assert.equal(marks.get('mark 9949'), undefined)
  assert.equal(marks.get('mark 9950')?.fingerprint, 'f1.k.h.9950')
  marks.forget('mark 9999')
  assert.equal(marks.get('mark 9999'), undefined)
})
