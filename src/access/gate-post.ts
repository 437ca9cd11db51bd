import type { Attempt, Question } from '../core/decision.ts'
import { awaitAtGate, noteAttemptAtGate } from './gate-watch.ts'

type Post = Parameters<typeof awaitAtGate>[0]

/** What belongs to a decision at a gate before it is made and after. */
export class GatePost {
  readonly #post: Post

  constructor(post: Post) {
    this.#post = post
  }

  /** What a decision is worth waiting for, some 300 ms at most; undefined where nothing is missing. */
  beforeDeciding(question: Question): Promise<void> | undefined {
    return awaitAtGate(this.#post, question)
  }

  /** What a server tells of a login afterwards. */
  noteAttempt(attempt: Attempt): void {
    noteAttemptAtGate(this.#post, attempt)
  }
}
