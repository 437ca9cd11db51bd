import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readStep, usualLadder, writeStep } from '../../src/core/ladder.ts'
import type { LadderStep } from '../../src/core/policy.ts'

test('a step is written as people say it', () => {
  assert.deepEqual(readStep('3 business days'), { businessDays: 3 })
  assert.deepEqual(readStep('1 business day'), { businessDays: 1 })
  assert.deepEqual(readStep('14 days'), { days: 14 })
  assert.deepEqual(readStep('today'), { days: 0 })
  assert.equal(readStep('off'), 'off')
})

test('whatever is not written so is not guessed at', () => {
  const wrong = [
    '',
    '3',
    'days',
    '3 buisness days',
    '0 days',
    '-1 days',
    '1.5 days',
    '03 days',
    ' 3 days',
    '3  days',
    'OFF',
  ]
  assert.deepEqual(
    wrong.map(text => readStep(text)),
    wrong.map(() => undefined),
  )
})

test('every step reads as it was written', () => {
  const step: fc.Arbitrary<LadderStep> = fc.oneof(
    fc.constant<LadderStep>('off'),
    fc.integer({ min: 0, max: 9999 }).map(days => ({ days })),
    fc.integer({ min: 1, max: 9999 }).map(businessDays => ({ businessDays })),
  )
  fc.assert(fc.property(step, value => assert.deepEqual(readStep(writeStep(value)), value)))
})

test('rotation by age is off until somebody demands it', () => {
  assert.equal(usualLadder.age, 'off')
})
