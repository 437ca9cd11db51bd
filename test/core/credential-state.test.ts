import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Assessment } from '../../src/core/account.ts'
import { canLogIn, whyUnseen } from '../../src/core/credential-state.ts'
import { exampleSubject } from '../rules-subject.ts'

const { account } = exampleSubject('account', {})
const assessed = (assessment: Partial<Assessment>): Assessment => ({ ...account.assessment, ...assessment })

test('an account lets somebody in until it is known not to', () => {
  assert.equal(canLogIn(account), true, 'nothing known')
  assert.equal(canLogIn({ ...account, enabled: true }), true)
  assert.equal(canLogIn({ ...account, enabled: false }), false)
  assert.equal(canLogIn({ ...account, assessment: assessed({ credential: 'locked' }) }), false)
})

test('a password counts as seen once it has a score, even if it had to be opened from its hash', () => {
  assert.equal(whyUnseen(assessed({ credential: 'clear', score: 0 })), undefined)
  assert.equal(whyUnseen(assessed({ credential: 'hash', score: 3 })), undefined)
})

test('a password that was not rated says why', () => {
  assert.equal(whyUnseen(assessed({ credential: 'hash' })), 'not-rated')
  assert.equal(whyUnseen(assessed({ credential: 'absent' })), 'absent')
})
