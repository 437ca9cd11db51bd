import type { GateWatch } from '../access/gate-watch.ts'
import { clearBeyond, parseAddress, writeAddress } from '../core/address.ts'
import type { Attempt, Decision, DecisionRule, Question } from '../core/decision.ts'
import type { System } from '../core/system.ts'
import { delayAfter, isOwnNetwork, type Throttle } from '../core/throttle.ts'
import type { Parts } from '../parts.ts'
import { type KeySeed, keyOf, pairKey } from './attack-key.ts'
import { AttemptTable } from './attempt-table.ts'
import { SystemEvidence } from './system-evidence.ts'

/** Denials that tell of somebody at the wrong door; others tell of a list that is not written yet. */
const suspicious: ReadonlySet<DecisionRule> = new Set([
  'not-listed',
  'expired',
  'outside-hours',
  'account-closed',
  'unknown-login',
  'throttled',
])

/** A server tells how a login ended within seconds; what is not told by then never began. */
const underWayMilliseconds = 10_000
const knownMilliseconds = 30 * 86_400_000
const knownSets = 2_048
const evidenceMilliseconds = 3_600_000

interface Watched {
  readonly policy: string
  readonly seed: KeySeed
  readonly evidence: SystemEvidence
  /** Whether a server of this system has ever told how a login ended: only then something can be under way. */
  reports: boolean
}

/** What an attempt is counted under. */
interface Keys {
  readonly account: number
  readonly address: number
  readonly pair: number
}

/** Failures by whom they are counted against. */
interface Failures {
  readonly account: number
  readonly address: number
}

type WatchParts = Pick<Parts, 'policies' | 'clock'> & { readonly random: (below: number) => number }

/**
 * Counts what is denied and what fails, slows down and stops who guesses. In fixed memory a system, whatever is sent:
 * nothing is kept of names beyond the busiest. An account is counted together whatever its upper and lower case, an
 * IPv6 address with its /64. Nothing of it outlives the process.
 */
export class AttackWatch implements GateWatch {
  readonly #parts: WatchParts
  readonly #systems = new Map<string, Watched>()
  readonly #failures = new AttemptTable()
  /** Accounts with an address they got in from before: no stranger's failures keep them out there. */
  readonly #known = new AttemptTable(knownSets)
  /** How often each address and login was seen: who is busy enough for the evidence. */
  readonly #seen = new AttemptTable()

  /** Denied in `report` and let on all the same: how that ends is told too, and is still one attempt. */
  readonly #deniedUnderWay = new AttemptTable(knownSets)

