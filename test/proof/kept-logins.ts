import {
  closeSync,
  ftruncateSync,
  futimesSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import type { Endpoint } from '../../src/core/system.ts'
import type { KnownLogin, LaidOut, Place } from './proven-server.ts'

/** Logins that the cases use, one each. */
export const logins = ['tanaka', 'sato', 'suzuki', 'kato', 'ito', 'mori'] as const

/**
 * Writes all the logins there are whenever one changes, in place: a server with an /etc of its own sees that very file,
 * and never an empty one. Each time is a second later than the one before: by that, Dovecot knows that there is something to read.
 */
export function keptIn(
  file: string,
  lineOf: (login: KnownLogin) => string,
  after = () => {},
): LaidOut['put'] {
  const known = new Map<string, KnownLogin>()
  let writtenAt = Math.floor(Date.now() / 1_000) - 60
  writeFileSync(file, '')
  return login => {
    known.set(login.login, login)
    const lines = Buffer.from([...known.values()].map(lineOf).join(''))
    writtenAt += 1
    const opened = openSync(file, 'r+')
    writeSync(opened, lines, 0, lines.length, 0)
    ftruncateSync(opened, lines.length)
    futimesSync(opened, writtenAt, writtenAt)
    closeSync(opened)
    after()
  }
}

/** Puts a login into several places. */
export function each(...puts: readonly LaidOut['put'][]): LaidOut['put'] {
  return login => {
    for (const put of puts) put(login)
  }
}

/** A certificate that runs out as it is issued, over the one before. */
export function expiring({ folder, authority }: Place): LaidOut['breakTls'] {
  return () => {
    authority.issue(folder, 0)
    return undefined
  }
}

/** An endpoint of this machine. */
export const at = (protocol: string, port: number): Endpoint => ({ protocol, host: 'localhost', port })
/** A list that is a file as it stands. */
export const reading = (file: string) => () => readFileSync(file, 'utf8')
