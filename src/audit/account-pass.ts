import type { Account } from '../core/account.ts'
import { examine, type Reason, type RuleSet, selectRules } from '../core/examination.ts'
import type { LadderStep, Policy } from '../core/policy.ts'
import { assessRisk, type RiskExplanation, type RiskFacts } from '../core/risk.ts'
import type { AccountSubject, Peer, SystemSubject } from '../core/rule.ts'
import { privateKinds, type Server, type System } from '../core/system.ts'
import { isPlaintext } from '../core/transport.ts'
import type { Parts } from '../parts.ts'
import { coLocatedWith, entriesInForce, type Landscape, serverOf, systemsOn } from './landscape.ts'
import { readSyncReports } from './sync-book.ts'

/** An account with everything an audit says of it. */
export interface ExaminedAccount {
  readonly account: Account
  readonly subject: AccountSubject
  /** The account's own reasons. */
  readonly reasons: readonly Reason[]
  /** Reasons of its system that ask for a new password of every account (plaintext logins). */
  readonly inherited: readonly Reason[]
  readonly risk: RiskExplanation
}

/** A system with everything an audit says of it, its accounts apart. */
export interface ExaminedSystem {
  readonly system: System
  readonly policy: Policy
  readonly reasons: readonly Reason[]
  readonly importedAt?: string
  readonly accountRules: RuleSet
  /** When a task that begins with this audit is due; worked out once a step, for it walks a calendar. */
  readonly dueAt: (step: Exclude<LadderStep, 'off'>) => string
}

/** 500 at once held up the event loop for up to 250 ms on one busy core, 200 for up to 40 ms. */
const pageSize = 200
const lastAllowedDays = 120

/** Runs the system rules of one system. */
export async function examineSystem(
  parts: Parts,
  landscape: Landscape,
  system: System,
): Promise<ExaminedSystem> {
  const policy = parts.policies.named(system.policy)
  const list = await parts.store.newestList(system.id)
  const subject = await systemSubject(parts, landscape, system, list?.importedAt)
  return {
    system,
    policy,
    reasons: examine<'system'>(selectRules('system', parts.rules.values(), policy), subject),
    accountRules: selectRules('account', parts.rules.values(), policy),
    dueAt: rememberedDue(step => parts.dueAt(landscape.now, step, policy)),
    ...(list === undefined ? {} : { importedAt: list.importedAt }),
  }
}

/** Runs the server rules, which hold under the policy `base`, over one server. */
export function examineServer(
  { rules, policies }: Pick<Parts, 'rules' | 'policies'>,
  landscape: Landscape,
  server: Server,
): readonly Reason[] {
  const systems = systemsOn(server.id, landscape)
  const serverRules = selectRules('server', rules.values(), policies.named('base'))
  return examine<'server'>(serverRules, { server, systems, now: landscape.now })
}

function rememberedDue(dueAt: ExaminedSystem['dueAt']): ExaminedSystem['dueAt'] {
  const known = new Map<LadderStep, string>()
  return step => {
    const due = known.get(step) ?? dueAt(step)
    known.set(step, due)
    return due
  }
}

/** Runs the account rules over all accounts of a system, page by page, in order of login. */
export async function* examineAccounts(
  parts: Parts,
  landscape: Landscape,
  examined: ExaminedSystem,
): AsyncGenerator<readonly ExaminedAccount[]> {
  let cursor: string | undefined
  do {
    const page = await parts.store.pageAccounts(examined.system.id, {
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    })
    yield await examineBatch(parts, landscape, examined, page.items)
    cursor = page.next
  } while (cursor !== undefined)
}

/** Runs the account rules over some accounts of one system. */
export async function examineBatch(
  parts: Parts,
  landscape: Landscape,
  examined: ExaminedSystem,
  accounts: readonly Account[],
): Promise<readonly ExaminedAccount[]> {
  const { system } = examined
  const salts = accounts.flatMap(({ assessment }) => assessment.saltFingerprint ?? [])
  const [peers, tasks, saltUses] = await Promise.all([
    parts.store.peersOf(accounts),
    parts.store.newestTasks(
      system.id,
      accounts.map(({ login }) => login),
    ),
    parts.store.saltUses(system.id, salts),
  ])
  const examineOne = accountExamination(landscape, examined, subject =>
    examine<'account'>(examined.accountRules, subject),
  )
  return accounts.map(account => {
    const same = peers.get(account.id)
    return examineOne(account, {
      peers: same?.peers ?? [],
      peerCount: same?.count ?? 0,
      task: tasks.get(account.login),
      saltUses: saltUses.get(account.assessment.saltFingerprint ?? ''),
    })
  })
}

/** What the rest of the accounts, and the past, have to say of one account. */
export interface Acquaintances extends Pick<AccountSubject, 'peers' | 'peerCount'> {
  readonly task: AccountSubject['task'] | undefined
  readonly saltUses: number | undefined
}

/**
 * Gathers once what all accounts of a system have in common; answers how one of them is examined. `judge` runs the
 * account rules.
 */
