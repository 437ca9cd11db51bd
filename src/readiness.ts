import { type Language, render } from './core/message.ts'
import type { Refusal } from './core/refusal.ts'
import type { Parts } from './parts.ts'

/** Whether the service can do its work, and if not all of it, why. */
export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not-ready'
  /** Sentences for the administrator. */
  readonly reasons: readonly string[]
}

/** Looks at policies and people that do not read, a disk below its watermark, and a store that does not answer. */
export async function readReadiness(
  parts: Pick<Parts, 'store' | 'policies'> & {
    readonly disk: () => { readonly free: number; readonly needed: number }
    readonly reminders: { readonly problem: () => Refusal | undefined }
  },
  language: Language,
): Promise<Readiness> {
  const policies = parts.policies.problem()
  const people = parts.reminders.problem()
  const { free, needed } = parts.disk()
  const answers = await parts.store.getSetting('ready').then(
    () => true,
    () => false,
  )
  const told = ({ key, values }: Pick<Refusal, 'key' | 'values'>) => render(language, key, values)
  const reasons = [
    ...(answers ? [] : [render(language, 'store-silent')]),
    ...(policies === undefined ? [] : [`${told(policies)} ${render(language, 'policy-kept')}`]),
    ...(people === undefined ? [] : [told(people)]),
    // A watermark of 0 keeps nothing back; even so less than 1 MiB is no room to write in.
    ...(free < Math.max(needed, 1) ? [render(language, 'storage-full', { free, needed })] : []),
  ]
  return { status: answers ? (reasons.length > 0 ? 'degraded' : 'ready') : 'not-ready', reasons }
}
