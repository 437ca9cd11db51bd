import type { Assessment } from './account.ts'
import type { MessageKey } from './message.ts'

/** What is kept of a rated password, and what its owner is told. Without a score it was not rated (`tooSlow`). */
export type Rating = Pick<
  Assessment,
  'score' | 'guessesLog10' | 'lengthBucket' | 'weaknesses' | 'tooSlow'
> & {
  readonly warning?: MessageKey
  readonly suggestions: readonly MessageKey[]
}
