import { stepTask } from '../audit/task-steps.ts'
import { type Caller, found } from '../change.ts'
import { compareFingerprints } from '../core/account.ts'
import type { LoginPlace } from '../core/probe.ts'
import { nextRecheck } from '../core/recheck.ts'
import { isStorageFull, Refusal } from '../core/refusal.ts'
import type { RotationTask } from '../core/rotation.ts'
import { dueOf, revertedTask } from '../core/rotation-plan.ts'
import { Secret } from '../core/secret.ts'
import type { KeptPassword, Store } from '../core/store.ts'
import type { System } from '../core/system.ts'
import type { Fingerprinter } from '../intake/fingerprint.ts'
import type { Parts } from '../parts.ts'
import { askUntilClear, saying } from './asked-system.ts'
import type { Sealer } from './sealed-password.ts'

/** What trying an old password again works with. */
export interface RecheckParts extends Parts {
  readonly fingerprinter: Fingerprinter
  readonly sealer: Sealer
  /** Has the system's login endpoints asked about one account, by nobody else meanwhile, at most one wrong password. */
  readonly askAbout: <T>(
    system: System,
    login: string,
    caller: Caller,
    ask: (places: readonly LoginPlace[]) => Promise<T>,
  ) => Promise<T>
}

type Rechecked = NonNullable<RotationTask['recheck']>

const byItself: Caller = { actor: 'system', ip: '' }

/** Tries the old password of proved tasks again: it must stay refused. */
export class Rechecks {
  readonly #parts: RecheckParts
  #trying: Promise<void> | undefined

  constructor(parts: RecheckParts) {
    this.#parts = parts
  }

