import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../src/core/secret.ts'
import { PassingQueue } from '../../src/login-rating/passing-queue.ts'

const passing = (mark: string, isChecked: boolean) => ({
  system: 'ftp',
  login: 'tanaka',
  mark,
  password: new Secret('spring-of-2026'),
  isChecked,
})

test('What is known to be right goes before guesses, and no flood of guesses takes its place', () => {
  const queue = new PassingQueue({ checked: 2, guesses: 1 })
  const added = [
    passing('guess 1', false),
    passing('guess 2', false),
    passing('right 1', true),
    passing('right 2', true),
    passing('right 3', true),
  ].map(each => queue.add(each))
  assert.deepEqual(added, [true, false, true, true, false])
  assert.deepEqual(
    [queue.next(), queue.next(), queue.next(), queue.next()].map(each => each?.mark),
    ['right 1', 'right 2', 'guess 1', undefined],
  )
  assert.equal(queue.isEmpty, true)
})

test('A guess that waits and is found right meanwhile is taken for right', () => {
  const queue = new PassingQueue({ checked: 2, guesses: 2 })
  queue.add(passing('a', false))
  queue.add(passing('b', false))
  queue.vouchFor('b')
  assert.deepEqual([queue.next()?.isChecked, queue.next()?.isChecked], [false, true])
})
