import type { AccountRow } from './account.ts'
import type { MessageKey, Sentence, Values } from './message.ts'

/** How a file is cut into records before a format sees it. */
export type Syntax =
  /** One text line a record (without its line end). */
  | 'lines'
  /** RFC 4180 records as arrays of cells; the delimiter is found from the first line (comma, tab, semicolon, pipe). */
  | 'delimited'
  /** The elements of one JSON array (or of the first array inside one object), streamed. */
  | 'json'
  /** One JSON value a line. */
  | 'ndjson'

export interface RecordOf {
  readonly lines: string
  readonly delimited: readonly string[]
  readonly json: unknown
  readonly ndjson: unknown
}

/** The beginning of a file, for recognition. */
export interface Head {
  /** First 64 KiB, decoded. */
  readonly text: string
  /** Nothing follows. */
  readonly isWhole?: true
  /** Its complete, non-empty lines (at most 200; the last one too when the file ends in the head). */
  readonly lines: readonly string[]
  /** Cells of the first delimited record, trimmed and NFKC-folded; empty when it does not parse as delimited. */
  readonly header: readonly string[]
}

/** A record that cannot be an account: named by line, never quoted (it may hold a password). */
export interface RejectedLine {
  readonly line: number
  readonly key: MessageKey
  readonly values?: Values
}

export type ReadResult = AccountRow | RejectedLine

/** What a reader is told: the saved or given column mapping (field → header), and the current time for two-digit years. */
export interface ReadContext {
  readonly columns: Readonly<Record<string, string>>
  readonly now: string
  /** Whoever reads parts side by side tells logins written twice himself: a reader of a part sees too few. */
  readonly isPart?: true
}

/** Reads one file record by record; keeps what it needs between records. */
export interface RecordReader<S extends Syntax> {
  /** Accounts and rejections a record gives; an empty answer for comments, headers and blank lines. */
  readonly read: (record: RecordOf[S], line: number) => readonly ReadResult[]
  /** What is left when the file ends (an unfinished entry is a rejection). */
  readonly end: () => readonly ReadResult[]
}

/** One way a format is written; most have one, some two (SQL dump and CSV). */
export interface Dialect<S extends Syntax = Syntax> {
  readonly syntax: S
  /** Whether a file that begins so is this format and no other. */
  readonly recognises: (head: Head) => boolean
  /**
   * Whether a file that no format recognises may be this one where it is named: its own reader then says which lines
   * are wrong. Absent where `recognises` is generous enough.
   */
  readonly passesNamed?: (head: Head) => boolean
  readonly open: (context: ReadContext) => RecordReader<S>
  /**
   * Records say nothing of each other but for the header row and a login written twice, and nothing is left at the
   * end: parts of a long file may be read side by side, each behind the header.
   */
  readonly readsApart?: true
}

export interface FormatExample {
  readonly about: string
  readonly text: string
  /** Logins expected in order (good examples). */
  readonly logins?: readonly string[]
  /** Lines expected to be rejected (bad examples that are read line by line). */
  readonly rejectedLines?: readonly number[]
}

/** The shape of every file in `formats/`; the file is named after `name`, which is also what the user types. */
export interface Format {
  readonly name: string
  /** What a file of this format looks like, for the refusal of one that does not: one example line, no secrets. */
  readonly expects: Sentence
  /** The system's own passwords are readable by whoever holds this file. */
  readonly dialects: readonly Dialect[]
  readonly examples: {
    /** Recognised by this format and by no other; every line is an account or a comment. */
    readonly good: readonly FormatExample[]
    /** Either not recognised at all, or recognised with the named lines rejected when read under this name. */
    readonly bad: readonly FormatExample[]
  }
}

/** Keeps a dialect's record type while it is written, folds it for the shelf. */
export function defineDialect<S extends Syntax>(dialect: Dialect<S>): Dialect {
  return dialect as unknown as Dialect
}

/** Whether a result is an account. */
export function isAccountRow(result: ReadResult): result is AccountRow {
  return 'login' in result
}
