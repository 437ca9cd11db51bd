import { type Account, type Assessment, compareFingerprints } from './account.ts'
import { canLogIn } from './credential-state.ts'
import type { MessageKey, Values } from './message.ts'
import type { Proof, ProofCheck, RotationTask } from './rotation.ts'

/** What the next import shows of a task's account. */
export interface SeenAccount {
  /** Undefined when the whole list no longer shows the account. */
  readonly account: Account | undefined
  /** The import and its time (RFC 3339). */
  readonly list: string
  readonly at: string
  /** Ids of the rules the new password breaks; undefined when it could not be rated. */
  readonly policyViolations: readonly string[] | undefined
  /** Ids of the rules that saw the new password and still cannot tell whether they accept it. */
  readonly policyUndecided?: readonly string[]
  /** Other accounts with the same password, as far as the fingerprints tell. */
  readonly fingerprintUsedBy: readonly { readonly system: string; readonly login: string }[]
}

/** Why a task stays: `key` is a catalogue sentence for the person who must act. */
interface RotationRefusal {
  readonly key: MessageKey
  readonly values: Values
}

type Proven<O extends Proof['outcome']> = { readonly outcome: O; readonly proof: Proof }
type Unproven<O extends string> = {
  readonly outcome: O
  readonly refusal: RotationRefusal
  readonly checks: readonly ProofCheck[]
}

/** What an import says about a task, with the proof or with the reason there is none. */
export type RotationJudgement =
  | Proven<'rotated'>
  | Proven<'account removed'>
  | Proven<'account disabled'>
  | Unproven<'not-rotated'>
  | Unproven<'unknown'>

type Answer = 'passed' | { readonly result: 'failed' | 'unknown'; readonly refusal: RotationRefusal }

interface Evidence extends SeenAccount {
  readonly task: RotationTask
  readonly account: Account
  readonly assessment: Assessment
}

/** In the order they are told to the reader: the first that fails names the refusal, else the first unknown. */
const checks: Readonly<Partial<Record<ProofCheck['check'], (evidence: Evidence) => Answer>>> = {
  'fingerprint-changed': checkChanged,
  'accepted-by-policy': checkPolicy,
  'not-one-of-last-four': checkEarlier,
  'not-another-accounts': checkOthers,
  'not-a-variant': checkVariant,
}

/**
 * Whether the import proves that a task's old password is gone. Only a new password that passes every check is
 * `rotated`; an account the list no longer shows is `account removed` and a leaver's that nobody can log in to is
 * `account disabled`, never rotated; and where anything cannot be told the answer is `unknown`, which closes nothing.
 * A claim is no evidence: the task's status is not looked at.
 */
export function judgeRotation(task: RotationTask, seen: SeenAccount): RotationJudgement {
  const { account, list, at } = seen
  if (account === undefined) {
    return provenBy('account removed', { provedAt: at, list }, 'account-absent-from-list')
  }
  if (isShutForLeaver(task, account)) {
    return provenBy('account disabled', { provedAt: at, list }, 'account-disabled-in-list')
  }
  const evidence = { ...seen, task, account, assessment: account.assessment }
  const answers = Object.entries(checks).map(([check, answer]) => ({
    check: check as ProofCheck['check'],
    answer: answer(evidence),
  }))
  const made = answers.map(({ check, answer }) => ({
    check,
    result: answer === 'passed' ? answer : answer.result,
  }))
  const objections = answers.flatMap(({ answer }) => (answer === 'passed' ? [] : [answer]))
  const first = objections.find(({ result }) => result === 'failed') ?? objections[0]
  if (first !== undefined) {
    const outcome = first.result === 'failed' ? 'not-rotated' : 'unknown'
    return { outcome, refusal: first.refusal, checks: made }
  }
  return { outcome: 'rotated', proof: { outcome: 'rotated', provedAt: at, list, checks: made } }
}

