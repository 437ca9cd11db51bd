import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { isAsGiven, type SyncReport } from '../core/sync-report.ts'
import { type Delivered, type DeliveryOrder, deliver, type FetchExport } from './delivery.ts'

/** The service, as far as a sync needs it. */
export interface SyncDoor {
  readonly fetch: FetchExport
  readonly report: (report: Omit<SyncReport, 'at' | 'target'>) => Promise<void>
}

/** Whom a sync tells how it goes. */
export interface SyncListener {
  readonly onRound: (delivered: Delivered) => void
  readonly onTrouble: (error: unknown) => void
  readonly onRecovery: () => void
}

/** What nobody repeats within a day is not known any more. */
const onceEverySeconds = 28_800
const heartbeatSeconds = 60

/** One round, reported; answers how the file stands. */
export async function syncOnce(order: DeliveryOrder, door: SyncDoor): Promise<Delivered> {
  const delivered = await deliver(order, door.fetch)
  await reportRound(order, door, delivered, onceEverySeconds)
  return delivered
}

/**
 * A round every so many seconds until the signal, which never cuts one short. A service that is away, or any other
 * trouble, is told once and tried again. What changed is told and reported at once, what did not every minute; as often
 * a list that did not pass is tried again.
 */
export async function keepInSync(
  order: DeliveryOrder,
  door: SyncDoor,
  listener: SyncListener,
  { everySeconds, signal }: { readonly everySeconds: number; readonly signal: AbortSignal },
): Promise<void> {
  const reportSeconds = Math.max(everySeconds, heartbeatSeconds)
  let shown: string | undefined
  let told: { readonly what: string; readonly at: number; readonly refused?: string } | undefined
  let trouble: string | undefined
  while (!signal.aborted) {
    try {
      const isDue = told === undefined || performance.now() - told.at >= reportSeconds * 1_000
      const held = isDue ? undefined : told?.refused
      const delivered = await deliver(order, door.fetch, held)
      const { state, given, differences, refused, changed } = delivered
      // Against a list never given, the differences name the time of every fetch.
      const what = JSON.stringify([state, given?.etag, given === undefined ? [] : differences])
      // What stands there is the list before: the one that did not pass still has not.
      const isHeldBack = held !== undefined && isAsGiven(state) && !changed
      if (!isHeldBack && (isDue || what !== told?.what)) {
        if (what !== shown || changed) listener.onRound(delivered)
        shown = what
        await reportRound(order, door, delivered, reportSeconds)
        told = { what, at: performance.now(), ...(refused === undefined ? {} : { refused }) }
      }
      if (trouble !== undefined) listener.onRecovery()
      trouble = undefined
    } catch (error) {
      const name = String(error)
      if (name !== trouble) listener.onTrouble(error)
      trouble = name
    }
    await pause(everySeconds * 1_000, undefined, { signal }).catch(() => undefined)
  }
}

async function reportRound(
  { file }: DeliveryOrder,
  door: SyncDoor,
  { state, given, differences, found }: Delivered,
  everySeconds: number,
): Promise<void> {
  const place = `${hostname()}:${file}`
  const digest = given === undefined ? {} : { digest: createHash('sha256').update(given.text).digest('hex') }
  if (found !== undefined) {
    await door.report({ place, state: found.state, differences: found.differences, everySeconds })
  }
  await door.report({ place, state, differences, everySeconds, ...digest })
}
