import type { ProbeAnswer, ProbeResult, ProbeUnknown } from '../core/probe.ts'
import type { PasswordAnswer } from '../core/rotation.ts'
import type { Secret } from '../core/secret.ts'

/** Tries one password of one account, endpoint after endpoint up to the first clear answer. */
export type TryLogin = (password: Secret) => Promise<readonly ProbeResult[]>

/** What the system says of a changed password, with every answer it gave. */
export type AskedSystem = { readonly answers: readonly PasswordAnswer[] } & (
  | { readonly says: 'changed' | 'new-refused' | 'old-accepted' | 'old-untried' | 'not-askable' }
  | { readonly says: 'unknown'; readonly about: Unanswered; readonly isNewAccepted: boolean }
)

/** Where nothing was said clearly, and why. */
export interface Unanswered {
  readonly endpoint: string
  readonly reason: ProbeUnknown
}

/** What may be over in a few seconds. A spent budget or a broken certificate is not. */
const passing: readonly ProbeUnknown[] = ['timed-out', 'unreachable', 'try-later']

interface Asking {
  readonly tryLogin: TryLogin
  readonly wait: (milliseconds: number) => Promise<void>
  /** Pauses before asking again; as many further tries. */
  readonly pauses: readonly number[]
}

/**
 * Asks for the new password first and for the old one only where the new one was accepted: whatever comes, the system
 * sees at most one wrong password. What may still be on its way (no answer, or the old one accepted) is asked again
 * after each pause; a refusal never is.
 */
export async function askBoth(
  asking: Asking,
  { oldPassword, newPassword }: { readonly oldPassword: Secret | undefined; readonly newPassword: Secret },
): Promise<AskedSystem> {
  const ask = async (password: 'new' | 'old', secret: Secret, isOver: (some: Results) => boolean) => {
    let results = await asking.tryLogin(secret)
    for (const pause of asking.pauses) {
      if (isOver(results)) break
      await asking.wait(pause)
      results = await asking.tryLogin(secret)
    }
    return results.map((result): PasswordAnswer => ({ ...result, password }))
  }
  const news = await ask('new', newPassword, isSettled)
  if (news.every(({ answer }) => isUnknown(answer, ['no-endpoint', 'not-offered']))) {
    return { says: 'not-askable', answers: news }
  }
  if (saidBy(news, 'refused').length > 0) return { says: 'new-refused', answers: news }
  if (!isAccepted(news)) {
    return { says: 'unknown', about: firstUnknown(news), isNewAccepted: false, answers: news }
  }
  if (oldPassword === undefined) return { says: 'old-untried', answers: news }
  const olds = await ask('old', oldPassword, results => isSettled(results) && !isAccepted(results))
  return { ...judgeOld(news, olds), answers: [...news, ...olds] }
}

type Results = readonly ProbeResult[]
type Verdict =
  | { readonly says: 'changed' | 'old-accepted' }
  | { readonly says: 'unknown'; readonly about: Unanswered; readonly isNewAccepted: true }

/** The refusal counts only from an endpoint that let the new password in: another may not know the login at all. */
function judgeOld(news: readonly PasswordAnswer[], olds: readonly PasswordAnswer[]): Verdict {
  if (isAccepted(olds)) return { says: 'old-accepted' }
  const open = saidBy(news, 'accepted')
  if (saidBy(olds, 'refused').some(endpoint => open.includes(endpoint))) return { says: 'changed' }
  return { says: 'unknown', about: firstUnknown(olds), isNewAccepted: true }
}

function saidBy(results: Results, answer: 'accepted' | 'refused'): readonly string[] {
  return results.filter(result => result.answer.answer === answer).map(({ endpoint }) => endpoint)
}

function isAccepted(results: Results): boolean {
  return saidBy(results, 'accepted').length > 0
}

/** Whether asking again would bring nothing new. */
function isSettled(results: Results): boolean {
  const isClear = results.some(({ answer }) => answer.answer !== 'unknown')
  return isClear || !results.some(({ answer }) => isUnknown(answer, passing))
}

function isUnknown(answer: ProbeAnswer, reasons: readonly ProbeUnknown[]): boolean {
  return answer.answer === 'unknown' && reasons.includes(answer.reason)
}

function firstUnknown(results: Results): Unanswered {
  for (const { answer, endpoint } of results) {
    if (answer.answer === 'unknown') return { endpoint, reason: answer.reason }
  }
  // Clear, but from an endpoint that had not let the new password in.
  return { endpoint: results[0]?.endpoint ?? '', reason: 'unreadable' }
}