export function accountExamination(
  landscape: Landscape,
  { system, reasons }: Pick<ExaminedSystem, 'system' | 'reasons'>,
  judge: (subject: AccountSubject) => readonly Reason[],
): (account: Account, acquaintances: Acquaintances) => ExaminedAccount {
  const inherited = reasons.filter(({ verdict, opens }) => verdict === 'bad' && opens !== undefined)
  const { coLocated, now, server, allowlist } = surroundingsOf(landscape, system)
  const riskOf = openRisk(system, coLocated, allowlist)
  return (account, { peers, peerCount, task, saltUses }) => {
    const subject: Writable<AccountSubject> = { account, system, coLocated, now, peers, peerCount }
    if (server !== undefined) subject.server = server
    if (allowlist !== undefined) subject.allowlist = allowlist
    if (task !== undefined) subject.task = task
    if (saltUses !== undefined) subject.saltUses = saltUses
    return {
      account,
      subject,
      reasons: sayWhenSeen(account, judge(subject)),
      inherited,
      risk: riskOf(account, peers, peerCount),
    }
  }
}

/** What only a login has shown of a password says so: the reader looks for it in a list in vain. */
function sayWhenSeen({ assessment }: Account, reasons: readonly Reason[]): readonly Reason[] {
  const { seenAtLogin } = assessment
  if (seenAtLogin === undefined) return reasons
  return reasons.map(reason =>
    reason.verdict === 'bad' && reason.rule.startsWith('PW-')
      ? { ...reason, values: { ...reason.values, seenAtLogin } }
      : reason,
  )
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** What a rule may see around a system. */
export function surroundingsOf(
  landscape: Landscape,
  system: System,
): Pick<AccountSubject, 'coLocated' | 'now' | 'server' | 'allowlist'> {
  const server = serverOf(system, landscape)
  const allowlist = entriesInForce(system.id, landscape)
  return {
    coLocated: coLocatedWith(system, landscape),
    now: landscape.now,
    ...(server === undefined ? {} : { server }),
    ...(allowlist === undefined ? {} : { allowlist }),
  }
}

async function systemSubject(
  { store, attackOn, gateFaults }: Parts,
  landscape: Landscape,
  system: System,
  importedAt: string | undefined,
): Promise<SystemSubject> {
  const since = new Date(Date.parse(landscape.now) - lastAllowedDays * 86_400_000).toISOString()
  const surroundings = surroundingsOf(landscape, system)
  const owned = surroundings.allowlist?.some(({ owner }) => owner !== undefined) === true
  const [accounts, schemes, allowed, leavers, syncs, attack] = await Promise.all([
    store.countAccounts(system.id),
    store.schemesOf(system.id),
    store.addressesAllowedSince(system.id, since),
    // Only owners of entries are looked up among them, and finding them takes a walk over all accounts.
    owned ? store.leaversBy(landscape.now) : undefined,
    readSyncReports(store, system.id),
    attackOn?.(system.id),
  ])
  const lastAllowed: Record<string, string> = {}
  for (const { network, at } of allowed) {
    if (network !== undefined && at > (lastAllowed[network] ?? '')) lastAllowed[network] = at
  }
  return {
    system,
    ...surroundings,
    syncs,
    ...(attack === undefined ? {} : { attack }),
    gateFaults: gateFaults?.lately(system.id, landscape.now) ?? [],
    ...(allowed.length === 0 ? {} : { lastAllowed }),
    ...(leavers === undefined ? {} : { leavers }),
    ...(importedAt === undefined ? {} : { list: { accounts, schemes, importedAt } }),
  }
}

/** A risk with what it follows from besides the system. Accounts with one password are often alike, one after the other. */
interface RatedRisk extends Pick<RiskFacts, 'peerCount' | 'crossSensitivity'> {
  readonly assessment: Account['assessment']
  readonly role: Account['role']
  readonly enabled: Account['enabled']
  readonly risk: RiskExplanation
}

/** Works out once what the risks of a system's accounts have in common. */
function openRisk(
  system: System,
  coLocated: AccountSubject['coLocated'],
  allowlist: AccountSubject['allowlist'],
): (account: Account, peers: readonly Peer[], peerCount: number) => RiskExplanation {
  const { kind, exposure } = system
  const plaintextEndpoint = system.endpoints.some(endpoint => isPlaintext(endpoint, system))
  const allowlisted = allowlist !== undefined && allowlist.length > 0
  const coLocatedPublic = coLocated.some(each => each.exposure === 'internet')
  const isOther = ({ systemKind }: Peer) =>
    systemKind !== kind && privateKinds.includes(systemKind) !== privateKinds.includes(kind)
  let last: RatedRisk | undefined
  return ({ assessment, role, enabled }, peers, peerCount) => {
    const crossSensitivity = peers.some(isOther)
    if (
      last?.assessment === assessment &&
      last.role === role &&
      last.enabled === enabled &&
      last.peerCount === peerCount &&
      last.crossSensitivity === crossSensitivity
    )
      return last.risk
    const { score, weaknesses, credential } = assessment
    const facts: Writable<RiskFacts> = {
      weaknesses,
      credential,
      peerCount,
      crossSensitivity,
      exposure,
      plaintextEndpoint,
      allowlisted,
      coLocatedPublic,
    }
    if (score !== undefined) facts.score = score
    if (role !== undefined) facts.role = role
    if (enabled !== undefined) facts.enabled = enabled
    const risk = assessRisk(facts)
    last = { assessment, role, enabled, peerCount, crossSensitivity, risk }
    return risk
  }
}
