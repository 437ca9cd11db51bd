import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Account, Assessment } from '../../src/core/account.ts'
import { isMessageKey, render } from '../../src/core/message.ts'
import { hintOf } from '../../src/core/refusal.ts'
import type { RotationTask, TaskReason } from '../../src/core/rotation.ts'
import { judgeRotation, type RotationJudgement, type SeenAccount } from '../../src/core/rotation-proof.ts'

const print = (name: string, key = 'key1') => `f1.${key}.argon2id.${name}`

const task: RotationTask = {
  id: 'task-7',
  system: 'ftp',
  login: 'tanaka',
  status: 'open',
  risk: 97,
  reasons: [],
  openedAt: '2026-11-02T09:00:00Z',
  dueAt: '2026-11-09T09:00:00Z',
  old: { fingerprint: print('old'), stem: print('old-stem'), hashFingerprint: print('old-hash') },
}

const assessment: Assessment = {
  credential: 'clear',
  fingerprint: print('new'),
  stem: print('new-stem'),
  hashFingerprint: print('new-hash'),
  score: 4,
  weaknesses: [],
}

interface Case {
  readonly task?: Partial<RotationTask>
  readonly assessment?: Assessment
  readonly previousFingerprints?: readonly string[]
  readonly seen?: Partial<SeenAccount>
  readonly account?: Partial<Account>
}

function judge(differs: Case = {}): RotationJudgement {
  const account: Account = {
    id: 'account-1',
    system: 'ftp',
    login: 'tanaka',
    assessment: differs.assessment ?? assessment,
    list: 'list-9',
    firstSeenAt: '2026-04-01T00:00:00Z',
    lastSeenAt: '2026-11-23T09:00:00Z',
    previousFingerprints: differs.previousFingerprints ?? [print('old'), print('older')],
    ...differs.account,
  }
  return judgeRotation(
    { ...task, ...differs.task },
    {
      account,
      list: 'list-9',
      at: '2026-11-23T09:00:00Z',
      policyViolations: [],
      fingerprintUsedBy: [],
      ...differs.seen,
    },
  )
}