function provenBy<O extends 'account removed' | 'account disabled'>(
  outcome: O,
  seen: Pick<Proof, 'provedAt' | 'list'>,
  check: ProofCheck['check'],
): Proven<O> {
  return { outcome, proof: { outcome, ...seen, checks: [{ check, result: 'passed' }] } }
}

/**
 * Whoever left is answered by shutting the account: nobody is there to choose another password. Of somebody who is
 * still here it would only put the old password aside, and what an administrator asked for by hand is his to end.
 */
function isShutForLeaver({ reasons }: RotationTask, account: Account): boolean {
  const causes = reasons.map(({ cause }) => cause)
  return !canLogIn(account) && causes.includes('leaver') && !causes.includes('manual')
}

function checkChanged({ task, account, assessment }: Evidence): Answer {
  const { login } = account
  const compared = compareFingerprints(task.old.fingerprint, assessment.fingerprint)
  if (compared === 'different') return 'passed'
  if (compared === 'same') {
    const since = account.previousFingerprints.some(
      each => compareFingerprints(each, assessment.fingerprint) === 'same',
    )
    return failed(since ? 'rotation-swapped-back' : 'rotation-unchanged', { login })
  }
  if (assessment.credential === 'locked') return unknown('rotation-locked', { login })
  if (assessment.credential === 'absent') return unknown('rotation-not-shown', { login })
  const hashes = compareFingerprints(task.old.hashFingerprint, assessment.hashFingerprint)
  if (hashes === 'same') return failed('rotation-unchanged', { login })
  // Another hash may be the same password with a new salt: changed, but to what nobody can tell.
  return hashes === 'different' && assessment.fingerprint === undefined
    ? unknown('rotation-not-rated', { login, id: task.id })
    : unknown('rotation-incomparable', { login })
}

function checkPolicy({ task, account, policyViolations, policyUndecided = [] }: Evidence): Answer {
  const { login } = account
  if (policyViolations === undefined) return unknown('rotation-not-rated', { login, id: task.id })
  if (policyViolations.length > 0) {
    return failed('rotation-against-policy', { login, rules: policyViolations.join(', ') })
  }
  return policyUndecided.length === 0
    ? 'passed'
    : unknown('rotation-policy-undecided', { login, rules: policyUndecided.join(', ') })
}

function checkEarlier({ task, account, assessment }: Evidence): Answer {
  // The one that must go is among the earlier ones by now; it counts even where the history was lost.
  const earlier = [
    ...account.previousFingerprints,
    ...(task.old.fingerprint === undefined ? [] : [task.old.fingerprint]),
  ]
  const compared = earlier.map(each => compareFingerprints(each, assessment.fingerprint))
  if (compared.includes('same')) return failed('rotation-used-before', { login: account.login })
  return assessment.fingerprint === undefined || compared.includes('incomparable')
    ? unknown('rotation-incomparable', { login: account.login })
    : 'passed'
}

/** Counts the others and does not name them: the reader could otherwise log in there. */
function checkOthers({ account, assessment, fingerprintUsedBy }: Evidence): Answer {
  const { system, login } = account
  const others = fingerprintUsedBy.filter(other => other.system !== system || other.login !== login)
  if (others.length > 0) return failed('rotation-shared', { login, count: others.length })
  return assessment.fingerprint === undefined ? unknown('rotation-incomparable', { login }) : 'passed'
}

function checkVariant({ task, account: { login }, assessment }: Evidence): Answer {
  const sameStem = compareFingerprints(task.old.stem, assessment.stem) === 'same'
  if (sameStem || assessment.variant !== undefined) return failed('rotation-variant', { login })
  return task.old.fingerprint === undefined || assessment.fingerprint === undefined
    ? unknown('rotation-incomparable', { login })
    : 'passed'
}

function failed(key: MessageKey, values: Values): Answer {
  return { result: 'failed', refusal: { key, values } }
}

function unknown(key: MessageKey, values: Values): Answer {
  return { result: 'unknown', refusal: { key, values } }
}
