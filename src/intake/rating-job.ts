/** A password to rate and the words an attacker would know. */
export interface RatingJob {
  readonly password: string
  readonly userInputs: readonly string[]
}

/** What a worker is started with. `pulse` holds the place in the batch (from 1, 0 = idle) and when its rating began. */
export interface RatingWorkerData {
  readonly pulse: Int32Array
  readonly maxLength: number
}

/** Milliseconds on the clock that all threads share, in 32 bits. */
export function sharedMilliseconds(): number {
  return Number(process.hrtime.bigint() / 1_000_000n) | 0
}
