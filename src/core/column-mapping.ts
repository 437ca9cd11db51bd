import { type ColumnMapping, shownHeader } from './column-names.ts'
import { Refusal } from './refusal.ts'

/**
 * `login:社員番号,password:暗証` as field → header; a header may hold colons, no commas. Refuses (malformed) what is no
 * pair, a field named twice and a header given to two fields. Nothing is quoted that may be a password.
 */
export function readMapping(written: string): ColumnMapping {
  const mapping = new Map<string, string>()
  for (const [index, pair] of written.split(',').entries()) {
    const at = pair.indexOf(':')
    const field = pair.slice(0, Math.max(at, 0)).trim()
    const header = pair.slice(at + 1).trim()
    // Not quoted: whoever takes `password:` for the place of the password writes it here.
    if (!/^[a-zA-Z]{1,40}$/.test(field) || header === '') {
      throw new Refusal('malformed', 'columns-pair', { number: index + 1 })
    }
    const before = mapping.get(field)
    if (before !== undefined) {
      const headers = [before, header].map(shownHeader).join(', ')
      throw new Refusal('malformed', 'columns-field-twice', { field, headers })
    }
    const [other] = [...mapping].find(([, mapped]) => mapped === header) ?? []
    if (other !== undefined) {
      const values = { fields: `${other}, ${field}`, header: shownHeader(header) }
      throw new Refusal('malformed', 'columns-header-twice', values)
    }
    mapping.set(field, header)
  }
  return Object.fromEntries(mapping)
}
