import type { AccountFacts } from './account.ts'

/** What a list writes of an account, with `undefined` and empty text where it says nothing. */
export type WrittenFacts = {
  readonly [F in Exclude<keyof AccountFacts, 'login'>]?: AccountFacts[F] | undefined
}

/** The facts that are known: `undefined`, empty texts and empty lists dropped. */
export function knownFacts(facts: WrittenFacts): Omit<AccountFacts, 'login'> {
  const known = Object.entries(facts).filter(([, fact]) => {
    if (fact === undefined) return false
    return typeof fact === 'boolean' || fact.length > 0
  })
  return Object.fromEntries(known)
}
