/** Characters that make a spreadsheet take a cell for a formula (OWASP ASVS 5.0 1.2.10). */
const formula = /^[=+\-@\t\r\0]/

/** One line of RFC 4180, with no cell a spreadsheet would run. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** A cell no spreadsheet runs: guarded by an apostrophe, quoted where it must be. */
function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
