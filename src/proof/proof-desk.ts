import { stepTask } from '../audit/task-steps.ts'
import { type Caller, found } from '../change.ts'
import { type Account, compareFingerprints } from '../core/account.ts'
import type { MessageKey, Values } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import type { PasswordAnswer, Proof, ProofCheck, RotationTask } from '../core/rotation.ts'
import { closedTask, isLive } from '../core/rotation-plan.ts'
import { seenChanged } from '../core/rotation-states.ts'
import { Secret } from '../core/secret.ts'
import type { Store } from '../core/store.ts'
import type { System } from '../core/system.ts'
import { type AskedSystem, askBoth, saying } from './asked-system.ts'
import { knownPlaces, nameAgain, tick } from './known-places.ts'
import { type LeaverAnswer, openForLeaver } from './leaving.ts'
import { type JudgedPassword, judgeOffered } from './offered-password.ts'
import { type RecheckParts, Rechecks } from './rechecks.ts'
import { faultsOf } from './unanswered.ts'

/** What proving works with. The fingerprinter must not remember what it is given. */
export interface ProofParts extends RecheckParts {
  readonly wait: (milliseconds: number) => Promise<void>
  /** Owes the system an audit, in the transaction that keeps the proof. */
  readonly owe: (store: Store, system: string) => Promise<void>
}

/** Both passwords as they came in; held for the one call. */
export interface Offered {
  readonly oldPassword?: string | undefined
  readonly newPassword?: string | undefined
}

interface Given {
  readonly oldPassword: Secret | undefined
  readonly newPassword: Secret | undefined
}

interface Subject {
  readonly task: RotationTask
  readonly system: System
  readonly account: Account
}

interface Unproved {
  readonly key: MessageKey
  readonly values: Values
  readonly asked?: AskedSystem
}

/** A change needs a moment to reach every replica: about ten seconds in all. */
const usualPauses: readonly number[] = [2_500, 7_500]

/** Proves rotations from both sides: the system lets the new password in and keeps the old one out. */
export class ProofDesk {
  readonly #parts: ProofParts
  readonly #pauses: readonly number[]
  /** The old password of proved tasks, tried again. */
  readonly rechecks: Rechecks
  readonly #running = new Map<string, { readonly given: Given; readonly answer: Promise<RotationTask> }>()

  constructor(parts: ProofParts, pauses: readonly number[] = usualPauses) {
    this.#parts = parts
    this.#pauses = pauses
    this.rechecks = new Rechecks(parts)
  }

  /**
   * The task, closed with its proof; or a refusal that says what is missing, kept on the task. Whoever asks for the same
   * at the same time gets the same answer: the system is asked once. The old password alone is compared and nothing is
   * asked. Keeps neither password, but the old one sealed where the policy wants it tried again.
   */
  async verify(id: string, { oldPassword, newPassword }: Offered, caller: Caller): Promise<RotationTask> {
    const given = { oldPassword: secretIf(oldPassword), newPassword: secretIf(newPassword) }
    // Nothing is asked of the system yet.
    if (newPassword === undefined) return this.#prove(id, given, caller)
    const running = this.#running.get(id)
    if (running !== undefined) {
      if (isSame(running.given, given)) return running.answer
      throw new Refusal('conflict', 'proof-running', { id })
    }
    const answer = this.#prove(id, given, caller).finally(() => this.#running.delete(id))
    this.#running.set(id, { given, answer })
    return answer
  }

