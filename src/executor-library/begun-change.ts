import type { ChangeMark } from '../core/executor.ts'
import { Refusal } from '../core/refusal.ts'
import { besides, readLive, removeFile, replaceFile } from '../live-file/live-file.ts'

/** A change of a list that has not ended: kept beside the list from before its first byte is written. */
export interface BegunChange {
  /** The whole list as it was before. */
  readonly copy: string
  readonly text: Buffer
  /** Undefined where it cannot be told whose change it is. */
  readonly record: (ChangeMark & { readonly login: string; readonly to: string }) | undefined
}

/**
 * Keeps the list as it is, for its owner alone, and what is about to be written into it. Refuses where a change that has
 * not ended left its copy: that is the last good one.
 */
export function beginChange(file: string, bytes: Buffer, record: NonNullable<BegunChange['record']>): void {
  const left = readBegun(file)
  if (left !== undefined) throw notEnded(file, left.copy)
  // The copy is what says that something has begun: it comes last.
  replaceFile(besides(file, 'kagimori-change'), JSON.stringify(record), 0o600)
  replaceFile(besides(file, 'kagimori-old'), bytes, 0o600)
}

/** The change has ended, well or with everything back: nothing of it is kept. */
export function endChange(file: string): void {
  removeFile(besides(file, 'kagimori-old'))
  removeFile(besides(file, 'kagimori-change'))
}

/** What a change that was cut short has left beside the list; to be asked for under its lock. */
export function readBegun(file: string): BegunChange | undefined {
  const copy = besides(file, 'kagimori-old')
  const text = readLive(copy)
  if (text === undefined) return undefined
  return { copy, text, record: readRecord(besides(file, 'kagimori-change')) }
}

/** Nobody but a person can tell which of the two lists is the right one. */
export function notEnded(file: string, copy: string): Refusal {
  return new Refusal('conflict', 'rotate-cut-short', { file, copy })
}

function readRecord(path: string): BegunChange['record'] {
  try {
    const { task, handover, login, to } = JSON.parse(readLive(path)?.toString() ?? '{}')
    const texts = [task, handover, login, to]
    return texts.every(text => typeof text === 'string') ? { task, handover, login, to } : undefined
  } catch {
    return undefined
  }
}
