import { hash, hkdfSync, randomBytes, randomInt } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { existsSync, statfsSync } from 'node:fs'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { ClosedAccounts } from './access/closed-accounts.ts'
import { DecisionBook } from './access/decision-book.ts'
import { Following } from './access/following.ts'
import type { GateWatch } from './access/gate-watch.ts'
import { Gatekeeper } from './access/gatekeeper.ts'
import { wasDenied } from './access/recent-denials.ts'
import { TokenRing } from './access/token-ring.ts'
import { AttackBook } from './attack-evidence/attack-book.ts'
import { AttackWatch } from './attack-evidence/attack-watch.ts'
import { endWaiversOnReading } from './audit/waiver-watch.ts'
import { minutesBehind, steadyClock } from './clock.ts'
import type { Config } from './config.ts'
import { dueAt } from './core/business-day.ts'
import type { Rating } from './core/rating.ts'
import { Refusal } from './core/refusal.ts'
import type { Store } from './core/store.ts'
import { type Caller, Enforcer, type EnforcerParts } from './enforcer.ts'
import { GateFaultBook } from './gate-faults/gate-fault-book.ts'
import { HandoverDesk } from './handovers/handover-desk.ts'
import { isHoliday } from './holidays.ts'
import { fingerprintKeyId, openFingerprinter, openFingerprintKey } from './intake/fingerprint.ts'
import { type Jobs, ownJobs } from './jobs/jobs.ts'
import { tellOfChanges } from './login-rating/account-changes.ts'
import { LoginRating } from './login-rating/login-rating.ts'
import { openPolicies, readPolicies, readPolicyFiles } from './policies.ts'
import { InspectionDesk } from './probing/inspection-desk.ts'
import { ProbeDesk, type ProbingParts } from './probing/probe-desk.ts'
import { ProofDesk } from './proof/proof-desk.ts'
import { openSealer } from './proof/sealed-password.ts'
import { ReminderBook, type TellingBy } from './reminders/reminder-book.ts'
import { readShelf } from './shelf.ts'
import { makeFolder } from './store/data-folder.ts'
import { openStore } from './store/store.ts'
import { wordsThatOccur } from './strength/context.ts'
import { estimatorVersion } from './strength/version.ts'

/** A running product without its front doors. */
export interface Built {
  readonly enforcer: Enforcer
  readonly parts: EnforcerParts
  readonly loginRating: LoginRating
  /** Under which repeated requests are compared: made from the fingerprint key, which no database and no backup holds. */
  readonly requestKey: Uint8Array
  /** Minutes by which the wall clock had jumped back when it was built; 0 when it had not. */
  readonly clockBehindMinutes: number
  /** Finishes what runs, then closes database, policies and workers. */
  readonly close: () => Promise<void>
}

export { makeFolder }

export type ReportFault = (where: string, error: unknown) => void

/**
 * Puts the product together from its configuration. Refuses what cannot work: unreadable policies, a folder in use.
 * `present` answers the time, RFC 3339 in UTC with milliseconds; the machine's own unless given.
 */
export async function build(
  config: Config,
  reportFault: ReportFault,
  present?: () => string,
): Promise<Built> {
  makeFolder(config.dataFolder)
  const opened = await openAll(config, reportFault)
  const { store, jobs, policies } = opened
  const mark = await store.getSetting('clock')
  const clock = present ?? steadyClock(mark)
  const common = commonParts(config, opened, { clock, reportFault }, (system, change) => {
    watching.loginRating.noteChange(system)
    if (change !== 'tasks') watching.closedAccounts.noteChange(system)
  })
  const startAudit: StartAudit = async (systems, caller) => (await enforcer.startAudit(systems, caller)).id
  const keys = openKeys(config)
  const watching = watchingParts(common, config, { fingerprinter: keys.fingerprinter, startAudit })
  const { loginRating, closedAccounts, attacks, gatekeeper, ...watchingMore } = watching
  const handovers = new HandoverDesk({
    ...common,
    judge: (system, ip, now) => gatekeeper.judge(system, ip, now),
    isShared: jobs.isShared,
  })
  const reminders = new ReminderBook(common, opened.told, isHoliday)
  const tokenRing = new TokenRing(common)
  const parts: EnforcerParts = {
    ...common,
    ...watchingMore,
    ...askingParts(common, config, keys, {
      loginRating,
      startAudit,
      wasDenied: (system, login, since) =>
        wasDenied({ ...common, ...watchingMore, isShared: jobs.isShared, wait }, { system, login, since }),
    }),
    attacks,
    gatekeeper,
    handovers,
    reminders,
    tokenRing,
    jobs,
    attackOn: system => attacks.evidence(system),
    intake: intakeSettings(config),
    rate: ratePassword,
    checksum: text => crc32(text),
  }
  const enforcer = new Enforcer(parts)
  const following = jobs.isShared ? new Following(parts) : undefined
  await following?.open()
  const ready = [gatekeeper.refresh(), tokenRing.refresh(), loginRating.open(), closedAccounts.reread()]
  await Promise.all([...ready, enforcer.open()])
  return {
    enforcer,
    parts,
    clockBehindMinutes: minutesBehind(mark, Date.now()),
    loginRating,
    requestKey: keys.requestKey,
    close: async () => {
      await Promise.all([handovers.close(), following?.close()])
      await loginRating.close()
      await Promise.all([reminders.close(), jobs.close()])
      await enforcer.settle()
      await closedAccounts.settled()
      await policies.close()
      await store.close()
    },
  }
}

