/** How bad a finding is, worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const

export type Severity = (typeof severities)[number]

const order: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 }

/** Kinds of finding, worst first: each severity, what is bad before what is unknown. */
export function kindOf({
  severity,
  verdict,
}: {
  readonly severity: Severity
  readonly verdict: string
}): number {
  return order[severity] * 2 + (verdict === 'bad' ? 0 : 1)
}

/** How many kinds there are. */
export const kindCount = severities.length * 2

/** Whether `severity` is at least as bad as `threshold`. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold)
}
