import type { ProbeAnswer } from './probe.ts'

/** What a system was asked lately, by whichever process. Times are epoch milliseconds. */
export interface ProbeBook {
  /** Each probe and each inspection of the last hour. */
  readonly probes: readonly number[]
  readonly inspections: readonly number[]
  /** By login the tries since the last that was let in, whose answer was a refusal or never came. */
  readonly refused: Readonly<Record<string, readonly number[]>>
  /** By login who is asking about it, and until when that counts. */
  readonly held: Readonly<Record<string, ProbeHold>>
}

/** One proof that asks about an account; of one that died nobody hears again, and its time runs out. */
export interface ProbeHold {
  readonly by: string
  readonly until: number
}

/** What a try costs, and whose it is. */
export interface ProbeTry {
  readonly login: string
  readonly by: string
  readonly now: number
}

export const emptyProbeBook: ProbeBook = { probes: [], inspections: [], refused: {}, held: {} }

const hourInMilliseconds = 3_600_000
/** Longer than any one probe with the pause before it. */
const holdMilliseconds = 60_000

/** The book with the account held for `by`; undefined where another proof has it. */
export function held(book: ProbeBook, { login, by, now }: ProbeTry): ProbeBook | undefined {
  const holder = namedIn(book.held, login)
  if (holder !== undefined && holder.by !== by && holder.until > now) return undefined
  return { ...book, held: { ...live(book.held, now), [login]: { by, until: now + holdMilliseconds } } }
}

/** The book with the account free again, where it was `by` who held it. */
export function letGo(book: ProbeBook, { login, by }: Omit<ProbeTry, 'now'>): ProbeBook {
  if (namedIn(book.held, login)?.by !== by) return book
  return { ...book, held: without(book.held, login) }
}

/**
 * The book with one more probe in it, noted as refused until its answer is known, so that a crash in between forgets no
 * refusal; undefined where the system was asked often enough in the last sixty minutes, where the account was refused
 * often enough, or where it is another proof's by now.
 */
export function tried(
  book: ProbeBook,
  trying: ProbeTry,
  limits: { readonly perHour: number; readonly refusedPerHour: number },
): ProbeBook | undefined {
  const { login, now } = trying
  const probes = lately(book.probes, now)
  const refused = lately(namedIn(book.refused, login) ?? [], now)
  if (probes.length >= limits.perHour || refused.length >= limits.refusedPerHour) return undefined
  const others = Object.entries(book.refused).map(([name, times]) => [name, lately(times, now)] as const)
  const kept = Object.fromEntries(others.filter(([, times]) => times.length > 0))
  return held({ ...book, probes: [...probes, now], refused: { ...kept, [login]: [...refused, now] } }, trying)
}

/** The book with a try's answer: one that was let in makes the server forget those before, an unknown one none. */
export function answered(
  book: ProbeBook,
  { login, now }: Omit<ProbeTry, 'by'>,
  { answer }: ProbeAnswer,
): ProbeBook {
  if (answer === 'refused') return book
  const before = namedIn(book.refused, login) ?? []
  const times = answer === 'accepted' ? [] : before.toSpliced(before.lastIndexOf(now), 1)
  const others = without(book.refused, login)
  return { ...book, refused: times.length === 0 ? others : { ...others, [login]: times } }
}

/** The book with one more inspection in it; undefined where the last sixty minutes have seen that many. */
export function inspected(book: ProbeBook, now: number, perHour: number): ProbeBook | undefined {
  const inspections = lately(book.inspections, now)
  return inspections.length < perHour ? { ...book, inspections: [...inspections, now] } : undefined
}

function lately(times: readonly number[], now: number): readonly number[] {
  return times.filter(at => at > now - hourInMilliseconds)
}

function live(holds: ProbeBook['held'], now: number): ProbeBook['held'] {
  return Object.fromEntries(Object.entries(holds).filter(([, { until }]) => until > now))
}

/** A login may be called like what every object has. */
function namedIn<T>(record: Readonly<Record<string, T>>, login: string): T | undefined {
  return Object.hasOwn(record, login) ? record[login] : undefined
}

function without<T>(record: Readonly<Record<string, T>>, login: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== login))
}
