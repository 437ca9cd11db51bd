import type { Jobs } from './jobs.ts'

interface RoundParts {
  readonly jobs: Jobs
  readonly clock: () => string
  /** The order of audits: does one, takes up what a stop cut short, or asks for it where others may be at it. */
  readonly line: {
    readonly audit: (id: string, signal?: AbortSignal) => Promise<void>
    readonly recover: () => Promise<void>
    readonly settleShared: (ask: (audit: string) => Promise<void>) => Promise<void>
  }
  /** What is looked after in each round, one after the other. */
  readonly due: readonly (() => Promise<void>)[]
}

/** Of `2026-11-23T09:30`. */
const minuteLength = 16

/** What is done every minute, and what a stop cut short: by this process, or by one of the many that share the database. */
export class Rounds {
  readonly #parts: RoundParts

  constructor(parts: RoundParts) {
    this.#parts = parts
  }

  /** Begins to do what is asked for. */
  open(): Promise<void> {
    const { jobs, line, due } = this.#parts
    return jobs.open({
      round: async () => {
        if (jobs.isShared) await line.settleShared(id => jobs.ask('audit', id))
        for (const look of due) await look()
      },
      audit: (id, signal) => line.audit(id, signal),
    })
  }

  /** Goes the round, or asks for the one of this minute. */
  next(): Promise<void> {
    const { jobs, clock } = this.#parts
    return jobs.ask('round', clock().slice(0, minuteLength))
  }

  /** Finds what the last stop cut short. */
  recover(): Promise<void> {
    const { jobs, clock, line } = this.#parts
    return jobs.isShared ? jobs.ask('round', clock()) : line.recover()
  }
}