type Opened = Awaited<ReturnType<typeof openAll>>
type Common = ReturnType<typeof commonParts>
type Keys = ReturnType<typeof openKeys>
/** Starts an audit of these systems; answers its id. */
type StartAudit = (systems: readonly string[], caller: Caller) => Promise<string>

/** What every room is given. `onChange` is told of each change that accounts and tasks of a system have gone through. */
function commonParts(
  config: Config,
  { store, rules, exports, gates, policies }: Opened,
  { clock, reportFault }: { readonly clock: () => string; readonly reportFault: ReportFault },
  onChange: Parameters<typeof tellOfChanges>[1],
) {
  const disk = watchDisk(config.dataFolder, config.minFreeMebibytes)
  return {
    store: tellOfChanges(endWaiversOnReading(store, { clock, reportFault }), onChange),
    rules,
    exports,
    gates,
    policies: {
      named: policies.named,
      current: policies.current,
      problem: policies.problem,
      tried: async (name: string, text: string) => {
        const files = await readPolicyFiles(config.policiesFolder)
        return readPolicies([...files.filter(file => file.name !== name), { name, text }], rules)
      },
    },
    estimator: estimatorVersion,
    clock,
    newId,
    dueAt: dueAtIn(config),
    digest: sha256,
    random: (below: number) => randomInt(below),
    disk,
    requireRoom: () => requireRoom(disk()),
    reportFault,
  }
}

/** What can tell that two passwords are the same, and seal one. */
function openKeys({ fingerprintKeyFile, fingerprintCost }: Config) {
  const key = openFingerprintKey(fingerprintKeyFile)
  const fingerprinter = openFingerprinter({ key, cost: fingerprintCost, remembers: false })
  const requestKey = Buffer.from(hkdfSync('sha256', key, '', 'kagimori comparison of repeated requests', 32))
  return { fingerprinter, sealer: openSealer(key), requestKey }
}

/** Decides at the gates, and learns from what comes by. */
function watchingParts(
  common: Common,
  { decisionsKept, decisionsKeptDays, timeZone }: Config,
  { fingerprinter, startAudit }: Pick<Keys, 'fingerprinter'> & { readonly startAudit: StartAudit },
) {
  const decisionBook = new DecisionBook(common, { kept: decisionsKept, keptDays: decisionsKeptDays })
  const loginRating = new LoginRating({
    ...common,
    fingerprinter,
    audit: systems => startAudit(systems, { actor: 'system', ip: '' }),
  })
  const closedAccounts = new ClosedAccounts(common, timeZone)
  const attackWatch = new AttackWatch(common)
  const attacks = new AttackBook(common, attackWatch)
  const gateFaults = new GateFaultBook(common)
  const watches: readonly GateWatch[] = [loginRating, closedAccounts, attackWatch, gateFaults]
  const gatekeeper = new Gatekeeper(common, decisionBook, watches, { timeZone, isHoliday })
  return { decisionBook, loginRating, closedAccounts, attacks, gateFaults, watches, gatekeeper }
}

/** What the gates saw, as whoever asks systems needs it. */
interface Watched extends Required<Pick<ProbingParts, 'wasDenied'>> {
  readonly loginRating: LoginRating
  readonly startAudit: StartAudit
}

/** Asks systems themselves: what they say to anybody, whether a password opens them, whether it still does. */
function askingParts(
  common: Common,
  { timeZone }: Config,
  { fingerprinter, sealer }: Keys,
  { loginRating, startAudit, wasDenied }: Watched,
) {
  const calendar = { timeZone, isHoliday }
  const probing = new ProbeDesk({ ...common, calendar, resolve, wasDenied })
  return {
    probing,
    inspections: new InspectionDesk({ ...common, calendar, resolve, audit: startAudit }),
    proofs: new ProofDesk({
      ...common,
      fingerprinter,
      sealer,
      askAbout: (system, login, caller, ask) => probing.askAbout(system, login, caller, ask),
      wait: milliseconds => wait(milliseconds),
      owe: (store, system) => loginRating.owe(store, system),
    }),
  }
}

/** The queue is loaded only where there is one. */
async function openJobs({ databaseUrl }: Config, reportFault: ReportFault): Promise<Jobs> {
  if (databaseUrl === undefined) return ownJobs()
  const { openQueue } = await import('./jobs/queue.ts')
  return openQueue(databaseUrl, reportFault)
}

/** The address of a host as this machine resolves it. */
async function resolve(host: string): Promise<string> {
  return (await lookup(host)).address
}

