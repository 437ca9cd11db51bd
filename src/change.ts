import { Refusal } from './core/refusal.ts'
import type { LogDraft, RequestMark, Store } from './core/store.ts'
import type { Parts } from './parts.ts'

/** Who asks: the token's id (or `system`) and the address the request came from. */
export interface Caller {
  readonly actor: string
  readonly ip: string
  /** The request as it has come to be read, where it is to be carried out once however often it comes. */
  readonly request?: () => RequestMark
}

/** One change and its log entry in one transaction; refused while the data disk is below its watermark. */
export function recordChange<T>(
  { store, clock, requireRoom }: Pick<Parts, 'store' | 'clock' | 'requireRoom'>,
  caller: Caller,
  action: string,
  subject: string,
  detail: object,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  requireRoom()
  return store.transaction(async tx => {
    const result = await work(tx)
    await noteChange(tx, caller, { at: clock(), action, subject, detail: { ...detail } })
    return result
  })
}

/**
 * Notes a change in the log, and with it that the caller's request has been carried out: in the transaction that makes
 * the change. Refused (conflict) where another process has carried out the same request meanwhile.
 */
export async function noteChange(
  tx: Store,
  { actor, request }: Caller,
  entry: Omit<LogDraft, 'actor'>,
): Promise<void> {
  await tx.appendLog({ ...entry, actor })
  if (request !== undefined && !(await tx.markRequest(request()))) {
    throw new Refusal('conflict', 'http-key-begun')
  }
}

/** The thing itself, or a refusal that it is not there. */
export function found<T>(value: T | undefined, key: `${string}-unknown` & Refusal['key'], id: string): T {
  if (value === undefined) throw new Refusal('not-found', key, { id })
  return value
}

/** What a change was prepared on (RFC 9110, 13.1): this version, one of these, whatever is there, or nothing yet. */
export type Held = number | readonly number[] | 'something' | 'nothing'

/** Refuses a change that was prepared on something else than what there is; version 0 is nothing yet. */
export function requireVersion(id: string, current: number | undefined, held: Held | undefined): void {
  const version = current ?? 0
  if (held === 'something') {
    if (version === 0) throw new Refusal('stale', 'version-absent', { id })
  } else if (held === 'nothing') {
    if (version > 0) throw new Refusal('stale', 'version-exists', { id, current: version })
  } else if (typeof held === 'number') {
    if (held !== current) throw new Refusal('stale', 'version-stale', { id, held, current: version })
  } else if (held?.includes(version) === false) {
    throw new Refusal('stale', 'version-other', { id, current: version })
  }
}
