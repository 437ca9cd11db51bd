import { Refusal } from './core/refusal.ts'
import type { Parts } from './parts.ts'

/** Whether the service can do its work, and if not all of it, why. */
export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not-ready'
  /** Sentences for the administrator, in English. */
  readonly reasons: readonly string[]
}

/** Looks at policies and people that do not read, a disk below its watermark, and a store that does not answer. */
export async function readReadiness(
  parts: Pick<Parts, 'store' | 'policies'> & {
    readonly disk: () => { readonly free: number; readonly needed: number }
    readonly reminders: { readonly problem: () => Refusal | undefined }
  },
): Promise<Readiness> {
  const problems = [parts.policies.problem(), parts.reminders.problem()]
  const { free, needed } = parts.disk()
  const answers = await parts.store.getSetting('ready').then(
    () => true,
    () => false,
  )
  const reasons = [
    ...(answers ? [] : [new Refusal('unavailable', 'store-silent').message]),
    ...problems.flatMap(problem => (problem === undefined ? [] : [problem.message])),
    // A watermark of 0 keeps nothing back; even so less than 1 MiB is no room to write in.
    ...(free < Math.max(needed, 1)
      ? [new Refusal('storage-full', 'storage-full', { free, needed }).message]
      : []),
  ]
  return { status: answers ? (reasons.length > 0 ? 'degraded' : 'ready') : 'not-ready', reasons }
}
