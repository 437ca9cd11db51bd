import type { Parts } from '../parts.ts'
import type { DecisionBook } from './decision-book.ts'
import type { TokenRing } from './token-ring.ts'

type Desk = Parts & {
  readonly decisionBook: DecisionBook
  readonly tokenRing: TokenRing
  readonly attacks: { readonly settle: () => Promise<void> }
}

const answersKeptMilliseconds = 86_400_000

/** Lets waivers end, notes tokens' last uses, the time and attacks, forgets old answers and decisions. */
export async function tidyUp({
  store,
  clock,
  tokenRing,
  decisionBook,
  attacks,
  gateFaults,
}: Desk): Promise<void> {
  await store.reopenExpiredWaivers(clock())
  await tokenRing.touch()
  await store.pruneAnswers(new Date(Date.parse(clock()) - answersKeptMilliseconds).toISOString())
  await store.putSetting('clock', clock())
  await decisionBook.tidy()
  await attacks.settle()
  await gateFaults?.settle()
}

/** Writes what is still in memory, at a stop. */
export async function closeBooks({ decisionBook, tokenRing, reportFault }: Desk): Promise<void> {
  await decisionBook.flush()
  // A stop goes through on a full disk too: when a token was last used is not worth failing for.
  await tokenRing.touch(true).catch(error => reportFault('settle', error))
}
