import { besides, readLive, replaceFile } from '../live-file/live-file.ts'

/** A text of the export and the ETag it came with. */
export interface Given {
  readonly text: string
  readonly etag: string
}

/** What was given to a file, and what is on trial there. */
export interface GivenRecord {
  /** The last text that passed check and reload; `isTakenUp` where there was a reload, that is, the server has read it. */
  readonly given?: Given & { readonly isTakenUp?: true }
  /** Set from before the file is replaced until its fate is known: a crash between is found by it. */
  readonly trial?: Given & {
    /** The bytes that stood there, base64; absent where there was no file. */
    readonly before?: string
  }
}

/** Reads the record beside the file; an absent or damaged one knows of nothing. */
export function readRecord(file: string): GivenRecord {
  try {
    return JSON.parse(readLive(recordOf(file))?.toString() ?? '{}')
  } catch {
    return {}
  }
}

/** Keeps the record beside the file, readable by its owner alone. */
export function keepRecord(file: string, record: GivenRecord): void {
  replaceFile(recordOf(file), JSON.stringify(record), 0o600)
}

function recordOf(file: string): string {
  return besides(file, 'kagimori')
}
