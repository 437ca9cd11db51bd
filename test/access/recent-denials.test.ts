import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { DecisionBook } from '../../src/access/decision-book.ts'
import { wasDenied } from '../../src/access/recent-denials.ts'
import type { DecisionRecord } from '../../src/core/decision.ts'
import { openBuilt } from '../built.ts'

const { parts } = await openBuilt({ now: '2026-11-23T01:00:00Z' })
const denied: DecisionRecord = {
  at: '2026-11-23T01:00:00.500Z',
  system: 'mail',
  ip: '203.0.113.9',
  login: 'Tanaka@aoba.example',
  allow: false,
  wouldAllow: false,
  rule: 'not-listed',
  mode: 'enforce',
}
const asked = { system: 'mail', login: 'tanaka', since: '2026-11-23T01:00:00.000Z' }

test('A login that a gate denied this moment is known to have been, before it is written', async () => {
  const own = { ...parts, isShared: false, wait }
  assert.equal(await wasDenied(own, asked), false)
  for (const differs of [
    { allow: true },
    { system: 'shop' },
    { login: 'sato' },
    { at: '2026-11-23T00:59:59.999Z' },
  ]) {
    parts.decisionBook.note({ ...denied, ...differs })
  }
  assert.equal(await wasDenied(own, asked), false)
  parts.decisionBook.note(denied)
  assert.equal(await wasDenied(own, asked), true)
  assert.equal(await wasDenied(own, { ...asked, since: '2026-11-23T01:00:01.000Z' }), false)
})

test('It is found behind a flood of others who were denied', async () => {
  const strangers = Array.from({ length: 1_200 }, (_, at) => ({ ...denied, login: `guess${at}` }))
  for (const each of strangers) parts.decisionBook.note(each)
  assert.equal(await wasDenied({ ...parts, isShared: false, wait }, asked), true)
})

test('What another process has decided is waited for, though its clock be a little behind', async () => {
  const other = new DecisionBook(parts, { kept: 1_000, keptDays: 1 })
  const late = { ...asked, login: 'mori', since: '2026-11-23T01:00:01.000Z' }
  const asking = wasDenied({ ...parts, isShared: true, wait }, late)
  await wait(100)
  other.note({ ...denied, login: 'mori' })
  assert.equal(await asking, true)
})
