import type { RecordOf, RejectedLine, Syntax } from '../core/format.ts'
import { Refusal } from '../core/refusal.ts'

/** One record with the line it begins in, or a line that is no record. */
export type Piece<S extends Syntax = Syntax> =
  | { readonly record: RecordOf[S]; readonly line: number }
  | { readonly rejected: RejectedLine }

/**
 * Cuts a text that arrives in parts into records. Refuses the file, naming the line, where no next record can be
 * found.
 */
export interface Cutter<S extends Syntax = Syntax> {
  readonly push: (text: string) => Iterable<Piece<S>> | Promise<Iterable<Piece<S>>>
  readonly end: () => Iterable<Piece<S>> | Promise<Iterable<Piece<S>>>
}

/** No record, line or cell may be longer: a list of accounts has none, a lost quote or line end makes them. */
export const longestRecord = 2 * 2 ** 20

/** Refuses the file for a line nothing sensible is that long. */
export function refuseLongLine(line: number): never {
  throw new Refusal('invalid', 'intake-line-too-long', { line, mebibytes: longestRecord / 2 ** 20 })
}
