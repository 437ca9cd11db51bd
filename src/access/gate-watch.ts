import type { Attempt, Decision, Question } from '../core/decision.ts'
import type { Secret } from '../core/secret.ts'
import type { Parts } from '../parts.ts'
import type { Gatekeeper } from './gatekeeper.ts'

/** A login in clear that passed a gate, and how it was decided. Whoever takes it drops it within the call. */
export interface PassingCredential {
  readonly system: string
  readonly ip: string
  readonly login: string
  readonly password: Secret
  readonly decision: Decision
}

/** Who looks on at the gates: the rating of logins in use, and the evidence of attacks. Neither changes an answer. */
export interface GateWatch {
  readonly onCredential: (credential: PassingCredential) => void
  readonly onAttempt: (attempt: Attempt) => void
}

/** Looks at nothing: credentials pass by and are dropped. */
export const blindWatch: GateWatch = { onCredential: () => undefined, onAttempt: () => undefined }

type Post = Pick<Parts, 'reportFault'> & { readonly gatekeeper: Gatekeeper; readonly watch: GateWatch }

/** Decides, and shows a credential that came with the question to the watch. */
export function decideAtGate({ gatekeeper, watch, reportFault }: Post, question: Question): Decision {
  const decision = gatekeeper.decide(question)
  const { system, ip, login, password } = question
  if (login === undefined || password === undefined) return decision
  try {
    watch.onCredential({ system, ip, login, password, decision })
  } catch (error) {
    reportFault('gate-watch', error)
  }
  return decision
}
