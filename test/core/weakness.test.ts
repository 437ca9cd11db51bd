import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Assessment } from '../../src/core/account.ts'
import { judgeWeakness } from '../../src/core/weakness.ts'
import { exampleSubject } from '../rules-subject.ts'

const { account } = exampleSubject('account', {})
const judge = (assessment: Partial<Assessment>, enabled = true) =>
  judgeWeakness({ ...account, enabled, assessment: { ...account.assessment, ...assessment } }, [
    'keyboard',
    'date',
  ])

test('the first code asked for is the reason, and all that apply are the evidence', () => {
  assert.deepEqual(judge({ credential: 'clear', score: 2, weaknesses: ['date', 'common', 'keyboard'] }), {
    verdict: 'bad',
    reason: 'keyboard',
    values: {},
    evidence: { weaknesses: ['keyboard', 'date'] },
  })
})

test('a weakness that was found counts although there is no score', () => {
  const verdict = judge({ credential: 'clear', weaknesses: ['date'] })
  assert.equal(verdict.verdict, 'bad')
})

test('no weakness found is good only for a password that was rated', () => {
  assert.deepEqual(judge({ credential: 'clear', score: 1, weaknesses: ['common'] }), { verdict: 'good' })
  assert.deepEqual(judge({ credential: 'hash' }), { verdict: 'unknown', reason: 'not-rated', values: {} })
})

test('a password nobody can log in with is left alone', () => {
  assert.equal(judge({ credential: 'clear', weaknesses: ['date'] }, false).verdict, 'good')
  assert.equal(judge({ credential: 'locked', weaknesses: ['date'] }).verdict, 'good')
})
