import { accountExamination, type ExaminedAccount, type ExaminedSystem } from '../audit/account-pass.ts'
import type { Landscape } from '../audit/landscape.ts'
import type { Account, Assessment } from '../core/account.ts'
import { type Reason, selectRules } from '../core/examination.ts'
import type { LadderStep, Policy } from '../core/policy.ts'
import { dueOfNewTask } from '../core/rotation-plan.ts'
import type { Rule } from '../core/rule.ts'
import type { System } from '../core/system.ts'
import { AccountKinds } from './account-kinds.ts'
import { GeneralAnswers } from './general-answers.ts'
import { Ledger, type LedgerContents } from './ledger.ts'
import { type EqualMarks, sharersOf } from './mark-groups.ts'
import { type PasswordMarks, SamePasswords } from './same-passwords.ts'

/** A system of the run: its policy and what its own rules found. */
export interface JudgedSystem extends Pick<ExaminedSystem, 'system' | 'reasons'> {
  readonly policy: Policy
  /** When a task that begins with this audit is due, by the JSON of the ladder's step. */
  readonly dueAt: Readonly<Record<string, string>>
}

/** Everything that the accounts of a run are examined with, as threads hand it to each other. */
export interface Examinable {
  readonly ledger: LedgerContents
  readonly marks: PasswordMarks & { readonly salt: EqualMarks }
  readonly systems: readonly JudgedSystem[]
  readonly now: string
}

/** An account with everything the audit says of it. */
export interface Examination extends ExaminedAccount {
  /** By when it should have a new password; undefined for one that needs no task. */
  readonly dueAt: string | undefined
}

const rememberedKinds = 20_000
const none: readonly string[] = []

/** Examines accounts of the ledger by number, again whenever asked: what it finds is kept nowhere. */
export class AccountExaminer {
  readonly ledger: Ledger
  readonly #given: Examinable
  readonly #same: SamePasswords
  /** By system when the steps of its ladder are due. */
  readonly #due: readonly ReadonlyMap<LadderStep, string>[]
  readonly #examine: readonly ReturnType<typeof accountExamination>[]
  /** By kind of account. */
  readonly #assessments = new Map<number, Assessment>()
  readonly #kinds: AccountKinds
  /** Kind of the account that is being examined. */
  #kind = 0

  constructor(given: Examinable, rules: ReadonlyMap<string, Rule>) {
    this.#given = given
    this.ledger = new Ledger(given.ledger)
    this.#kinds = new AccountKinds(this.ledger)
    const systems = given.systems.map(({ system }) => system)
    this.#same = new SamePasswords(this.ledger, systems, given.marks)
    const landscape = landscapeOf(systems, given.now)
    this.#due = given.systems.map(
      ({ policy, dueAt }) =>
        new Map(Object.values(policy.ladder).map(step => [step, dueAt[JSON.stringify(step)] ?? ''])),
    )
    this.#examine = given.systems.map(judged => {
      const answers = new GeneralAnswers(selectRules('account', rules.values(), judged.policy))
      return accountExamination(landscape, judged, subject => answers.examine(this.#kind, subject))
    })
  }

  examine(number: number): Examination {
    const index = this.ledger.system(number)
    const judged = this.#given.systems[index]
    const examine = this.#examine[index]
    if (judged === undefined || examine === undefined) throw new RangeError(`no system ${index}`)
    this.#kind = this.#kinds.of(number)
    const account = this.#account(number, judged.system)
    const { peers, count } = this.#same.of(number)
    const saltUses = sharersOf(this.#given.marks.salt, number)
    const examined = examine(account, {
      peers,
      peerCount: count,
      task: undefined,
      saltUses: saltUses === 0 ? undefined : saltUses,
    })
    const { subject, reasons, inherited, risk } = examined
    return { account, subject, reasons, inherited, risk, dueAt: this.#dueAt(examined, index, judged.policy) }
  }

  #account(number: number, system: System): Account {
    const { now } = this.#given
    return this.ledger.facts(number, {
      id: '',
      system: system.id,
      assessment: this.#assessment(number),
      list: '',
      firstSeenAt: now,
      lastSeenAt: now,
      previousFingerprints: none,
    })
  }

  #assessment(number: number): Assessment {
    const known = this.#assessments.get(this.#kind)
    if (known !== undefined) return known
    const assessment = this.ledger.assessment(number)
    if (this.#assessments.size >= rememberedKinds) this.#assessments.clear()
    this.#assessments.set(this.#kind, assessment)
    return assessment
  }

  #dueAt(
    { account, reasons, inherited }: ExaminedAccount,
    index: number,
    policy: Policy,
  ): string | undefined {
    return dueOfNewTask({
      account,
      reasons: inherited.length === 0 ? reasons : [...reasons, ...inherited],
      policy,
      dueAt: step => this.#due[index]?.get(step) ?? '',
    })
  }
}

/** Nothing but the systems is known of a company that hands in files alone. */
export function landscapeOf(systems: readonly System[], now: string): Landscape {
  return {
    systems: new Map(systems.map(system => [system.id, system])),
    servers: new Map(),
    allowlists: new Map(),
    now,
  }
}

/** Whether a reason is a finding of its own account, or counted with the others of its system. */
export function isOwn({ verdict, rule }: Reason, rules: ReadonlyMap<string, Rule>): boolean {
  return verdict === 'bad' || rules.get(rule)?.unknownPer === 'account'
}
