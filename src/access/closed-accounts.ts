import type { DecisionRule, Question } from '../core/decision.ts'
import type { Policy } from '../core/policy.ts'
import type { ClosedLogin } from '../core/store.ts'
import type { System, SystemKind } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import type { GateWatch } from './gate-watch.ts'

/** Servers that take `Tanaka` and `tanaka` for one: Dovecot and Postfix by default, WebDAV where a directory stands behind. */
const folding: readonly SystemKind[] = ['mail', 'webdav']

interface Closed {
  readonly folds: boolean
  readonly policyName: string
  readonly policy: Policy | undefined
  /** Every login there is, where the policy keeps out others and a list was read whole. */
  readonly listed: ReadonlySet<string> | undefined
  /** Epoch milliseconds from which nobody comes in by the login. */
  readonly from: ReadonlyMap<string, number>
}

type ClosedParts = Pick<Parts, 'store' | 'policies' | 'reportFault'>

/**
 * Keeps out disabled, expired and removed accounts and those whose holder has left, by the systems' latest lists, and
 * where a policy says so logins that no list names. Only there all logins are held in memory.
 */
export class ClosedAccounts implements GateWatch {
  readonly #parts: ClosedParts
  readonly #timeZone: string
  readonly #systems = new Map<string, Closed>()
  readonly #changed = new Set<string>()
  #reading: Promise<void> = Promise.resolve()

  constructor(parts: ClosedParts, timeZone: string) {
    this.#parts = parts
    this.#timeZone = timeZone
  }

  /** Reads a system's closed logins anew; the old ones count until then. */
  async refresh({ id, kind, policy: policyName }: Pick<System, 'id' | 'kind' | 'policy'>): Promise<void> {
    const { store, policies } = this.#parts
    const folds = folding.includes(kind)
    const policy = policies.current().get(policyName)
    const logins = policy?.denyUnknownLogins === true ? await store.listedLogins(id) : undefined
    const listed = logins === undefined ? undefined : new Set(folds ? logins.map(fold) : logins)
    const from = new Map<string, number>()
    for (const closed of await store.closedLogins(id)) {
      const login = folds ? fold(closed.login) : closed.login
      from.set(login, Math.min(from.get(login) ?? Number.POSITIVE_INFINITY, this.#startOf(closed)))
    }
    this.#systems.set(id, { folds, policyName, policy, listed, from })
  }

  /** Reads all systems' closed logins. */
  async reread(): Promise<void> {
    for (const system of await this.#parts.store.allSystems()) await this.refresh(system)
  }

  /** Reads a system's closed logins anew soon; changes that come meanwhile are read together. */
  noteChange(system: string): void {
    if (this.#changed.has(system)) return
    this.#changed.add(system)
    this.#reading = this.#reading
      .then(() => this.#reread(system))
      .catch(error => this.#parts.reportFault('closed-accounts', error))
  }

  /** Ends when every change noted so far is read. */
  settled(): Promise<void> {
    return this.#reading
  }

  async #reread(system: string): Promise<void> {
    this.#changed.delete(system)
    const found = await this.#parts.store.getSystem(system)
    if (found !== undefined) await this.refresh(found.value)
  }

  onSystems(systems: readonly Pick<System, 'id'>[]): void {
    const ids = new Set(systems.map(({ id }) => id))
    for (const id of this.#systems.keys()) if (!ids.has(id)) this.#systems.delete(id)
  }

  objection({ system, login }: Question, _decision: unknown, now: string): DecisionRule | undefined {
    if (login === undefined) return undefined
    const closed = this.#systems.get(system)
    if (closed === undefined) return undefined
    const { folds, policyName, policy, listed, from } = closed
    if (this.#parts.policies.current().get(policyName) !== policy) this.noteChange(system)
    if (listed === undefined && from.size === 0) return undefined
    const name = folds ? fold(login) : login
    const start = from.get(name)
    if (start !== undefined && start <= Date.parse(now)) return 'account-closed'
    return listed?.has(name) === false ? 'unknown-login' : undefined
  }

  /** A day without an hour is the last one: the account holds until it ends here. */
  #startOf({ from }: ClosedLogin): number {
    if (from === undefined) return Number.NEGATIVE_INFINITY
    if (from.length > 10) return Date.parse(from)
    const after = Temporal.PlainDate.from(from).add({ days: 1 })
    return after.toZonedDateTime(this.#timeZone).epochMilliseconds
  }
}

function fold(login: string): string {
  return login.normalize('NFKC').toLowerCase()
}
