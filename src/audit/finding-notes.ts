import type { Account } from '../core/account.ts'
import type { Reason } from '../core/examination.ts'
import type { Finding } from '../core/finding.ts'
import type { Server, System } from '../core/system.ts'
import type { Parts } from '../parts.ts'

type Digest = Pick<Parts, 'digest'>

/** Who a finding is about; exactly what makes its id, together with the rule. */
type About = Pick<Finding, 'system' | 'server' | 'login'>

const namedLogins = 20

/** A finding about one account. */
export function accountFinding(parts: Digest, now: string, account: Account, reason: Reason): Finding {
  return note(parts, now, reason, { system: account.system, login: account.login })
}

/** A finding about one system. */
export function systemFinding(parts: Digest, now: string, system: System, reason: Reason): Finding {
  return note(parts, now, reason, { system: system.id })
}

/** A finding about one server. */
export function serverFinding(parts: Digest, now: string, server: Server, reason: Reason): Finding {
  return note(parts, now, reason, { server: server.id })
}

/**
 * Counts what a rule cannot know about many accounts of one system, so that a list without a last-login column
 * is one finding and not a thousand.
 */
export class UnknownTally {
  readonly #parts: Digest
  readonly #now: string
  readonly #system: System
  readonly #seen = new Map<string, { readonly reason: Reason; readonly logins: string[]; accounts: number }>()

  constructor(parts: Digest, now: string, system: System) {
    this.#parts = parts
    this.#now = now
    this.#system = system
  }

  add(reason: Reason, login: string): void {
    const key = `${reason.rule} ${reason.reason}`
    const entry = this.#seen.get(key) ?? { reason, logins: [], accounts: 0 }
    entry.accounts += 1
    if (entry.logins.length < namedLogins) entry.logins.push(login)
    this.#seen.set(key, entry)
  }

  findings(): readonly Finding[] {
    return [...this.#seen.values()].map(({ reason, logins, accounts }) => ({
      ...note(this.#parts, this.#now, reason, { system: this.#system.id }),
      evidence: { accounts, logins },
    }))
  }
}

/** One id a rule and subject over all audits; unknown answers of different kinds stand side by side. */
export function findingId(
  { digest }: Digest,
  { rule, verdict, reason }: Pick<Reason, 'rule' | 'verdict' | 'reason'>,
  { server = '', system = '', login = '' }: About,
): string {
  const subject = [rule, verdict === 'unknown' ? reason : '', server, system, login]
  return `f_${digest(JSON.stringify(subject)).slice(0, 24)}`
}

function note(parts: Digest, now: string, reason: Reason, about: About): Finding {
  const { rule, severity, verdict, values, evidence } = reason
  return {
    id: findingId(parts, reason, about),
    rule,
    severity,
    verdict,
    ...about,
    reason: reason.reason,
    values,
    evidence,
    status: 'open',
    firstSeenAt: now,
    lastSeenAt: now,
  }
}
