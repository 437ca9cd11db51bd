import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../src/core/refusal.ts'
import { OwedWork } from '../../src/intake/owed-work.ts'

/** A disk with or without room, and what was done and reported. */
function desk(hasRoom = true) {
  const state = { hasRoom, done: [] as string[], reported: [] as string[] }
  const requireRoom = () => {
    if (!state.hasRoom) throw new Refusal('storage-full', 'storage-full', { free: 0, needed: 16 })
  }
  const reportFault = (where: string) => void state.reported.push(where)
  const work = (name: string) => async () => {
    requireRoom()
    state.done.push(name)
  }
  return { state, owed: new OwedWork({ requireRoom, reportFault }), work }
}

test('what a full disk prevents is done, in order and once, when there is room', async () => {
  const { state, owed, work } = desk(false)
  await owed.attempt('audit a', work('a'))
  await owed.attempt('audit b', work('b'))
  assert.deepEqual([state.done, state.reported], [[], ['audit a', 'audit b']])
  await assert.rejects(owed.pay(), { kind: 'storage-full' }, 'whoever comes next is told')
  state.hasRoom = true
  await owed.pay()
  await owed.pay()
  assert.deepEqual(state.done, ['a', 'b'])
})

test('those who come at the same time wait for the same payment', async () => {
  const { state, owed, work } = desk()
  owed.note('discard list', work('discard'))
  await Promise.all([owed.pay(), owed.pay()])
  assert.deepEqual(state.done, ['discard'])
})

test('a fault of our own is reported and not repeated, and does not hold up the rest', async () => {
  const { state, owed, work } = desk()
  owed.note('broken', async () => {
    throw new TypeError('ours')
  })
  owed.note('whole', work('whole'))
  await owed.pay()
  await owed.pay()
  assert.deepEqual([state.done, state.reported], [['whole'], ['broken']])
})

test('after a stop nothing more begins', async () => {
  const { state, owed, work } = desk()
  owed.note('first', work('first'))
  owed.note('second', work('second'))
  const paying = owed.pay()
  await owed.stop()
  await paying
  await owed.pay()
  assert.deepEqual(state.done, ['first'])
})
