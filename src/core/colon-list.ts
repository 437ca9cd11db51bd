import type { AccountRow } from './account.ts'
import type { Head, ReadResult, RecordReader, RejectedLine } from './format.ts'
import { openLogins } from './login-register.ts'

/** Share of a head's lines that must fit, so that a damaged line is named and does not hide the whole file. */
const enough = 0.8
const controlCharacters = /[^\P{Cc}\t]/u

/** Whether a line is blank or a `#` comment. */
export function isComment(line: string): boolean {
  return line.startsWith('#') || line.trim() === ''
}

/** The lines of a head that are no comments. */
export function entriesOf(head: Head): readonly string[] {
  return head.lines.filter(line => !isComment(line))
}

/** Whether at least four fifths of the lines (and one of them) fit. A line with control characters fits nothing. */
export function mostFit(lines: readonly string[], fits: (line: string) => boolean): boolean {
  const fitting = lines.filter(line => !controlCharacters.test(line) && fits(line)).length
  return fitting > 0 && fitting >= lines.length * enough
}

/** Whether most of a head's lines are entries of so many fields that have the right form. */
export function mostFieldsFit(
  head: Head,
  fields: number,
  fits: (fields: readonly string[]) => boolean,
): boolean {
  return mostFit(entriesOf(head), line => {
    const found = line.split(':')
    return found.length === fields && isLoginLike(found[0] ?? '') && fits(found)
  })
}

/** Whether a text could be a login, so that a sentence with a colon in it is not taken for an entry. */
export function isLoginLike(text: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}._@+\\$~ -]{0,255}$/u.test(text)
}

/** How the entries of a colon-separated file are read. */
export interface ColonList {
  /** Number of fields, or the fewest and most of them; with `open` the last one may hold colons. */
  readonly fields: number | { readonly from: number; readonly to: number; readonly open: boolean }
  readonly read: (fields: readonly string[], line: number) => AccountRow | RejectedLine
}

/** Opens a reader of a file of one account a line, with `#` comments; every login once. */
export function openColonList({ fields, read }: ColonList): RecordReader<'lines'> {
  const admit = openLogins()
  const { from, to, open } = typeof fields === 'number' ? { from: fields, to: fields, open: false } : fields
  const expected = from === to ? from : `${from}–${to}`
  return {
    read: (text, line): readonly ReadResult[] => {
      if (isComment(text)) return []
      const found = text.split(':')
      if (found.length < from || (found.length > to && !open)) {
        return [{ line, key: 'entry-fields', values: { expected, found: found.length } }]
      }
      const result = read([...found.slice(0, to - 1), ...lastOf(found, to)], line)
      return ['login' in result ? admit(result) : result]
    },
    end: () => [],
  }
}

/** The last field with its colons, where there are as many fields. */
function lastOf(found: readonly string[], to: number): readonly string[] {
  return found.length < to ? [] : [found.slice(to - 1).join(':')]
}
