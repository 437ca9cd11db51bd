import type { Assessment } from './account.ts'
import type { MessageKey } from './message.ts'

/** What is kept of a rated password, and what its owner is told. */
export type Rating = Required<Pick<Assessment, 'score' | 'guessesLog10' | 'lengthBucket' | 'weaknesses'>> & {
  readonly warning?: MessageKey
  readonly suggestions: readonly MessageKey[]
}
