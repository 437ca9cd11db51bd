import type { AccountFacts } from '../core/account.ts'
import { contextWords, defaultPasswords } from './context.ts'
import { japaneseMostUsed } from './words/japanese-most-used.ts'
import { mostUsed } from './words/most-used.ts'

/**
 * Passwords worth trying on a hash, likeliest first, each once: blank, the login and what people make of it,
 * makers' defaults, the words around the account with this year's and last year's number, and the most used ones.
 */
export function* candidatePasswords(
  facts: AccountFacts,
  words: readonly string[],
  now: string,
): Generator<string> {
  const given = new Set<string>()
  for (const candidate of everyCandidate(facts, words, now)) {
    if (given.has(candidate)) continue
    given.add(candidate)
    yield candidate
  }
}

function* everyCandidate(facts: AccountFacts, words: readonly string[], now: string): Generator<string> {
  const { login } = facts
  const [name = login] = login.split('@')
  const year = Number(now.slice(0, 4))
  const endings = ['123', '1', '1234', String(year), String(year - 1), '!', '01', `${year}!`]
  yield* ['', name, login, 'password', ...defaultPasswords(login), '123456']
  yield* endings.slice(0, 5).map(ending => name + ending)
  yield* [[...name].reverse().join(''), name + name]
  yield* mostUsed
  for (const word of contextWords(facts, words)) {
    const lower = word.toLowerCase()
    yield* [word, lower, capitalised(lower)]
    yield* endings.flatMap(ending => [lower + ending, capitalised(lower) + ending])
  }
  yield* japaneseMostUsed
  yield* japaneseMostUsed.flatMap(word => [`${word}123`, `${word}${year}`])
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
