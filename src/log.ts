import { type Logger, pino } from 'pino'

/** JSON lines on stderr. Bodies, passwords and tokens are never handed to it. */
export interface Log {
  readonly logger: Logger
  /** Notes a fault of our own: name, place and stack, never what a caller sent. */
  readonly reportFault: (where: string, error: unknown) => void
}

const faultsPerMinute = 60

/** Opens the log; the same fault cannot fill a disk: past 60 a minute they are counted, not written. */
export function openLog(): Log {
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )
  let minute = 0
  let written = 0
  return {
    logger,
    reportFault: (where, error) => {
      const now = Math.floor(Date.now() / 60_000)
      if (now !== minute) {
        if (written > faultsPerMinute)
          logger.warn({ unwritten: written - faultsPerMinute }, 'more faults in that minute')
        minute = now
        written = 0
      }
      written += 1
      if (written <= faultsPerMinute) logger.error({ where, ...describe(error) }, 'fault')
    },
  }
}

function describe(error: unknown): { readonly fault: string; readonly stack?: string } {
  if (!(error instanceof Error)) return { fault: typeof error }
  return { fault: error.name, ...(error.stack === undefined ? {} : { stack: error.stack.slice(0, 2000) }) }
}
