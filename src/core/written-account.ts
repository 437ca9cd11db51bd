import type { AccountFacts, Credential } from './account.ts'
import type { Field } from './column-aliases.ts'
import type { ReadResult, RejectedLine } from './format.ts'
import { looksHashed } from './hash-text.ts'
import { openLogins } from './login-register.ts'
import { isPlainAscii } from './plain-ascii.ts'
import { Secret } from './secret.ts'
import { readWrittenDate } from './written-date.ts'
import { type BooleanField, readWrittenBoolean, readWrittenRole, wordsFor } from './written-words.ts'

/** What a record writes in each field it has; a field that is not there is not known. */
export type FieldTexts = Pick<ReadonlyMap<Field, string>, 'get'>

type Kind = 'text' | 'date' | 'boolean' | 'role' | 'networks'
type FactField = Exclude<Field, 'login' | 'password' | 'passwordHash' | 'hashScheme' | 'salt'>

const kinds: Readonly<Record<FactField, Kind>> = {
  displayName: 'text',
  email: 'text',
  phone: 'text',
  owner: 'text',
  role: 'role',
  enabled: 'boolean',
  disabled: 'boolean',
  lastLoginAt: 'date',
  passwordChangedAt: 'date',
  createdAt: 'date',
  expiresAt: 'date',
  leftAt: 'date',
  shared: 'boolean',
  mfa: 'boolean',
  vendor: 'boolean',
  initial: 'boolean',
  purpose: 'text',
  reviewedAt: 'date',
  dailyUse: 'boolean',
  compromisedAt: 'date',
  networks: 'networks',
}
const factFields = Object.entries(kinds) as readonly (readonly [FactField, Kind])[]

/** How systems write "there is none" into a date or yes-or-no cell; nothing is known of it then. */
const nothing: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  'ー',
  '―',
  'null',
  '\\n',
  'n/a',
  'なし',
  '無し',
  '未設定',
])
const noDate = /^(?:0000|0001)\D?00|^0001\D?01\D?01|^(?:never|未ログイン|未変更|無期限|期限なし)$/
/** What spreadsheets write at the head of a line that adds up those above. */
const totals: ReadonlySet<string> = new Set(['合計', '総計', '小計', '総合計', '計'])
/** A password column blotted out by the system that wrote it. */
const masked = /^([*●•＊■])\1{2,}$/u
/** What systems write in its place. `hidden` without brackets may be somebody's password. */
const withheld = /^(?:非表示|\(非表示\)|（非表示）|設定済み|\[hidden\])$/i
/** A digest in base64 without a label: only a salt beside it tells it from a password. */
const bareBase64 = /^[A-Za-z0-9+/_-]{22,}={0,2}$/
/** No scheme's name: how the password and a salt of its own column were put together only the system knows. */
const salted = 'salted-by-another-column'

type Value = string | boolean | readonly string[]
type Fault = Omit<RejectedLine, 'line'>

/**
 * Opens a reader of accounts whose fields people and other systems have written. A word or date it does not know
 * rejects the line, naming the field and what is accepted, but never quoting the cell: in a shifted row it may be a
 * password. Logins are trimmed, never folded; the line of a total is no account. Where all records have the same
 * `fields`, no others are looked for.
 */
export function openWrittenAccounts(
  isPart?: true,
  fields?: ReadonlySet<Field>,
): (texts: FieldTexts, line: number) => ReadResult {
  const admit = openLogins(isPart)
  const wanted = factFields.filter(([field]) => fields?.has(field) ?? true)
  return (texts, line) => {
    const facts = readFacts(texts, wanted)
    if ('key' in facts) return { line, ...facts }
    const login = texts.get('login')?.trim() ?? ''
    if (totals.has(login)) return { line, key: 'account-total' }
    return admit(Object.assign(facts, { login, line, credential: readCredentialCells(texts) }))
  }
}

function readFacts(texts: FieldTexts, wanted: typeof factFields): Partial<AccountFacts> | Fault {
  const facts: Partial<Record<FactField, Value>> = {}
  for (const [field, kind] of wanted) {
    const text = texts.get(field)
    if (text === undefined) continue
    const read = readers[kind](text, field)
    if (typeof read === 'object' && 'key' in read) return read
    if (read !== undefined) facts[field] = read
  }
  if (facts.disabled === undefined) return facts as Partial<AccountFacts>
  const { disabled, ...rest } = facts
  // Either column may say that the account is off; neither can take that back.
  return { ...rest, enabled: !disabled && rest.enabled !== false } as Partial<AccountFacts>
}

/** What a cell says; undefined where that is nothing. */
const readers: Readonly<Record<Kind, (text: string, field: FactField) => Value | Fault | undefined>> = {
  text: text => present((isPlainAscii(text) ? text : text.replace(/\p{Cc}+/gu, ' ')).trim()),
  role: text => present(readWrittenRole(text)),
  networks: text => {
    const networks = text
      .normalize('NFKC')
      .split(/[\s,;|、]+/)
      .filter(part => part !== '')
    return networks.length === 0 ? undefined : networks
  },
  date: (text, field) => {
    const date = readWrittenDate(text)
    if (date !== undefined) return date
    const folded = text.normalize('NFKC').trim().toLowerCase()
    return nothing.has(folded) || noDate.test(folded) ? undefined : { key: 'account-date', values: { field } }
  },
  boolean: (text, field) => {
    const value = readWrittenBoolean(field as BooleanField, text)
    if (value !== undefined || nothing.has(text.normalize('NFKC').trim().toLowerCase())) return value
    return { key: 'account-word', values: { field, words: wordsFor(field as BooleanField) } }
  },
}

function present(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

/** An empty password cell is a blank password; a column that is not there, or blotted out, shows nothing. */
function readCredentialCells(texts: FieldTexts): Credential {
  const password = texts.get('password')
  const hash = texts.get('passwordHash')?.trim() ?? ''
  if (hash !== '' && (password === undefined || password === '')) return hashed(hash, texts)
  if (password === undefined || isWithheld(password)) return { seen: 'absent' }
  if (looksHashed(password) || (isSalted(texts) && bareBase64.test(password))) {
    return hashed(password.trim(), texts)
  }
  return { seen: 'clear', secret: new Secret(password) }
}

function isWithheld(password: string): boolean {
  return masked.test(password) || withheld.test(password.trim())
}

function isSalted(texts: FieldTexts): boolean {
  return !nothing.has(texts.get('salt')?.trim().toLowerCase() ?? '')
}

function hashed(text: string, texts: FieldTexts): Credential {
  const named = texts.get('hashScheme')?.normalize('NFKC').trim().toLowerCase() ?? ''
  const scheme = isSalted(texts) ? salted : named
  return { seen: 'hash', hash: new Secret(text), ...(scheme === '' ? {} : { scheme }) }
}