  /**
   * The task with the system's answer, asked once: `reverted` where it lets the old password in again, else as it was.
   * Refuses tasks that are not proved, and a password that is not the one the task wanted gone. Keeps none.
   */
  async recheck(id: string, oldPassword: string, caller: Caller): Promise<RotationTask> {
    const task = found(await this.#parts.store.getTask(id), 'task-unknown', id)
    const { status, login, old } = task
    if (status !== 'verified') throw new Refusal('conflict', 'proof-recheck-open', { id, status })
    const fingerprint = await this.#parts.fingerprinter.fingerprint(oldPassword)
    const compared = compareFingerprints(old.fingerprint, fingerprint)
    if (compared === 'incomparable') throw new Refusal('conflict', 'proof-old-unseen', { login })
    if (compared === 'different') throw new Refusal('conflict', 'proof-old-differs', { login, id })
    const rechecked = await this.#ask(task, new Secret(oldPassword), caller)
    return this.#parts.store.transaction(tx => this.#note(tx, task, rechecked, caller))
  }

  /**
   * Keeps the refused password for the re-checks its policy wants, in the transaction that keeps the proof. Nothing where
   * it wants none, or where another account is still opened by it.
   */
  async keep(store: Store, task: RotationTask, oldPassword: Secret): Promise<void> {
    const { id, system, login, proof } = task
    const days = await this.#daysOf(store, system)
    const dueAt = proof && nextRecheck(proof.provedAt, days, proof.provedAt, true)
    if (dueAt === undefined || (await this.#isSomebodyElses(store, task))) return
    await store.keepPassword({
      task: id,
      system,
      login,
      sealed: this.#parts.sealer.seal(oldPassword, id),
      dueAt,
    })
  }

  /** Forgets what nobody may try any more, and tries what is due; part of every round. */
  tryDue(): Promise<void> {
    this.#trying ??= this.#tryAllDue().finally(() => {
      this.#trying = undefined
    })
    return this.#trying
  }

  async #tryAllDue(): Promise<void> {
    const { store, clock, reportFault } = this.#parts
    const systems = await store.allSystems()
    const wanted = systems.filter(({ policy }) => this.#daysBy(policy).afterDays.length > 0)
    await store.forgetPasswords(wanted.map(({ id }) => id))
    if (wanted.length === 0) return
    for (const kept of await store.duePasswords(clock())) {
      try {
        await this.#tryAgain(kept)
      } catch (error) {
        // Somebody is asking about the account right now: it stays due.
        const isHeld = error instanceof Refusal && error.key === 'probe-held'
        if (!isHeld && !isStorageFull(error)) reportFault('re-check', error)
      }
    }
  }

  async #tryAgain(kept: KeptPassword): Promise<void> {
    const { store, clock, sealer } = this.#parts
    const task = await store.getTask(kept.task)
    const isOver = task?.proof === undefined || !(await isNewest(store, task))
    if (isOver || (await this.#isSomebodyElses(store, task))) return store.forgetPassword(kept.task)
    const password = sealer.open(kept.sealed, task.id)
    const rechecked = password === undefined ? this.#untold() : await this.#ask(task, password, byItself)
    const isAnswered = rechecked.answer !== 'unknown'
    const days = await this.#daysOf(store, task.system)
    const dueAt = nextRecheck(task.proof.provedAt, days, clock(), isAnswered)
    await store.transaction(async tx => {
      await this.#note(tx, task, rechecked, byItself)
      // One that cannot be opened now never will be: the key is another one.
      const isOver = rechecked.answer === 'accepted' || password === undefined
      if (isOver || dueAt === undefined) await tx.forgetPassword(task.id)
      else await tx.keepPassword({ ...kept, dueAt })
    })
  }

  /** Each time at another endpoint first: what refused it last is the least likely to let it in now. */
  async #ask(task: RotationTask, password: Secret, caller: Caller): Promise<Rechecked> {
    const { system, login, proof, recheck } = task
    const { value } = found(await this.#parts.store.getSystem(system), 'system-unknown', system)
    const taking = new Set(saying(proof?.answers ?? [], 'accepted').map(({ endpoint }) => endpoint))
    // An endpoint that had not let the new password in may not know the login at all.
    const isKnown = ({ endpoint }: Pick<LoginPlace, 'endpoint'>) => taking.size === 0 || taking.has(endpoint)
    const last = saying(recheck?.answers ?? proof?.answers ?? [], 'refused')[0]?.endpoint
    const results = await this.#parts.askAbout(value, login, caller, places => {
      const known = places.some(isKnown) ? places.filter(isKnown) : places
      const at = known.findIndex(({ endpoint }) => endpoint === last) + 1
      return askUntilClear([...known.slice(at), ...known.slice(0, at)], password)
    })
    const clear = results.at(-1)
    const isTold = clear?.answer.answer === 'accepted' || (clear !== undefined && isKnown(clear))
    const answer = isTold ? clear.answer.answer : 'unknown'
    const answers = results.map(result => ({ ...result, password: 'old' as const }))
    return { recheckedAt: this.#parts.clock(), answer, answers }
  }

  #untold(): Rechecked {
    return { recheckedAt: this.#parts.clock(), answer: 'unknown', answers: [] }
  }

  async #note(
    store: Store,
    task: RotationTask,
    { recheckedAt, answer, answers }: Rechecked,
    caller: Caller,
  ): Promise<RotationTask> {
    const { id, system, login } = task
    await store.holdAccount(system, login)
    // A later task of the account asks for a change already: two at once it never has.
    const isBack = answer === 'accepted' && (await isNewest(store, task))
    const action = isBack ? 'task.reverted' : 'task.recheck'
    const policy = this.#parts.policies.named((await store.getSystem(system))?.value.policy ?? 'base')
    return stepTask(
      { ...this.#parts, store },
      id,
      action,
      { system, login, answer, answers },
      caller,
      (current, { at, by }) => {
        if (current.status !== 'verified') return current
        const noted = { ...current, recheck: { recheckedAt, answer, answers } }
        if (!isBack) return noted
        const due = (reasons: RotationTask['reasons']) =>
          dueOf(reasons, policy, step => this.#parts.dueAt(at, step, policy)) ?? at
        return revertedTask(noted, { at, by, why: 'proof-why-rechecked' }, [], due)
      },
    )
  }

  async #isSomebodyElses(store: Store, { system, login, old }: RotationTask): Promise<boolean> {
    if (old.fingerprint === undefined) return true
    const holders = (await store.holdersOf([old.fingerprint])).get(old.fingerprint) ?? []
    return holders.some(holder => holder.system !== system || holder.login !== login)
  }

  async #daysOf(store: Store, system: string) {
    return this.#daysBy((await store.getSystem(system))?.value.policy ?? 'base')
  }

  #daysBy(policy: string) {
    return this.#parts.policies.named(policy).recheck
  }
}

async function isNewest(store: Store, { id, system, login }: RotationTask): Promise<boolean> {
  return (await store.newestTasks(system, [login])).get(login)?.id === id
}