  /** Places that hold the account's password. */
  places(system: string, login: string): Promise<readonly string[]> {
    return knownPlaces(this.#parts, system, login)
  }

  /** Names the places anew; a live task of the account takes them over and keeps its ticks. */
  putPlaces(
    system: string,
    login: string,
    names: readonly string[],
    caller: Caller,
  ): Promise<readonly string[]> {
    return nameAgain(this.#parts, system, login, names, caller)
  }

  /** A place has the new password, or after all has not. */
  tickPlace(task: string, place: string, isDone: boolean, caller: Caller): Promise<RotationTask> {
    return tick(this.#parts, task, place, isDone, caller)
  }

  /** Opens tasks for every account that the person owned or held. */
  openForLeaver(person: string, caller: Caller): Promise<LeaverAnswer> {
    return openForLeaver(this.#parts, person, caller)
  }

  async #prove(id: string, given: Given, caller: Caller): Promise<RotationTask> {
    const task = found(await this.#parts.store.getTask(id), 'task-unknown', id)
    if (task.status === 'verified') return task
    if (!isLive(task)) throw new Refusal('conflict', 'task-closed', { id, status: task.status })
    const { newPassword } = given
    const { login } = task
    if (newPassword === undefined && given.oldPassword === undefined) {
      throw new Refusal('conflict', 'task-not-proved', { id })
    }
    const subject = await this.#subjectOf(task)
    await this.#requireOld(task, given, caller)
    if (newPassword === undefined) throw new Refusal('conflict', 'proof-new-missing', { login })
    const offered = { ...given, newPassword }
    const judged = await judgeOffered(this.#parts, subject, offered)
    if ('refusal' in judged.judgement) return this.#fail(task, judged.judgement.refusal, caller)
    return this.#parts.askAbout(subject.system, login, caller, async places => {
      // Whoever was asking until now may have proved it.
      const now = await this.#parts.store.getTask(id)
      if (now?.status === 'verified') return now
      const asked = await askBoth({ places, wait: this.#parts.wait, pauses: this.#pauses }, offered)
      const unproved = whyUnproved(subject, asked)
      if (unproved !== undefined) return this.#fail(task, { ...unproved, asked }, caller)
      return this.#close(subject, judged, asked.answers, given.oldPassword, caller)
    })
  }

  async #subjectOf(task: RotationTask): Promise<Subject> {
    const { store } = this.#parts
    const { value: system } = found(await store.getSystem(task.system), 'system-unknown', task.system)
    const account = await store.getAccount(task.system, task.login)
    if (account !== undefined) return { task, system, account }
    throw new Refusal('not-found', 'account-unknown', { system: task.system, login: task.login })
  }

  /** The old password is known by its fingerprint alone; one that is not it must never be tried on the system. */
  async #requireOld(task: RotationTask, { oldPassword }: Given, caller: Caller): Promise<void> {
    if (oldPassword === undefined) return
    const { id, login, old } = task
    const fingerprint = await this.#parts.fingerprinter.fingerprint(oldPassword.reveal())
    const compared = compareFingerprints(old.fingerprint, fingerprint)
    if (compared === 'incomparable')
      await this.#fail(task, { key: 'proof-old-unseen', values: { login } }, caller)
    if (compared === 'different') {
      await this.#fail(task, { key: 'proof-old-differs', values: { login, id } }, caller)
    }
  }

  /** Keeps on the task why it is not proved, and that another password is in use where the system said so. */
  async #fail(task: RotationTask, { key, values, asked }: Unproved, caller: Caller): Promise<never> {
    const answers = asked?.answers ?? []
    const isSeen = asked !== undefined && isNewInUse(asked)
    const detail = { system: task.system, login: task.login, reason: key, answers }
    await stepTask(this.#parts, task.id, 'task.not-proved', detail, caller, (current, { at, by }) => {
      if (!isLive(current)) return current
      const told = {
        ...current,
        lastRefusal: { key, values, at, ...(asked === undefined ? {} : { answers }) },
      }
      return isSeen ? seenChanged(told, { at, by, why: 'proof-why-half' }) : told
    })
    throw new Refusal('conflict', key, values, faultsOf(asked, task.login))
  }

  /** The account is kept with its new password, so that the next audit does not take the old one for being back. */
  #close(
    { task, system }: Subject,
    { account, judgement, reasons }: JudgedPassword,
    answers: readonly PasswordAnswer[],
    oldPassword: Secret | undefined,
    caller: Caller,
  ): Promise<RotationTask> {
    const checks: readonly ProofCheck[] = [
      ...('proof' in judgement ? judgement.proof.checks : []),
      { check: 'new-accepted-by-system', result: 'passed' },
      { check: 'old-refused-by-system', result: 'passed' },
    ]
    const { store } = this.#parts
    return store.transaction(async tx => {
      const detail = { system: system.id, login: task.login, checks, answers }
      await tx.putAccount(account)
      const parts = { ...this.#parts, store: tx }
      const closed = await stepTask(parts, task.id, 'task.verify', detail, caller, (current, { at, by }) => {
        if (current.status === 'verified') return current
        const proof: Proof = { outcome: 'rotated', provedAt: at, checks, answers }
        const { waiver: _waiver, ...rest } = current
        const end = { status: 'verified', closedAt: at, proof } as const
        return closedTask(rest, end, { at, by, why: 'proof-why-asked' }, reasons)
      })
      if (oldPassword !== undefined) await this.rechecks.keep(tx, closed, oldPassword)
      await this.#parts.owe(tx, system.id)
      return closed
    })
  }
}

function isNewInUse({ answers }: AskedSystem): boolean {
  return opened(answers).length > 0
}

/** Endpoints that let the new password in. */
function opened(answers: readonly PasswordAnswer[]): readonly string[] {
  const news = answers.filter(({ password }) => password === 'new')
  return saying(news, 'accepted').map(({ endpoint }) => endpoint)
}

/** What is missing for the proof; undefined where nothing is. */
function whyUnproved(
  { task: { login }, system: { id: system } }: Subject,
  asked: AskedSystem,
): Omit<Unproved, 'asked'> | undefined {
  const open = opened(asked.answers).join(', ')
  switch (asked.says) {
    case 'changed':
      return undefined
    case 'new-refused': {
      const { endpoint } = asked
      return open === ''
        ? { key: 'proof-new-refused', values: { system, login } }
        : { key: 'proof-new-refused-there', values: { system, login, open, endpoint } }
    }
    case 'old-accepted':
      return { key: 'proof-old-accepted', values: { system, login } }
    case 'not-askable':
      return { key: 'proof-not-askable', values: { system } }
    case 'old-untried':
      return { key: 'proof-old-missing', values: { login } }
    case 'unknown': {
      const { endpoint, reason, password } = asked.about
      if (reason === 'no-password-asked')
        return { key: 'proof-no-password', values: { system, login, endpoint } }
      return open === '' || password === 'old'
        ? { key: 'proof-unknown', values: { system, login, endpoint, reason } }
        : { key: 'proof-unknown-there', values: { system, login, open, endpoint, reason } }
    }
  }
}

function secretIf(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : new Secret(text)
}

function isSame(a: Given, b: Given): boolean {
  return (['oldPassword', 'newPassword'] as const).every(which => a[which]?.reveal() === b[which]?.reveal())
}
