import type { AccountFacts, WeaknessCode } from '../core/account.ts'
import { foldLookAlikes, foldLoosely } from './look-alikes.ts'
import { mayShareWord } from './shared-letters.ts'
import { TextSet } from './text-set.ts'
import { vendorDefaults } from './words/vendor-defaults.ts'

const separators = /[\s._\-@+/,:;()・　]+/u
const shortestWord = 3
const shortestPhone = 6

/**
 * Words an attacker who knows the account tries first: login, names, e-mail, phone and owner with their parts, and
 * the given company and system words. Each once, at least three characters (two where it is not ASCII).
 */
export function contextWords(facts: AccountFacts, words: readonly string[]): readonly string[] {
  const { login, displayName = '', owner = '', email = '', phone = '' } = facts
  const texts = [login, displayName, owner, email, ...words]
  const digits = phone.normalize('NFKC').replace(/\D/g, '')
  const numbers = digits.length < shortestPhone ? [] : [digits, digits.slice(-8)]
  const parts = texts.flatMap(text => [text, ...partsOf(text)])
  return [...new Set([...parts, ...numbers].map(part => part.trim()).filter(isTelling))]
}

/** Tells whether one of `words` occurs in a password, whatever its case and with look-alikes written for letters. */
export function openWordSearch(words: readonly string[]): (password: string) => boolean {
  if (words.length === 0) return holdsNone
  const wanted = words.filter(isTelling).map(foldLookAlikes)
  if (wanted.length === 0) return holdsNone
  return password => {
    if (!mayShareWord(password, wanted)) return false
    const folded = foldLookAlikes(password)
    return wanted.some(word => folded.includes(word))
  }
}

function holdsNone(): boolean {
  return false
}

/**
 * Of `words` those that can matter to the rating of `password`: written forwards, backwards or with look-alikes.
 */
export function wordsThatOccur(password: string, words: readonly string[]): readonly string[] {
  if (words.length === 0) return words
  const folded = foldLoosely(password)
  const backwards = [...folded].reverse().join('')
  return words.filter(word => {
    if (!isTelling(word)) return false
    const wanted = foldLoosely(word)
    return folded.includes(wanted) || backwards.includes(wanted)
  })
}

/** What login and password say of each other: the same text, or a pair as makers ship it. */
export function pairWeaknesses(login: string, password: string): readonly WeaknessCode[] {
  const folded = password.normalize('NFKC').toLowerCase()
  const name = login.normalize('NFKC').toLowerCase()
  const equals = folded !== '' && (folded === name || folded === name.split('@')[0])
  const isDefault = defaultPasswords(login).includes(password)
  return [...(equals ? (['equals-login'] as const) : []), ...(isDefault ? (['default'] as const) : [])]
}

/** The passwords makers ship with this login. */
export function defaultPasswords(login: string): readonly string[] {
  return defaultsByLogin.get(login.toLowerCase())?.map(([, password]) => password) ?? []
}

/** Whether makers ship this password with any login at all. */
export function isDefaultOfSome(password: string): boolean {
  return everyDefault.has(password)
}

const everyDefault = new TextSet(vendorDefaults.map(([, password]) => password))
const defaultsByLogin = Map.groupBy(vendorDefaults, ([login]) => login)

function isTelling(word: string): boolean {
  return word.length >= shortestWord || (word.length === 2 && /[^\p{ASCII}]{2}/u.test(word))
}

/** A text's parts; of a domain name without its last label, which says nothing of its owner. */
function partsOf(text: string): readonly string[] {
  const [local = '', domain] = text.split('@')
  const labels = domain === undefined ? [] : domain.split('.').slice(0, -1)
  return [local, ...local.split(separators), ...labels]
}
