import type { LoginPlace, ProbeAnswer, ProbeResult, ProbeUnknown } from '../core/probe.ts'
import type { PasswordAnswer } from '../core/rotation.ts'
import type { Secret } from '../core/secret.ts'

/** What the system says of a changed password, with the last answer of every endpoint that was asked. */
export type AskedSystem = { readonly answers: readonly PasswordAnswer[] } & (
  | { readonly says: 'changed' | 'old-accepted' | 'old-untried' | 'not-askable' }
  | { readonly says: 'new-refused'; readonly endpoint: string }
  | { readonly says: 'unknown'; readonly about: Unanswered }
)

/** Where nothing was said clearly, of which password, and why. */
export interface Unanswered {
  readonly password: PasswordAnswer['password']
  readonly endpoint: string
  readonly reason: ProbeUnknown
}

/** What may be over in a few seconds. A spent budget or a broken certificate is not. */
const passing: readonly ProbeUnknown[] = ['timed-out', 'unreachable', 'try-later']

interface Asking {
  readonly places: readonly LoginPlace[]
  readonly wait: (milliseconds: number) => Promise<void>
  /** Pauses before asking again; as many further tries. */
  readonly pauses: readonly number[]
}

/**
 * Asks every place for the new password, up to the first that refuses it, and for the old one only where all that take
 * passwords let the new one in, up to the first clear answer: whatever comes, the system sees at most one wrong
 * password. What may still be on its way (no answer, or the old one accepted) is asked again after each pause; a
 * refusal never is.
 */
export async function askBoth(
  asking: Asking,
  { oldPassword, newPassword }: { readonly oldPassword: Secret | undefined; readonly newPassword: Secret },
): Promise<AskedSystem> {
  const news = await askEverywhere(asking, newPassword)
  const answers = told('new', [...news.values()])
  const refused = saying(answers, 'refused')[0]
  if (refused !== undefined) return { says: 'new-refused', endpoint: refused.endpoint, answers }
  // Where nobody can log in with any password, this one needs no proof.
  const taking = answers.filter(({ answer }) => !isUnknown(answer, ['not-offered']))
  if (taking.length === 0) return { says: 'not-askable', answers }
  const about = firstUnknown(taking)
  if (about !== undefined) return { says: 'unknown', about, answers }
  if (oldPassword === undefined) return { says: 'old-untried', answers }
  const places = asking.places.filter(place => news.get(place)?.answer.answer === 'accepted')
  const olds = told('old', await askUntilRefused({ ...asking, places }, oldPassword))
  return { ...judgeOld(olds), answers: [...answers, ...olds] }
}

type Verdict =
  | { readonly says: 'changed' | 'old-accepted' }
  | { readonly says: 'unknown'; readonly about: Unanswered }

/** The last answer is the clear one, where there is any. */
function judgeOld(olds: readonly PasswordAnswer[]): Verdict {
  const last = olds.at(-1)?.answer.answer
  if (last === 'refused') return { says: 'changed' }
  if (last === 'accepted') return { says: 'old-accepted' }
  const about = firstUnknown(olds)
  if (about === undefined) throw new Error('the old password was tried nowhere')
  return { says: 'unknown', about }
}

async function askEverywhere(
  { places, wait, pauses }: Asking,
  password: Secret,
): Promise<ReadonlyMap<LoginPlace, ProbeResult>> {
  const results = new Map<LoginPlace, ProbeResult>()
  const ask = async (some: readonly LoginPlace[]): Promise<readonly LoginPlace[]> => {
    for (const place of some) {
      const result = await place.tryLogin(password)
      results.set(place, result)
      if (result.answer.answer === 'refused') return []
    }
    return some.filter(place => isPassing(results.get(place)))
  }
  let open = await ask(places)
  for (const pause of pauses) {
    if (open.length === 0) break
    await wait(pause)
    open = await ask(open)
  }
  return results
}

async function askUntilRefused(
  { places, wait, pauses }: Asking,
  password: Secret,
): Promise<readonly ProbeResult[]> {
  let results = await askUntilClear(places, password)
  for (const pause of pauses) {
    const isAccepted = results.at(-1)?.answer.answer === 'accepted'
    if (isClear(results) ? !isAccepted : !results.some(isPassing)) break
    await wait(pause)
    results = await askUntilClear(places, password)
  }
  return results
}

/** Asks one place after the other, up to the first that accepts or refuses the password. */
export async function askUntilClear(
  places: readonly LoginPlace[],
  password: Secret,
): Promise<readonly ProbeResult[]> {
  const results: ProbeResult[] = []
  for (const place of places) {
    results.push(await place.tryLogin(password))
    if (isClear(results)) break
  }
  return results
}

function isClear(results: readonly ProbeResult[]): boolean {
  return results.some(({ answer }) => answer.answer !== 'unknown')
}

function isPassing(result: ProbeResult | undefined): boolean {
  return result !== undefined && isUnknown(result.answer, passing)
}

function isUnknown(answer: ProbeAnswer, reasons: readonly ProbeUnknown[]): boolean {
  return answer.answer === 'unknown' && reasons.includes(answer.reason)
}

function told(
  password: PasswordAnswer['password'],
  results: readonly ProbeResult[],
): readonly PasswordAnswer[] {
  return results.map(result => ({ ...result, password }))
}

/** Those of the answers that say so in clear. */
export function saying<T extends ProbeResult>(
  results: readonly T[],
  wanted: 'accepted' | 'refused',
): readonly T[] {
  return results.filter(({ answer }) => answer.answer === wanted)
}

function firstUnknown(answers: readonly PasswordAnswer[]): Unanswered | undefined {
  for (const { answer, endpoint, password } of answers) {
    if (answer.answer === 'unknown') return { endpoint, reason: answer.reason, password }
  }
  return undefined
}
