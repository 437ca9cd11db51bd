import type { LadderStep } from './policy.ts'
import type { TaskCause } from './rotation.ts'

/** How soon a password must go where no policy says otherwise: known to others in days, weak in weeks, old never (law 7). */
export const usualLadder: Readonly<Record<TaskCause, LadderStep>> = {
  compromised: { days: 0 },
  default: { businessDays: 3 },
  leaked: { businessDays: 3 },
  leaver: { businessDays: 1 },
  weak: { businessDays: 10 },
  reused: { businessDays: 10 },
  plaintext: { businessDays: 10 },
  storage: { days: 30 },
  initial: { businessDays: 5 },
  age: 'off',
  manual: { businessDays: 5 },
}

/** How a step is written: `off`, `today`, `14 days`, `3 business days`. */
export const stepPattern = /^(?:off|today|([1-9]\d{0,3}) (business )?days?)$/

/** Reads a step; undefined if it is not written as `stepPattern` says. */
export function readStep(text: string): LadderStep | undefined {
  const [whole, count, business] = stepPattern.exec(text) ?? []
  if (whole === undefined || whole === 'off') return whole
  if (count === undefined) return { days: 0 }
  return business === undefined ? { days: Number(count) } : { businessDays: Number(count) }
}

/** A step as it is written. */
export function writeStep(step: LadderStep): string {
  if (step === 'off') return step
  const [count, unit] = 'days' in step ? [step.days, 'day'] : [step.businessDays, 'business day']
  if (count === 0 && unit === 'day') return 'today'
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
