import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeReuse } from '../../src/core/reuse.ts'
import type { Peer } from '../../src/core/rule.ts'
import { exampleSubject } from '../rules-subject.ts'

const peers = (count: number): readonly Peer[] =>
  Array.from({ length: count }, (_, index) => ({ system: `ftp-${index}`, systemKind: 'ftp', login: 'sato' }))

test('the evidence names the first twenty accounts that fall too, and counts them all', () => {
  const subject = exampleSubject('account', { peers: peers(50), peerCount: 120 })
  const verdict = judgeReuse(subject, 'same', subject.peers.slice(1))
  assert.ok(verdict.verdict === 'bad')
  assert.deepEqual(verdict.values, { count: 49, named: 'ftp-1:sato, ftp-2:sato, ftp-3:sato …' })
  const { samePassword, samePasswordCount } = verdict.evidence
  assert.equal(samePasswordCount, 120)
  assert.ok(Array.isArray(samePassword))
  assert.equal(samePassword.length, 20)
  assert.equal(samePassword[19], 'ftp-20:sato')
})

test('accounts beyond those looked at might be the ones that matter', () => {
  const subject = exampleSubject('account', {
    account: { assessment: { fingerprint: 'f1.k.hmac.a' } },
    peers: peers(50),
    peerCount: 51,
  })
  assert.deepEqual(judgeReuse(subject, 'same', []), {
    verdict: 'unknown',
    reason: 'not-all-compared',
    values: { count: 51, compared: 50 },
  })
})

test('a salted hash cannot be compared; an unsalted one can', () => {
  const judge = (hashClass: 'slow' | 'unsalted') => {
    const hash = { scheme: 'some', class: hashClass, parameters: {} }
    const assessment = { credential: 'hash', hashFingerprint: 'h1.k.hmac.a', hash } as const
    return judgeReuse(exampleSubject('account', { account: { assessment } }), 'same', []).verdict
  }
  assert.equal(judge('slow'), 'unknown')
  assert.equal(judge('unsalted'), 'good')
})

test('each account is told of its own peers, also when the first of them are those of the account before', () => {
  const all = peers(50)
  const named = (shared: readonly Peer[]) => {
    const verdict = judgeReuse(exampleSubject('account', { peers: all, peerCount: 120 }), 'same', shared)
    return verdict.verdict === 'bad' ? verdict.values : assert.fail()
  }
  const three = 'ftp-0:sato, ftp-1:sato, ftp-2:sato'
  assert.deepEqual(named(all), { count: 50, named: `${three} …` })
  assert.deepEqual(named(all.slice(0, 21)), { count: 21, named: `${three} …` })
  assert.deepEqual(named(all.slice(0, 3)), { count: 3, named: three })
  assert.deepEqual(named(all.slice(1, 21)), { count: 20, named: 'ftp-1:sato, ftp-2:sato, ftp-3:sato …' })
})
