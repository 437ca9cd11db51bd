/** What the service does without a caller who waits: what is due every minute, and an audit by its id. */
export const jobKinds = ['round', 'audit'] as const
export type JobKind = (typeof jobKinds)[number]

/** Does one job. It may be done again after a stop or a crash, and gives up early once `signal` is aborted. */
export type Work = (subject: string, signal?: AbortSignal) => Promise<void>
export type Works = Readonly<Record<JobKind, Work>>

/** By whom jobs are done: by this process, or by whichever of many shares the database and is free. */
export interface Jobs {
  /** Whether other processes may do what this one asks for. */
  readonly isShared: boolean
  /** Begins to do jobs. */
  readonly open: (works: Works) => Promise<void>
  /**
   * Asks for a job. Alone it ends with the job; shared it ends when the job is in the queue, where the same one stands
   * only once, and never fails: what could not be asked for is asked for again by the next round.
   */
  readonly ask: (kind: JobKind, subject: string) => Promise<void>
  /** Begins no other job; what runs is finished or, where others can take it over, given back. Repeatable. */
  readonly close: () => Promise<void>
}

/** Jobs of a process that has its database to itself. */
export function ownJobs(): Jobs {
  let doing: Works | undefined
  return {
    isShared: false,
    open: async works => {
      doing = works
    },
    ask: async (kind, subject) => doing?.[kind](subject),
    close: async () => undefined,
  }
}
