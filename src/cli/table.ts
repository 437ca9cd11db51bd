import Table from 'cli-table3'
import { type Language, type MessageKey, render } from '../core/message.ts'
import { wrap } from './wrapping.ts'

const cellPadding = 2

type Column = MessageKey extends infer K ? (K extends `report-column-${infer C}` ? C : never) : never

/** The heads of these columns in the reader's language. */
export function headsOf(language: Language, columns: readonly Column[]): readonly string[] {
  return columns.map(column => render(language, `report-column-${column}`))
}

/** A table whose columns line up for Japanese text too. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths?: readonly number[],
): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    ...(widths === undefined ? {} : { colWidths: [...widths] }),
  })
  const lines = (text: string, column: number) => {
    const width = widths?.[column]
    return (width === undefined ? text : wrap(text, width - cellPadding)).split('\n')
  }
  // A row a line: of a cell of many lines the package measures the whole for each of them.
  table.push(...rows.flatMap(row => sideBySide(row.map(lines))))
  return `${table.toString()}\n`
}

/** The lines of a row's cells, one row a line. */
function sideBySide(cells: readonly (readonly string[])[]): string[][] {
  const height = Math.max(...cells.map(({ length }) => length))
  return Array.from({ length: height }, (_, line) => cells.map(cell => cell[line] ?? ''))
}
