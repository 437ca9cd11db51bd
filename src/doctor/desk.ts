import type { Decision, DecisionRecord } from '../core/decision.ts'

/** A decision as the service keeps it. */
export type Noted = Pick<DecisionRecord, 'ip' | 'allow' | 'wouldAllow'> & {
  readonly login: string | null
  /** The law that decided, as a sentence. */
  readonly reason: string
  /** All of the record, which tells it from others. */
  readonly text: string
}

/** What the service knows of the system, as far as the doctor asks. */
export interface DoctorDesk {
  /** What an address would be answered now; nothing is recorded. */
  readonly foresee: (ip: string) => Promise<Pick<Decision, 'allow' | 'wouldAllow'>>
  /** The newest decisions, newest first. */
  readonly decided: () => Promise<readonly Noted[]>
  /** How a gate answers whoever asks without a token; undefined where nobody does. */
  readonly askWithoutToken: () => Promise<number | undefined>
  /** An address the allowlist lets in, if it has any. */
  readonly listedAddress: () => Promise<string | undefined>
}

/** What was decided while something was done, in order. */
export async function decidedDuring<T>(
  desk: DoctorDesk,
  deed: () => Promise<T>,
): Promise<{ readonly done: T; readonly decided: readonly Noted[] }> {
  const before = new Set((await desk.decided()).map(({ text }) => text))
  const done = await deed()
  const decided = (await desk.decided()).filter(({ text }) => !before.has(text)).reverse()
  return { done, decided }
}
