import { isAsGiven, type SyncState } from '../core/sync-report.ts'
import { besides, readLive, removeFile, replaceFile } from '../live-file/live-file.ts'
import { carryOut } from '../live-file/order.ts'
import { differencesOf } from './difference.ts'
import { type Given, type GivenRecord, keepRecord, readRecord } from './given-record.ts'

/** What to keep in step, and how the server is asked to take it. */
export interface DeliveryOrder {
  /** Links followed. */
  readonly file: string
  readonly check?: string | undefined
  readonly reload?: string | undefined
  /** Whether a file that was changed by hand is replaced; a copy of it is kept. */
  readonly overwrite: boolean
}

/** Fetches the export: undefined where it is still one of those named. */
export type FetchExport = (known: readonly string[]) => Promise<Given | undefined>

/** How the file stands after one round. */
export interface Delivered {
  readonly state: SyncState
  /** Whether another list was given in this round, or the server took up the one that was. */
  readonly changed: boolean
  /** What was last given and passed. */
  readonly given?: Given
  readonly differences: readonly string[]
  /** The text that did not pass, by its ETag. */
  readonly refused?: string
  /** What the failed command wrote. */
  readonly said?: string
  /** What was found before a list took its place, and where the changed file was kept. */
  readonly found?: {
    readonly state: 'edited' | 'missing'
    readonly differences: readonly string[]
    readonly copy?: string
  }
}

/**
 * One round: a crash of the one before is made good, the file is compared with what was given, a new list is fetched,
 * put in place, checked, taken up by the server; where one of the two fails, the file before comes back. A file that
 * somebody changed is left alone, unless the order says otherwise; one that is gone is put back. `skip` names a text
 * that need not be tried again.
 */
export async function deliver(order: DeliveryOrder, fetch: FetchExport, skip?: string): Promise<Delivered> {
  const unfinished = await finishTrial(order)
  if (unfinished !== undefined && !isAsGiven(unfinished.state)) return unfinished
  const record = readRecord(order.file)
  const live = readLive(order.file)
  const drift = driftOf(record, live)
  if (drift === 'edited' && record.given !== undefined && !order.overwrite)
    return stands(drift, record.given.text, record, live)
  const known = drift === undefined && record.given !== undefined ? [record.given.etag] : []
  const fresh = await fetch(skip === undefined ? known : [...known, skip])
  if (fresh === undefined) {
    if (drift !== undefined) return stands(drift, record.given?.text ?? '', record, live)
    if (isToBeTakenUp(order, record, skip)) return putOnTrial(order, record, record.given, live)
    return { ...asGiven(record), changed: unfinished !== undefined }
  }
  const expected = record.given?.text ?? fresh.text
  if (drift === 'edited' && !order.overwrite) return stands(drift, expected, record, live)
  const found = drift === undefined ? {} : { found: takeNote(order.file, drift, expected, live) }
  return { ...(await putOnTrial(order, record, fresh, live)), ...found }
}

/** A list that was written when there was no reload yet, and that has not failed this one. */
function isToBeTakenUp(
  { reload }: DeliveryOrder,
  record: GivenRecord,
  skip: string | undefined,
): record is GivenRecord & Required<Pick<GivenRecord, 'given'>> {
  const { given } = record
  return reload !== undefined && given !== undefined && given.isTakenUp !== true && given.etag !== skip
}

async function putOnTrial(
  order: DeliveryOrder,
  record: GivenRecord,
  { text, etag }: Given,
  live: Buffer | undefined,
): Promise<Delivered> {
  const trial = { text, etag, ...(live === undefined ? {} : { before: live.toString('base64') }) }
  keepRecord(order.file, { ...record, trial })
  replaceFile(order.file, text)
  return tryOut(order)
}

/** The list was put in place and nobody lived to see what the server made of it. */
async function finishTrial(order: DeliveryOrder): Promise<Delivered | undefined> {
  const { trial, ...record } = readRecord(order.file)
  if (trial === undefined) return undefined
  if (textOf(readLive(order.file)) === trial.text) return tryOut(order)
  keepRecord(order.file, record)
  return undefined
}

/** What stands in the file is on trial: checked, then taken up, or the file before put back. */
async function tryOut(order: DeliveryOrder): Promise<Delivered> {
  const { trial, ...record } = readRecord(order.file)
  if (trial === undefined) return asGiven(record)
  const { text, etag, before } = trial
  const fail = async (state: SyncState, said: string): Promise<Delivered> => {
    if (before === undefined) removeFile(order.file)
    else replaceFile(order.file, Buffer.from(before, 'base64'))
    // The server may have taken up half of the new one.
    if (state === 'reload-failed' && order.reload !== undefined) await carryOut(order.reload)
    keepRecord(order.file, record)
    return { ...asGiven(record), state, refused: etag, said }
  }
  const checked = await carryOut(order.check ?? 'true')
  if (!checked.passed) return fail('check-failed', checked.said)
  const reloaded = await carryOut(order.reload ?? 'true')
  if (!reloaded.passed) return fail('reload-failed', reloaded.said)
  const given = { text, etag, ...(order.reload === undefined ? {} : { isTakenUp: true as const }) }
  keepRecord(order.file, { given })
  return { ...asGiven({ given }), changed: true }
}

type Drift = 'edited' | 'missing'

/** Before anything was given, a file with something in it is somebody's own. */
function driftOf({ given }: GivenRecord, live: Buffer | undefined): Drift | undefined {
  if (given === undefined) return textOf(live).trim() === '' ? undefined : 'edited'
  if (live === undefined) return 'missing'
  return textOf(live) === given.text ? undefined : 'edited'
}

function stands(state: Drift, expected: string, record: GivenRecord, live: Buffer | undefined): Delivered {
  const differences = state === 'missing' ? [] : differencesOf(expected, textOf(live))
  return { ...asGiven(record), state, differences }
}

/** What is about to be replaced, kept beside the file where somebody wrote it. */
function takeNote(file: string, state: Drift, expected: string, live: Buffer | undefined) {
  if (state === 'missing') return { state, differences: [] }
  return { state, differences: differencesOf(expected, textOf(live)), copy: keepCopy(file, live) }
}

/** In force is only what a reload has had the server read. */
function asGiven({ given }: GivenRecord): Delivered {
  const state = given?.isTakenUp === true ? 'in-force' : 'written'
  return { state, changed: false, differences: [], ...(given === undefined ? {} : { given }) }
}

function keepCopy(file: string, live: Buffer | undefined): string {
  const copy = besides(file, `edited-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`)
  replaceFile(copy, live ?? '', 0o600)
  return copy
}

function textOf(live: Buffer | undefined): string {
  return live?.toString() ?? ''
}
