import Table from 'cli-table3'
import { wrap } from './wrapping.ts'

const cellPadding = 2

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
  const cell = (text: string, column: number) => {
    const width = widths?.[column]
    return width === undefined ? text : wrap(text, width - cellPadding)
  }
  table.push(...rows.map(row => row.map(cell)))
  return `${table.toString()}\n`
}