function dueAtIn({ timeZone }: Config): EnforcerParts['dueAt'] {
  return (now, step, { closingDays }) => dueAt(now, step, { closingDays, timeZone, isHoliday })
}

/** Opens the database on its own thread while shelves and policies are read on this one; what was opened is closed again when one of them refuses. */
async function openAll(config: Config, reportFault: ReportFault) {
  const opening = openStore(
    config.databaseUrl === undefined ? { folder: config.dataFolder } : { url: config.databaseUrl },
  )
  const reading = readBooks(config, reportFault)
  const [opened, read] = await Promise.allSettled([opening, reading])
  try {
    const [store, books] = await Promise.all([opening, reading])
    await requireFingerprintKey(store, config.fingerprintKeyFile)
    return { store, jobs: await openJobs(config, reportFault), ...books }
  } catch (error) {
    if (opened.status === 'fulfilled') await opened.value.close()
    if (read.status === 'fulfilled') await read.value.policies.close()
    throw error
  }
}

async function readBooks(config: Config, reportFault: ReportFault) {
  const shelves = [readShelf('rules'), readShelf('exports'), readShelf('gates')] as const
  const [rules, exports, gates] = await Promise.all(shelves)
  const told = await openPeople(config)
  const policies = await openPolicies(config.policiesFolder, rules, {
    onFault: error => reportFault('policies', error),
  })
  return { rules, exports, gates, policies, told }
}

/** Read only where a file names somebody to be told; refuses one that does not read. */
async function openPeople({ peopleFile, language, timeZone }: Config): Promise<TellingBy | undefined> {
  if (peopleFile === undefined) return undefined
  const { openPeopleFile } = await import('./reminders/people-file.ts')
  const channels = await readShelf('channels')
  return { channels, file: await openPeopleFile(peopleFile, channels, { language, timeZone }) }
}

/** The estimator is loaded by the first rating: 25 MB that a service which only decides never needs. */
async function ratePassword(password: string, userInputs: readonly string[]): Promise<Rating> {
  rating ??= loadRating()
  const { rate } = await rating
  return rate(password, wordsThatOccur(password, userInputs))
}

let rating: ReturnType<typeof loadRating> | undefined

/** In parts between which others have their turn: at once it would hold them up for 40 ms. */
async function loadRating() {
  const parts = [
    () => import('./strength/dictionaries.ts'),
    () => import('./strength/estimator.ts'),
    () => import('./strength/default-estimator.ts'),
  ]
  for (const load of parts) {
    await load()
    await turn()
  }
  const loaded = await import('./strength/rating.ts')
  await turn()
  return loaded
}

function intakeSettings(config: Config): EnforcerParts['intake'] {
  return {
    fingerprintKeyFile: config.fingerprintKeyFile,
    fingerprintCost: config.fingerprintCost,
    candidateBudgetMilliseconds: config.candidateBudgetMilliseconds,
  }
}

/** SHA-256 of a text, hex. */
export function sha256(text: string): string {
  return hash('sha256', text)
}

/** `prefix_` and 16 characters that begin with the time, so that ids made later sort later. */
function newId(prefix: string): string {
  const time = Date.now().toString(36).padStart(9, '0')
  return `${prefix}_${time}${randomBytes(6).toString('hex')}`
}

/**
 * Makes the fingerprint key at the first start. Later it refuses another key than the accounts here were made with:
 * no password could be compared any more, and every rotation would look like one.
 */
async function requireFingerprintKey(store: Store, file: string): Promise<void> {
  const kept = await store.getSetting('fingerprint-key-id')
  if (kept !== undefined && !existsSync(file)) {
    throw new Refusal('invalid', 'fingerprint-key-missing', { file, kept })
  }
  const id = fingerprintKeyId(openKeyAtStart(file))
  if (kept === undefined) await store.putSetting('fingerprint-key-id', id)
  else if (kept !== id) throw new Refusal('invalid', 'fingerprint-key-other', { file, id, kept })
}

/** A file that can be neither read nor made is the administrator's to mend; once the service runs, it is a fault. */
function openKeyAtStart(file: string): Uint8Array {
  try {
    return openFingerprintKey(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined || code === 'ENOSPC') throw error
    throw new Refusal('invalid', 'fingerprint-key-file', { file, code })
  }
}

const diskEveryMilliseconds = 1_000

/** Free MiB on the folder's disk, looked up at most once a second. */
function watchDisk(folder: string, needed: number): () => { readonly free: number; readonly needed: number } {
  let free = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  return () => {
    const now = performance.now()
    if (now - lookedAt > diskEveryMilliseconds) {
      lookedAt = now
      const { bavail, bsize } = statfsSync(folder)
      free = Math.floor((bavail * bsize) / 2 ** 20)
    }
    return { free, needed }
  }
}

function requireRoom({ free, needed }: { readonly free: number; readonly needed: number }): void {
  if (free < needed) throw new Refusal('storage-full', 'storage-full', { free, needed })
}
