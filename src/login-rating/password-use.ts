import { recordChange } from '../change.ts'
import type { Account, Assessment } from '../core/account.ts'
import { askedLengths, type Policy } from '../core/policy.ts'
import type { RotationTask } from '../core/rotation.ts'
import type { Store } from '../core/store.ts'
import { type System, systemWords } from '../core/system.ts'
import type { Fingerprinter } from '../intake/fingerprint.ts'
import type { Parts } from '../parts.ts'
import type { Passing } from './passing-queue.ts'
import { type TaskNews, taskNews } from './task-news.ts'

/** A password that a server has found right. */
export type UsedPassword = Pick<Passing, 'system' | 'login' | 'password'> & { readonly fingerprint: string }

/** What it works with; `owe` notes, with what a login has shown, that its system is to be audited for it. */
export interface UseParts extends Parts {
  readonly fingerprinter: Fingerprinter
  readonly owe: (store: Store) => Promise<void>
}

/** What is known of a password by itself. */
export type Rated = Omit<Assessment, 'credential'>

/** What is known of an account before its login is taken in. */
interface Known {
  readonly account: Account | undefined
  readonly newest: RotationTask | undefined
}

/** What a right password says: something about the task, something about the account, or nothing new. */
type News =
  | ({ readonly about: 'task' } & TaskNews)
  | { readonly about: 'account' }
  | { readonly about: 'nothing' }

const nothing = { about: 'nothing' } as const
const kept = 4
const house = { actor: 'system', ip: '' }

/**
 * Takes in a password that was right: rates it where it is not rated yet, and notes on a live task that another one
 * is in use. Closes no task: only proof does.
 */
export async function takeIn(parts: UseParts, used: UsedPassword): Promise<void> {
  const { store } = parts
  const system = (await store.getSystem(used.system))?.value
  if (system === undefined) return
  const known = await readKnown(store, used)
  const policy = parts.policies.named(system.policy)
  const news = newsOf(parts, known, policy, used.fingerprint)
  if (news.about === 'task') await noteOnTask(parts, used, policy)
  if (news.about !== 'account') return
  const rated = await rateUsed(parts, system, known.account, used)
  await keepRating(parts, used, policy, rated)
}

async function readKnown(store: Store, { system, login }: UsedPassword): Promise<Known> {
  const [account, tasks] = await Promise.all([
    store.getAccount(system, login),
    store.newestTasks(system, [login]),
  ])
  return { account, newest: tasks.get(login) }
}

/** While a task waits for its proof another password changes nothing of the account: a list has to show it. */
function newsOf(parts: Parts, { account, newest }: Known, policy: Policy, fingerprint: string): News {
  const said = newest === undefined ? undefined : taskNews(parts, newest, { account, policy, fingerprint })
  if (said === 'known') return nothing
  if (said !== undefined) return { about: 'task', ...said }
  if (account === undefined) return { about: 'account' }
  const { assessment } = account
  if (assessment.credential === 'locked') return nothing
  const isKnown = assessment.fingerprint === fingerprint && assessment.score !== undefined
  // A rating that came from a list is made anew by the next list.
  const isCurrent = assessment.seenAtLogin === undefined || assessment.estimator === parts.estimator
  return isKnown && isCurrent ? nothing : { about: 'account' }
}

async function noteOnTask(parts: Parts, used: UsedPassword, policy: Policy): Promise<void> {
  await parts.store.transaction(async store => {
    const news = newsOf(parts, await readKnown(store, used), policy, used.fingerprint)
    if (news.about !== 'task') return
    const { task, action } = news
    const { system, login } = used
    await recordChange({ ...parts, store }, house, action, task.id, { system, login }, tx =>
      tx.putTasks([task]),
    )
  })
}

/** Rates a password that is in use; the rating is loaded by the first one there is to rate. */
export async function rateUsed(
  { policies, clock, fingerprinter }: Pick<UseParts, 'policies' | 'clock' | 'fingerprinter'>,
  system: System,
  account: Account | undefined,
  { login, password, fingerprint }: UsedPassword,
): Promise<Rated> {
  const { Assessor } = await import('../intake/assess.ts')
  const policy = policies.named(system.policy)
  const order = {
    companyWords: policy.companyWords,
    askedLengths: askedLengths(policy),
    systemWords: systemWords(system),
    now: clock(),
    candidateBudgetMilliseconds: 0,
  }
  const made = { ...fingerprinter, fingerprint: async () => fingerprint }
  const assessor = new Assessor({ order, schemes: new Map(), fingerprinter: made })
  const row = { ...account, login, line: 0, credential: { seen: 'clear', secret: password } } as const
  const { credential: _credential, ...rated } = (await assessor.assess(row)).assessment
  return rated
}

async function keepRating(parts: UseParts, used: UsedPassword, policy: Policy, rated: Rated): Promise<void> {
  const { system, login } = used
  await parts.store.transaction(async store => {
    // Read anew: a list may have come in while the password was rated.
    const known = await readKnown(store, used)
    const isThere = (await store.getSystem(system)) !== undefined
    if (!isThere || newsOf(parts, known, policy, used.fingerprint).about !== 'account') return
    const account = withRating(parts, known.account, used, rated)
    const detail = { login, isListed: account.list !== '' }
    await recordChange({ ...parts, store }, house, 'account.seen-at-login', system, detail, tx =>
      tx.putAccount(account),
    )
    await parts.owe(store)
  })
}

/** The account with this password: what a list says of the storage stays, the rating is that of the password in use. */
export function withRating(
  { clock, newId }: Pick<Parts, 'clock' | 'newId'>,
  account: Account | undefined,
  { system, login }: Pick<UsedPassword, 'system' | 'login'>,
  rated: Rated,
): Account {
  const seenAtLogin = clock()
  if (account === undefined) {
    const times = { firstSeenAt: seenAtLogin, lastSeenAt: seenAtLogin }
    const assessment: Assessment = { credential: 'absent', ...rated, seenAtLogin }
    return { id: newId('acc'), system, login, assessment, list: '', ...times, previousFingerprints: [] }
  }
  const { credential, hash, hashFingerprint, saltFingerprint, fingerprint } = account.assessment
  const isReplaced = fingerprint !== undefined && fingerprint !== rated.fingerprint
  const earlier = isReplaced ? [fingerprint, ...account.previousFingerprints] : account.previousFingerprints
  return {
    ...account,
    assessment: {
      credential,
      ...(hash === undefined ? {} : { hash }),
      ...(hashFingerprint === undefined ? {} : { hashFingerprint }),
      ...(saltFingerprint === undefined ? {} : { saltFingerprint }),
      ...rated,
      seenAtLogin,
    },
    previousFingerprints: earlier.slice(0, kept),
  }
}
