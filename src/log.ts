import { join } from 'node:path'
import { type Logger, multistream, pino } from 'pino'
import { LogFile } from './log-file.ts'

/** JSON lines on stderr, and rotated in the data folder. Bodies, passwords and tokens are never handed to it. */
export interface Log {
  readonly logger: Logger
  /** Notes a fault of our own: name, place and stack, never what a caller sent. */
  readonly reportFault: (where: string, error: unknown) => void
}

const faultsPerMinute = 60

const fileLimits = { fileBytes: 5 * 2 ** 20, kept: 3 }

/**
 * Opens the log, with a copy in `kagimori.log` of the folder where one is given (20 MiB at most). The same fault
 * cannot fill a disk: past 60 a minute they are counted, not written.
 */
export function openLog(folder?: string): Log {
  const stderr = { stream: pino.destination({ fd: 2, sync: true }) }
  const file = folder === undefined ? [] : [{ stream: new LogFile(join(folder, 'kagimori.log'), fileLimits) }]
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    multistream([stderr, ...file]),
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
      if (written <= faultsPerMinute) logger.error({ where, ...describeFault(error) }, 'fault')
    },
  }
}

/** What may be told of a fault. */
export interface FaultNote {
  readonly fault: string
  readonly message?: string
  /** Where it was thrown, without the message that V8 writes before it. */
  readonly stack?: string
}

/** A code of the operating system or of the database, whose messages speak of files and tables. */
const systemCode = /^(?:E[A-Z0-9]+|ERR_SQLITE_ERROR)$/

/** Name, place, and the message only of plain errors and the system's: those of parsers quote what was being read. */
export function describeFault(error: unknown): FaultNote {
  if (!(error instanceof Error)) return { fault: typeof error }
  const { name, message, stack } = error
  const code = 'code' in error ? String(error.code) : undefined
  const isOwn = name === 'Refusal' || name === 'ReferenceError' || (name === 'Error' && code === undefined)
  const isSystem = code !== undefined && systemCode.test(code)
  const frames = stack?.split('\n').filter(line => /^ {4}at /.test(line))
  return {
    fault: name,
    ...(isOwn || isSystem ? { message } : {}),
    ...(frames === undefined ? {} : { stack: frames.join('\n').slice(0, 2000) }),
  }
}
