/** A password to rate and the words an attacker would know. */
export interface RatingJob {
  readonly password: string
  readonly userInputs: readonly string[]
}

/**
 * What a worker is started with. `pulse` holds the place in the batch of the rating under way (from 1, 0 = none)
 * and the thread's processor time, in milliseconds, when it began.
 */
export interface RatingWorkerData {
  readonly pulse: Int32Array
  readonly maxLength: number
}

/** Whole milliseconds of a thread's processor time: a busy machine must not make a password look slow to rate. */
export function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return Math.floor((user + system) / 1000)
}