  #asked:
    | { readonly watched: Watched; readonly ip: string; readonly login: string; readonly keys: Keys }
    | undefined
  #present = { text: '', moment: 0 }

  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  /** Follows these systems; of others nothing is kept. */
  onSystems(systems: readonly Pick<System, 'id' | 'policy'>[]): void {
    const ids = new Set(systems.map(({ id }) => id))
    for (const id of this.#systems.keys()) if (!ids.has(id)) this.#systems.delete(id)
    for (const { id, policy } of systems) {
      const { seed, evidence, reports } = this.#systems.get(id) ?? this.#unwatched()
      this.#systems.set(id, { policy, seed, evidence, reports })
    }
  }

  /** What was seen at a system. */
  evidenceOf(system: string): SystemEvidence | undefined {
    return this.#systems.get(system)?.evidence
  }

  /** Failed logins by system since the start. */
  failedTotals(): ReadonlyMap<string, number> {
    return new Map([...this.#systems].map(([id, { evidence }]) => [id, evidence.failedInAll]))
  }

  objection(question: Question, { entry }: Decision, now: string): DecisionRule | undefined {
    const watched = this.#systems.get(question.system)
    if (!watched?.reports) return undefined
    const { denyAfterFailures } = this.#throttleOf(watched)
    const mayStillFail = question.phase !== 'after'
    const { account, address } = this.#failuresOf(watched, question, this.#read(now), mayStillFail)
    if (Math.max(account, address) < denyAfterFailures) return undefined
    return entry !== undefined && isOwnNetwork(entry.network) ? undefined : 'throttled'
  }

  delay(question: Question, now: string): number {
    const watched = this.#systems.get(question.system)
    if (!watched?.reports) return 0
    const { account, address } = this.#failuresOf(watched, question, this.#read(now), false)
    return delayAfter(Math.max(account, address), this.#throttleOf(watched))
  }

  onDecision(question: Question, { allow, wouldAllow, rule }: Decision, now: string): void {
    const { system, ip, login, phase } = question
    const watched = this.#systems.get(system)
    if (watched === undefined) return
    if (wouldAllow) {
      if (!watched.reports || login === undefined || phase === 'after') return
      const moment = this.#read(now)
      const askedSince = moment - underWayMilliseconds
      const since = this.#sinceOf(watched, moment)
      const keys = this.#keysOf(watched, question)
      for (const key of [keys.account, keys.address]) this.#failures.ask(key, moment, askedSince, since)
    } else if (suspicious.has(rule)) {
      const moment = this.#read(now)
      this.#note('denied', watched, ip, login, moment)
      const { pair } = this.#keysOf(watched, question)
      const askedSince = moment - underWayMilliseconds
      if (allow) this.#deniedUnderWay.ask(pair, moment, askedSince, askedSince)
    }
  }

  onAttempt({ system, ip, login, success, rejectedHere }: Attempt): void {
    const watched = this.#systems.get(system)
    // What we denied ourselves was counted when we did.
    if (watched === undefined || rejectedHere) return
    watched.reports = true
    const now = Date.parse(this.#parts.clock())
    const { account, address, pair } = keysOf(watched, ip, login ?? '')
    const since = this.#sinceOf(watched, now)
    const isNoted = this.#deniedUnderWay.underWay(pair, now - underWayMilliseconds) > 0
    this.#deniedUnderWay.end(pair)
    for (const key of [account, address]) this.#failures.end(key)
    if (success) {
      const forgiven = this.#failures.count(pair, since)
      for (const key of [account, address, pair]) this.#failures.forgive(key, forgiven)
      if (login !== undefined) this.#known.add(pair, now, now - knownMilliseconds)
      return
    }
    if (isNoted) watched.evidence.noteEnd()
    else this.#note('failed', watched, ip, login, now)
    const counted = login === undefined ? [address] : [account, address, pair]
    for (const key of counted) this.#failures.add(key, now, since)
  }

  #note(
    kind: 'denied' | 'failed',
    watched: Watched,
    ip: string,
    login: string | undefined,
    now: number,
  ): void {
    const source = sourceOf(ip)
    const count = (name: string, key: number) => ({
      name,
      attempts: this.#seen.add(key, now, now - evidenceMilliseconds),
    })
    const { evidence, seed } = watched
    const tried = login === undefined ? undefined : count(login, keyOf(login, seed))
    evidence.note(kind, count(source, addressKey(source, seed)), tried, now)
  }

  /** With `underWay` those let in count that may still fail: a hundred at once get no more guesses than one by one. */
  #failuresOf(watched: Watched, question: Question, now: number, underWay: boolean): Failures {
    const since = this.#sinceOf(watched, now)
    const keys = this.#keysOf(watched, question)
    const count = (key: number) =>
      this.#failures.count(key, since) +
      (underWay ? this.#failures.underWay(key, now - underWayMilliseconds) : 0)
    if (question.login === undefined) return { account: 0, address: count(keys.address) }
    const isKnown = this.#known.count(keys.pair, now - knownMilliseconds) > 0
    return { account: count(isKnown ? keys.pair : keys.account), address: count(keys.address) }
  }

  /** One question is looked at three times within one call of the gatekeeper. It is not kept: it may hold a password. */
  #keysOf(watched: Watched, { ip, login = '' }: Question): Keys {
    const asked = this.#asked
    if (asked?.watched === watched && asked.ip === ip && asked.login === login) return asked.keys
    const keys = keysOf(watched, ip, login)
    this.#asked = { watched, ip, login, keys }
    return keys
  }

  #read(now: string): number {
    if (this.#present.text !== now) this.#present = { text: now, moment: Date.parse(now) }
    return this.#present.moment
  }

  #sinceOf(watched: Watched, now: number): number {
    return now - this.#throttleOf(watched).forgetAfterMinutes * 60_000
  }

  #throttleOf({ policy }: Watched): Throttle {
    return (this.#parts.policies.current().get(policy) ?? this.#parts.policies.named('base')).throttle
  }

  #unwatched(): Omit<Watched, 'policy'> {
    const seed = { first: this.#parts.random(2 ** 32), second: this.#parts.random(2 ** 32) }
    return { seed, evidence: new SystemEvidence(), reports: false }
  }
}

/** Each system has a seed of its own, so that its keys are. */
function keysOf({ seed }: Watched, ip: string, login: string): Keys {
  const account = keyOf(login.toLowerCase(), seed)
  const address = addressKey(sourceOf(ip), seed)
  return { account, address, pair: pairKey(account, address) }
}

/** No address is a login to the tables. */
function addressKey(source: string, { first, second }: KeySeed): number {
  return keyOf(source, { first: second, second: first })
}

/** One customer of a provider has a whole /64 of IPv6 to himself. */
function sourceOf(ip: string): string {
  const words = parseAddress(ip)
  if (words === undefined) return '-'
  if (words.length === 1) return ip.includes(':') ? writeAddress(words) : ip
  return `${writeAddress(clearBeyond(words, 64))}/64`
}
