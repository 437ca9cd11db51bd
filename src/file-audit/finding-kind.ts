import type { Reason } from '../core/examination.ts'
import { severities } from '../core/severity.ts'

/** Kinds of finding, worst first: each severity, what is bad before what is unknown. */
export function kindOf({ severity, verdict }: Pick<Reason, 'severity' | 'verdict'>): number {
  return severities.indexOf(severity) * 2 + (verdict === 'bad' ? 0 : 1)
}

/** How many kinds there are. */
export const kindCount = severities.length * 2
