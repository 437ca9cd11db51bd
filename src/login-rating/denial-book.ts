import type { DenialRule } from '../core/decision.ts'
import { contains, isPublic, readAddress, readNetwork } from '../core/network.ts'
import type { LoginDenial, Policy } from '../core/policy.ts'
import type { RotationTask } from '../core/rotation.ts'
import type { Parts } from '../parts.ts'

const dayMilliseconds = 86_400_000

/** Why a login is refused, and the fingerprint of the one password that is refused. */
export interface LoginDenied {
  readonly rule: DenialRule
  readonly fingerprint: string | undefined
  /** A login with another password has been seen since: without a password in hand nothing speaks against the account. */
  readonly isSeenChanged: boolean
}

/** By cause the law that denies, and from when on its days of grace count. */
const laws: Readonly<
  Record<
    LoginDenial['causes'][number],
    { readonly rule: DenialRule; readonly since: (task: RotationTask) => string | undefined }
  >
> = {
  default: { rule: 'default-password', since: openedFor('default') },
  leaked: { rule: 'leaked-password', since: openedFor('leaked') },
  overdue: { rule: 'rotation-overdue', since: ({ dueAt }) => dueAt },
}

function openedFor(wanted: 'default' | 'leaked') {
  return ({ reasons, openedAt }: RotationTask) =>
    reasons.some(({ cause }) => cause === wanted) ? openedAt : undefined
}

interface Term {
  readonly rule: DenialRule
  /** Epoch milliseconds. */
  readonly from: number
}

type Denials = ReadonlyMap<string, Omit<LoginDenied, 'rule'> & { readonly terms: readonly Term[] }>

interface HeldSystem {
  readonly policyName: string
  readonly policy: Policy | undefined
  readonly isOwn: (ip: string) => boolean
  readonly logins: Denials
}

/** Accounts whose live task may keep their logins out, in memory; read anew when tasks, systems or policies change. */
export class DenialBook {
  #systems: ReadonlyMap<string, HeldSystem> = new Map()
  readonly #parts: Pick<Parts, 'store' | 'policies'>

  constructor(parts: Pick<Parts, 'store' | 'policies'>) {
    this.#parts = parts
  }

  /** Reads everything anew; the old pages answer until then. */
  async refresh(): Promise<void> {
    const { store, policies } = this.#parts
    const held = new Map<string, HeldSystem>()
    for (const { id, policy: policyName } of await store.allSystems()) {
      const policy = policies.current().get(policyName)
      const denial = policy?.denyAtLogin
      const logins = denial === undefined ? new Map() : denialsOf(await store.liveTasks(id), denial)
      held.set(id, { policyName, policy, isOwn: ownAddresses(denial), logins })
    }
    this.#systems = held
  }

  /** Whether a policy has been read anew since. */
  isOutdated(system: string): boolean {
    const held = this.#systems.get(system)
    return held !== undefined && this.#parts.policies.current().get(held.policyName) !== held.policy
  }

  /** Whether passwords of this account are to be compared at all. */
  concerns(system: string, login: string): boolean {
    return this.#systems.get(system)?.logins.has(login) === true
  }

  /** Why a login from this address would be refused if it used the bad password; undefined where it would not be. */
  find(system: string, login: string, ip: string, now: string): LoginDenied | undefined {
    const held = this.#systems.get(system)
    const denial = held?.logins.get(login)
    if (held === undefined || denial === undefined) return undefined
    const { terms, ...denied } = denial
    const instant = Date.parse(now)
    const term = terms.find(({ from }) => instant >= from)
    return term === undefined || held.isOwn(ip) ? undefined : { ...denied, rule: term.rule }
  }
}

function denialsOf(tasks: readonly RotationTask[], { causes, graceDays }: LoginDenial): Denials {
  const grace = graceDays * dayMilliseconds
  return new Map(
    tasks.flatMap(task => {
      // A waiver accepts the password up to its end.
      const waivedUntil = task.waiver === undefined ? 0 : Date.parse(task.waiver.expiresAt)
      const terms = causes.flatMap(cause => {
        const since = laws[cause].since(task)
        if (since === undefined) return []
        return [{ rule: laws[cause].rule, from: Math.max(waivedUntil, Date.parse(since) + grace) }]
      })
      const { old, seenChangedAt, login } = task
      const denied = { fingerprint: old.fingerprint, isSeenChanged: seenChangedAt !== undefined, terms }
      return terms.length === 0 ? [] : [[login, denied] as const]
    }),
  )
}

/** `outside` is whoever comes from a public address that is none of the company's own. */
function ownAddresses(denial: LoginDenial | undefined): (ip: string) => boolean {
  if (denial === undefined || denial.from === 'everywhere') return () => false
  const own = denial.ownNetworks.map(readNetwork)
  return ip => {
    const address = readAddress(ip)
    return !isPublic(address) || own.some(network => contains(network, address))
  }
}
