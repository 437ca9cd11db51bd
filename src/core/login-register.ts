import type { AccountRow, Credential } from './account.ts'
import type { ReadResult, RejectedLine } from './format.ts'
import { isPlainAscii } from './plain-ascii.ts'

const longestLogin = 256
/** As over REST, and ten times what the longest hash text takes. */
const longestCredential = 4096
const controlCharacters = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u

/** Why a login cannot be one: empty, with control or invisible characters, or longer than 256 characters. */
export function loginFault(login: string): Omit<RejectedLine, 'line'> | undefined {
  if (login.trim() === '') return { key: 'account-login-empty' }
  if (!isPlainAscii(login) && controlCharacters.test(login)) return { key: 'account-login-control' }
  return login.length > longestLogin
    ? { key: 'account-login-long', values: { longest: longestLogin } }
    : undefined
}

/** Why a row cannot be an account's: its login is none, or a password or hash is longer than 4,096 code units. */
export function rowFault({
  login,
  credential,
  alternatives,
}: AccountRow): Omit<RejectedLine, 'line'> | undefined {
  const isLong =
    lengthOf(credential) > longestCredential ||
    alternatives?.some(each => lengthOf(each) > longestCredential) === true
  return (
    loginFault(login) ??
    (isLong ? { key: 'account-password-long', values: { longest: longestCredential } } : undefined)
  )
}

function lengthOf(credential: Credential): number {
  if (credential.seen === 'clear') return credential.secret.reveal().length
  return credential.seen === 'hash' ? credential.hash.reveal().length : 0
}

/**
 * Opens the register of one list: lets every login in once, as written. A second account of a login is rejected
 * with the line that had it first, for a list that says two things of one account cannot be believed. Of a part of a list
 * (`isPart`) that is told by whoever reads all parts.
 */
export function openLogins(isPart?: true): (row: AccountRow) => ReadResult {
  const firstLines = new Map<string, number>()
  return row => {
    const fault = rowFault(row)
    if (fault !== undefined) return { line: row.line, ...fault }
    if (isPart === true) return row
    const first = firstLines.get(row.login)
    if (first !== undefined) return { line: row.line, key: 'account-login-twice', values: { first } }
    firstLines.set(row.login, row.line)
    return row
  }
}
