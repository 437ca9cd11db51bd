import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Assessment, HashFacts } from '../../src/core/account.ts'
import { bad } from '../../src/core/rule.ts'
import { judgeStorage } from '../../src/core/storage-scheme.ts'
import { exampleSubject } from '../rules-subject.ts'

const { account } = exampleSubject('account', {})
const judge = (assessment: Partial<Assessment>) =>
  judgeStorage({ ...account, enabled: false, assessment: { ...account.assessment, ...assessment } }, hash =>
    bad(`${hash.scheme} ${hash.class}`),
  )
const reasonOf = (assessment: Partial<Assessment>) => {
  const verdict = judge(assessment)
  return verdict.verdict === 'good' ? 'good' : `${verdict.verdict} ${verdict.reason}`
}

test('a hash is judged by its facts, also on a disabled account and when the password was opened', () => {
  const hash: HashFacts = { scheme: 'bcrypt', class: 'slow', parameters: {} }
  assert.equal(reasonOf({ credential: 'hash', hash }), 'bad bcrypt slow')
  assert.equal(reasonOf({ credential: 'clear', hash }), 'bad bcrypt slow')
})

test('a password shown in clear is stored in clear, unless there is none', () => {
  assert.equal(reasonOf({ credential: 'clear' }), 'bad clear plaintext')
  assert.equal(reasonOf({ credential: 'clear', weaknesses: ['blank'] }), 'good')
})

test('what the list does not show is unknown, and a locked account stores nothing', () => {
  assert.equal(reasonOf({ credential: 'absent' }), 'unknown absent')
  assert.equal(reasonOf({ credential: 'hash' }), 'unknown unrecognised')
  assert.equal(reasonOf({ credential: 'locked' }), 'good')
})