/** The outcome with the reason's key, and that the reason is a whole sentence in both languages. */
function verdictOf(judgement: RotationJudgement): string {
  if ('proof' in judgement) return judgement.outcome
  const { key, values } = judgement.refusal
  assert.ok(isMessageKey(key))
  for (const language of ['en', 'ja'] as const) {
    assert.match(render(language, key, values), /tanaka/)
    assert.doesNotMatch(`${render(language, key, values)}${hintOf(language, key, values)}`, /\{|undefined/)
  }
  return `${judgement.outcome}: ${key}`
}

function without(...fields: readonly (keyof Assessment)[]): Assessment {
  const kept = Object.entries(assessment).filter(([name]) => !fields.some(field => field === name))
  return { credential: 'clear', weaknesses: [], ...Object.fromEntries(kept) }
}

const hashOnly: Assessment = { ...without('fingerprint', 'stem', 'score'), credential: 'hash' }

describe('what closes a rotation task', () => {
  test('a new password that passes every check, with a proof that lists each of them', () => {
    const judgement = judge()
    assert.equal(judgement.outcome, 'rotated')
    assert.ok('proof' in judgement)
    assert.deepEqual(judgement.proof, {
      outcome: 'rotated',
      provedAt: '2026-11-23T09:00:00Z',
      list: 'list-9',
      checks: [
        { check: 'fingerprint-changed', result: 'passed' },
        { check: 'accepted-by-policy', result: 'passed' },
        { check: 'not-one-of-last-four', result: 'passed' },
        { check: 'not-another-accounts', result: 'passed' },
        { check: 'not-a-variant', result: 'passed' },
      ],
    })
  })

  test('an account the list no longer shows is removed, never rotated', () => {
    const judgement = judge({ seen: { account: undefined } })
    assert.ok('proof' in judgement)
    assert.equal(judgement.outcome, 'account removed')
    assert.equal(judgement.proof.outcome, 'account removed')
    assert.deepEqual(judgement.proof.checks, [{ check: 'account-absent-from-list', result: 'passed' }])
  })

  test('a leaver’s account that nobody can log in to any more is disabled, never rotated', () => {
    const leaver: TaskReason = { rule: 'AC-06', reason: 'active', values: {}, cause: 'leaver' }
    const judgement = judge({ task: { reasons: [leaver] }, account: { enabled: false } })
    assert.ok('proof' in judgement)
    assert.equal(judgement.outcome, 'account disabled')
    assert.deepEqual(judgement.proof.checks, [{ check: 'account-disabled-in-list', result: 'passed' }])
    const locked = judge({
      task: { reasons: [leaver] },
      assessment: { credential: 'locked', weaknesses: [] },
    })
    assert.equal(locked.outcome, 'account disabled')
    const byHand: TaskReason = { rule: 'manual', reason: 'seen on a note', values: {}, cause: 'manual' }
    const same = { assessment: { ...assessment, fingerprint: print('old') }, previousFingerprints: [] }
    for (const reasons of [[], [{ ...leaver, cause: 'weak' as const }], [leaver, byHand]]) {
      const kept = judge({ task: { reasons }, account: { enabled: false }, ...same })
      assert.equal(verdictOf(kept), 'not-rotated: rotation-unchanged')
    }
  })

  test('the account itself among those with this password is no other account', () => {
    const fingerprintUsedBy = [{ system: 'ftp', login: 'tanaka' }]
    assert.equal(verdictOf(judge({ seen: { fingerprintUsedBy } })), 'rotated')
  })

  test('a password without a stem (digits only) can be rotated from and to', () => {
    const { stem: _, ...old } = task.old
    assert.equal(verdictOf(judge({ task: { old } })), 'rotated')
    assert.equal(verdictOf(judge({ assessment: without('stem') })), 'rotated')
  })
})

describe('what keeps it open', () => {
  const cases: Readonly<Record<string, readonly [Case, string]>> = {
    'the same password': [
      { assessment: { ...assessment, fingerprint: print('old') }, previousFingerprints: [] },
      'not-rotated: rotation-unchanged',
    ],
    'the same password under a claim': [
      {
        task: { status: 'claimed', claimedBy: 'tanaka' },
        assessment: { ...assessment, fingerprint: print('old') },
        previousFingerprints: [],
      },
      'not-rotated: rotation-unchanged',
    ],
    'the same hash, though never opened': [
      {
        assessment: { ...hashOnly, hashFingerprint: print('old-hash') },
        seen: { policyViolations: undefined },
      },
      'not-rotated: rotation-unchanged',
    ],
    'a password changed and changed back': [
      {
        assessment: { ...assessment, fingerprint: print('old') },
        previousFingerprints: [print('between'), print('old')],
      },
      'not-rotated: rotation-swapped-back',
    ],
    'a new password the policy does not accept': [
      { seen: { policyViolations: ['PW-06', 'PW-07'] } },
      'not-rotated: rotation-against-policy',
    ],
    'a new password of which the policy cannot tell': [
      { seen: { policyUndecided: ['PW-06'] } },
      'unknown: rotation-policy-undecided',
    ],
    'a password of earlier times': [
      { previousFingerprints: [print('old'), print('older'), print('oldest'), print('new')] },
      'not-rotated: rotation-used-before',
    ],
    'the password of another account': [
      { seen: { fingerprintUsedBy: [{ system: 'accounting', login: 'tanaka' }] } },
      'not-rotated: rotation-shared',
    ],
    'the old password with another year': [
      { assessment: { ...assessment, variant: 'stem' } },
      'not-rotated: rotation-variant',
    ],
    'the old password with one character more': [
      { assessment: { ...assessment, variant: 'one-character-more' } },
      'not-rotated: rotation-variant',
    ],
    'a password with the old stem': [
      { assessment: { ...assessment, stem: print('old-stem') } },
      'not-rotated: rotation-variant',
    ],
    'a fault that is known, beside things that are not': [
      { assessment: hashOnly, seen: { fingerprintUsedBy: [{ system: 'mail', login: 'sato' }] } },
      'not-rotated: rotation-shared',
    ],
    'a new hash that nobody could open': [
      { assessment: hashOnly, seen: { policyViolations: undefined } },
      'unknown: rotation-not-rated',
    ],
    'a new password whose rating did not end': [
      { seen: { policyViolations: undefined } },
      'unknown: rotation-not-rated',
    ],
    'a locked account': [
      { assessment: { credential: 'locked', weaknesses: [] } },
      'unknown: rotation-locked',
    ],
    'a list without passwords': [
      { assessment: { credential: 'absent', weaknesses: [] } },
      'unknown: rotation-not-shown',
    ],
    'a fingerprint under another key': [
      { assessment: { ...assessment, fingerprint: print('new', 'key2') } },
      'unknown: rotation-incomparable',
    ],
    'a history under another key': [
      { previousFingerprints: [print('old'), print('older', 'key0')] },
      'unknown: rotation-incomparable',
    ],
    'an old password that was never seen': [
      { task: { old: {} }, previousFingerprints: [] },
      'unknown: rotation-incomparable',
    ],
  }
  for (const [what, [differs, expected]] of Object.entries(cases)) {
    test(`${what}: ${expected}`, () => assert.equal(verdictOf(judge(differs)), expected))
  }

  test('several faults are told by the first, and every check is answered', () => {
    const judgement = judge({
      assessment: { ...assessment, variant: 'stem' },
      seen: { policyViolations: ['PW-07'], fingerprintUsedBy: [{ system: 'mail', login: 'sato' }] },
    })
    assert.equal(verdictOf(judgement), 'not-rotated: rotation-against-policy')
    assert.ok('checks' in judgement)
    assert.deepEqual(
      judgement.checks.map(({ result }) => result),
      ['passed', 'failed', 'passed', 'failed', 'failed'],
    )
  })

  test('the reason counts the other accounts and names none of them', () => {
    const judgement = judge({ seen: { fingerprintUsedBy: [{ system: 'accounting', login: 'suzuki' }] } })
    assert.ok('refusal' in judgement)
    assert.deepEqual(judgement.refusal.values, { login: 'tanaka', count: 1 })
  })

  test('the rules that the new password breaks are named', () => {
    const judgement = judge({ seen: { policyViolations: ['PW-06', 'PW-07'] } })
    assert.ok('refusal' in judgement)
    assert.match(render('en', 'rotation-against-policy', judgement.refusal.values), /PW-06, PW-07/)
  })
})
