import type { Values } from './message.ts'
import type { Policy } from './policy.ts'
import type { TaskCause } from './rotation.ts'
import type { Evidence, Rule, SubjectKind, Subjects } from './rule.ts'
import { atLeast, kindOf, type Severity } from './severity.ts'

/** One rule's answer that is not good. */
export interface Reason {
  readonly rule: string
  readonly severity: Severity
  readonly verdict: 'bad' | 'unknown'
  /** Key of the rule's sentences. */
  readonly reason: string
  readonly values: Values
  readonly evidence: Evidence
  /** Why this asks for a new password, if it does. */
  readonly opens?: TaskCause
}

/** The rules of one kind of subject that a policy has switched on, with their options. */
export type RuleSet = readonly {
  readonly rule: Rule
  readonly options: unknown
  readonly severity: Severity
}[]

/** Chooses once what `examine` then runs over many subjects. */
export function selectRules(kind: SubjectKind, rules: Iterable<Rule>, policy: Policy): RuleSet {
  return [...rules].flatMap(rule => {
    const wanted = policy.rules[rule.id]
    if (rule.subject !== kind || !wanted?.enabled) return []
    return [{ rule, options: wanted.options, severity: wanted.severity ?? rule.severity }]
  })
}

/** Runs the rules over one subject; answers everything that is not good, worst first. */
export function examine<K extends SubjectKind>(rules: RuleSet, subject: Subjects[K]): readonly Reason[] {
  const sorted = new SortedReasons()
  for (const one of rules) {
    const reason = ask<K>(one, subject)
    if (reason !== undefined) sorted.put(reason, kindOf(reason))
  }
  return sorted.reasons
}

/** What one rule has to say against the subject; undefined for nothing. */
export function ask<K extends SubjectKind>(
  { rule: { id, opens, check }, options, severity }: RuleSet[number],
  subject: Subjects[K],
): Reason | undefined {
  const verdict = check(subject, options)
  if (verdict.verdict === 'good') return undefined
  const { reason, values } = verdict
  if (verdict.verdict === 'unknown')
    return {
      rule: id,
      severity: unknownSeverity(severity),
      verdict: 'unknown',
      reason,
      values,
      evidence: nothing,
    }
  const { evidence } = verdict
  const found: Writable<Reason> = {
    rule: id,
    severity: verdict.severity ?? severity,
    verdict: 'bad',
    reason,
    values,
    evidence,
  }
  if (opens !== undefined) found.opens = opens
  return found
}

const nothing: Evidence = {}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** What is not known is shown, but never as loudly as what is known to be bad. */
function unknownSeverity(severity: Severity): Severity {
  return atLeast(severity, 'low') ? 'low' : severity
}

/** A few reasons, each put in its place as it comes; at the same place the earlier one stays first. */
export class SortedReasons {
  readonly reasons: Reason[]
  readonly places: number[]

  /** Begins with reasons that stand in order of their places already. */
  constructor(reasons: readonly Reason[] = [], places: readonly number[] = []) {
    this.reasons = reasons.slice()
    this.places = places.slice()
  }

  put(reason: Reason, place: number): void {
    const { reasons, places } = this
    let at = places.length
    for (; at > 0; at--) {
      const before = places[at - 1]
      const reasonBefore = reasons[at - 1]
      if (before === undefined || reasonBefore === undefined || before <= place) break
      places[at] = before
      reasons[at] = reasonBefore
    }
    places[at] = place
    reasons[at] = reason
  }
}
