import { readBase64Text } from './base64-text.ts'
import type { RejectedLine } from './format.ts'

/** One entry: its first line, and every value of the attributes that were asked for, by lower-case name without options. */
export interface LdifEntry {
  readonly line: number
  readonly values: ReadonlyMap<string, readonly string[]>
}

export interface LdifReader {
  readonly read: (text: string, line: number) => readonly (LdifEntry | RejectedLine)[]
  readonly end: () => readonly (LdifEntry | RejectedLine)[]
}

const attribute = /^(?<name>[A-Za-z][\w.-]*)(?:;[\w-]+)*:(?<form>[:<]?) *(?<value>.*)$/s
const changes = new Set(['modify', 'delete', 'modrdn', 'moddn'])
/** What LDIF begins with, and what ldapsearch adds behind the last entry. */
const aroundEntries = new Set(['version', 'search', 'result'])
const longestValue = 65_536

interface OpenAttribute {
  readonly line: number
  text: string
  /** Pictures and certificates are long and of no interest: only their first line is looked at. */
  wanted: boolean
}

/**
 * Opens a reader of LDIF (RFC 2849): unfolds lines that begin with a blank, decodes `::` values as UTF-8, ends an
 * entry at a blank line or the next `dn`. A broken attribute or a change record rejects its whole entry by that line.
 */
export function openLdif(wanted: ReadonlySet<string>): LdifReader {
  let entry: { line: number; values: Map<string, string[]> } | undefined
  let rejected: RejectedLine | undefined
  let open: OpenAttribute | undefined

  const reject = (line: number, key: RejectedLine['key']) => {
    rejected ??= { line, key }
  }
  const closeAttribute = () => {
    if (open === undefined || open.text.startsWith('#')) return
    const { name = '', form = '', value = '' } = attribute.exec(open.text)?.groups ?? {}
    const key = name.toLowerCase()
    if (key === '') return reject(open.line, 'ldif-attribute')
    if (entry === undefined && aroundEntries.has(key)) return
    if (entry === undefined && key !== 'dn') return reject(open.line, 'ldif-no-dn')
    entry ??= { line: open.line, values: new Map() }
    if (key === 'changetype' && changes.has(value.toLowerCase())) return reject(open.line, 'ldif-change')
    if (!wanted.has(key) || form === '<') return
    const decoded = form === ':' ? readBase64Text(value) : value
    if (decoded === undefined) return reject(open.line, 'ldif-base64')
    const values = entry.values.get(key)
    if (values === undefined) entry.values.set(key, [decoded])
    else values.push(decoded)
  }
  const closeEntry = () => {
    closeAttribute()
    const found = rejected ?? entry
    open = undefined
    entry = undefined
    rejected = undefined
    return found === undefined ? [] : [found]
  }
  const read = (text: string, line: number) => {
    if (text === '') return closeEntry()
    if (/^[ \t]/.test(text)) {
      if (open === undefined) reject(line, 'ldif-attribute')
      else if (open.wanted) open.text += text.slice(1)
      if (open !== undefined && open.text.length > longestValue) {
        reject(open.line, 'ldif-attribute')
        open.wanted = false
      }
      return []
    }
    closeAttribute()
    open = undefined
    const before = /^dn:/i.test(text) ? closeEntry() : []
    open = { line, text, wanted: isWanted(text, wanted) }
    return before
  }
  return { read, end: closeEntry }
}

function isWanted(text: string, wanted: ReadonlySet<string>): boolean {
  return wanted.has(text.split(/[:;]/, 1)[0]?.toLowerCase() ?? '')
}
