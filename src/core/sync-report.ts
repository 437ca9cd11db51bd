/**
 * How a file that a server reads stands to the list: as given and taken up by a reload, as given and only written, so that
 * nobody knows whether the server has read it, edited by hand, gone, or the last new list was refused by the server's own
 * check or its reload, so that the one before is still in force.
 */
export const syncStates = [
  'in-force',
  'written',
  'edited',
  'missing',
  'check-failed',
  'reload-failed',
] as const
export type SyncState = (typeof syncStates)[number]

/** Whether the file is the list as it was last given. */
export function isAsGiven(state: SyncState): boolean {
  return state === 'in-force' || state === 'written'
}

/** What `kagimori sync` reports of one file. */
export interface SyncReport {
  /** The export the file is written from. */
  readonly target: string
  /** `host:/path/of/the/file`, as the reader of the report knows it. */
  readonly place: string
  readonly state: SyncState
  /** SHA-256 (hex) of the text last given; absent while none was. */
  readonly digest?: string
  /** Lines the file has too many (`+`) or too few (`-`), 50 at most. */
  readonly differences: readonly string[]
  /** When it was received, RFC 3339 in UTC. */
  readonly at: string
  /** Seconds until the next report is due; eight hours where nobody watches. */
  readonly everySeconds: number
}

/** The setting that keeps a system's reports. */
export function syncReportsOf(system: string): string {
  return `sync-reports:${system}`
}

const missedReports = 3

/** Whether three reports in a row have stayed away: what is in force there is not known any more. */
export function isSilent(
  { at, everySeconds }: Pick<SyncReport, 'at' | 'everySeconds'>,
  now: string,
): boolean {
  return Date.parse(now) - Date.parse(at) > missedReports * everySeconds * 1_000
}
