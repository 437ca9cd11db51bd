import type { ProbeUnknown } from '../../src/core/probe.ts'
import type { Endpoint } from '../../src/core/system.ts'
import type { Authority } from '../servers/certificates.ts'

/** A login as its server knows it. */
export interface KnownLogin {
  readonly login: string
  readonly password: string
  /** A second password that opens it too: the one somebody forgot to take away. */
  readonly also?: string
  readonly isLocked?: true
}

/** A real server that is made to do what servers do to a rotation. */
export interface ProvenServer {
  readonly name: string
  /** Its programs by their Debian packages. */
  readonly needs: Readonly<Record<string, string>>
  /** Whether it wants an /etc of its own. */
  readonly hasOwnEtc?: true
  /** What the account list is recognised as. */
  readonly format: string
  /** What it says of the right password of a login that is locked. */
  readonly locked: 'refused' | ProbeUnknown
  /** Why nothing can be told once its certificate has run out, or what it has instead. */
  readonly untrusted: ProbeUnknown
  /** Why it cannot hold two passwords for one login; absent where it can. */
  readonly onePassword?: string
  /** Lays it out in a folder of its own and starts nothing yet; `programs` has the paths of what it needs. */
  readonly layOut: (place: Place) => Promise<LaidOut>
}

export interface Place {
  readonly folder: string
  readonly authority: Authority
  readonly programs: Readonly<Record<string, string>>
}

/** Such a server in its folder. */
export interface LaidOut {
  readonly endpoint: Endpoint
  /** Starts it and waits until it listens; answers how to end it. */
  readonly start: () => Promise<() => void>
  /** Makes it know a login anew, as its administrator would. */
  readonly put: (login: KnownLogin) => void
  /** The account list: the very file it works with, or what its own program writes. */
  readonly list: () => string
  /** Spoils what TLS rests on, for the next start; answers the endpoint where that is declared otherwise then. */
  readonly breakTls: () => Endpoint | undefined
}
