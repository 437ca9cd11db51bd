import type { Assessment } from './account.ts'
import type { MessageKey } from './message.ts'

/** What is found out about a password, and what its owner is told. */
export type Rating = Required<Pick<Assessment, 'score' | 'guessesLog10' | 'weaknesses'>> & {
  /** In code points; of it only a bucket is kept. */
  readonly length: number
  readonly warning?: MessageKey
  readonly suggestions: readonly MessageKey[]
}
