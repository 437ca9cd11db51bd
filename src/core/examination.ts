import type { Values } from './message.ts'
import type { Policy } from './policy.ts'
import type { TaskCause } from './rotation.ts'
import type { Evidence, Rule, SubjectKind, Subjects, Verdict } from './rule.ts'
import { atLeast, type Severity } from './severity.ts'

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
  const reasons: Reason[] = []
  for (const { rule, options, severity } of rules) {
    const verdict = rule.check(subject, options)
    if (verdict.verdict === 'good') continue
    const { reason, values } = verdict
    reasons.push(
      verdict.verdict === 'unknown'
        ? {
            rule: rule.id,
            severity: unknownSeverity(severity),
            verdict: 'unknown',
            reason,
            values,
            evidence: {},
          }
        : badReason(rule, verdict, severity),
    )
  }
  return reasons.length < 2 ? reasons : reasons.sort((a, b) => rank(a) - rank(b))
}

function badReason(
  { id, opens }: Rule,
  { reason, values, evidence, severity: own }: Verdict & { readonly verdict: 'bad' },
  severity: Severity,
): Reason {
  const found = { rule: id, severity: own ?? severity, verdict: 'bad', reason, values, evidence } as const
  return opens === undefined ? found : { ...found, opens }
}

/** What is not known is shown, but never as loudly as what is known to be bad. */
function unknownSeverity(severity: Severity): Severity {
  return atLeast(severity, 'low') ? 'low' : severity
}

const order: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 }

function rank(reason: Reason): number {
  return order[reason.severity] * 2 + (reason.verdict === 'bad' ? 0 : 1)
}
