import type { Sentence } from './message.ts'
import type { Secret } from './secret.ts'

/** Why a probe cannot tell whether a password still opens a system. None of these is ever a refusal (law 2). */
export type ProbeUnknown =
  | 'timed-out'
  | 'unreachable'
  | 'tls-failed'
  | 'locked'
  | 'try-later'
  | 'not-offered'
  | 'no-password-asked'
  | 'denied-by-own-gate'
  | 'plain-not-allowed'
  | 'unreadable'
  | 'budget-spent'
  | 'outside-hours'
  | 'internal-error'

/** `refused` only where the server said in clear that login and password do not belong together. */
export type ProbeAnswer =
  | { readonly answer: 'accepted' | 'refused' }
  | { readonly answer: 'unknown'; readonly reason: ProbeUnknown }

/** What a TLS handshake showed. */
export interface TlsFacts {
  /** `TLSv1.3`. */
  readonly version: string
  /** End of the certificate, RFC 3339. */
  readonly validUntil: string
  readonly verified: boolean
  /** Why it was not verified, as the TLS library names it: `CERT_HAS_EXPIRED`. */
  readonly problem?: string
}

/** One probe of one endpoint, as it is kept in a proof and in the log. */
export interface ProbeResult {
  readonly answer: ProbeAnswer
  /** `protocol://host:port` as declared; empty where the system has none that a probe speaks. */
  readonly endpoint: string
  /** When it was asked, RFC 3339. */
  readonly at: string
  readonly tls?: TlsFacts
}

/** One login endpoint of a system, where the one account of a proof can be tried. */
export interface LoginPlace {
  /** As in `ProbeResult`. */
  readonly endpoint: string
  readonly tryLogin: (password: Secret) => Promise<ProbeResult>
}

/** A web form that people log in with. */
export interface FormFacts {
  /** Path the form is sent to, with a leading slash. */
  readonly path: string
  readonly loginField: string
  readonly passwordField: string
  /** Text that only the page after a good login shows, or the path it redirects to. */
  readonly successMark: string
  /** Text of the page after a wrong password; without it nothing is ever `refused`. */
  readonly failureMark?: string
}

/** Where a probe goes: resolved once, and nowhere else. */
export interface ProbeTarget {
  readonly protocol: string
  /** As declared; the name the certificate must carry. */
  readonly host: string
  /** The IP address connected to. */
  readonly address: string
  readonly port: number
  /** TLS from the first byte, by upgrade (STARTTLS, AUTH TLS) before any password, or none since declared so. */
  readonly tls: 'implicit' | 'upgrade' | 'none'
  /** Path asked for over HTTP; `/` without. */
  readonly path?: string
  readonly form?: FormFacts
  /** Database or directory base to log in to. */
  readonly database?: string
  /** SSH host key shown before, `SHA256:…` as OpenSSH writes it; with another one no password is sent. */
  readonly hostKey?: string
}

/** What a probe may cost. */
export interface ProbeLimits {
  /** Until the password is sent. */
  readonly milliseconds: number
  /** From then on, as servers let whoever they refuse wait for seconds; without it as before. */
  readonly judgingMilliseconds?: number
  /** Bytes read from the server, where the probe reads them itself. */
  readonly bytes: number
}

/** A probe's answer with the TLS it went through. */
export type LoginAnswer = ProbeAnswer & { readonly tls?: TlsFacts; readonly hostKey?: string }

/** What a server says of itself to anybody, without a password; an absent fact is unknown. */
export interface Inspection {
  /** How logins are protected: not at all, if the client asks, always by upgrade, or from the first byte. */
  readonly tlsUse?: 'none' | 'optional' | 'required' | 'implicit'
  readonly tls?: TlsFacts
  /** TLS versions it accepted, oldest first. */
  readonly tlsVersions?: readonly string[]
  readonly anonymous?: boolean
  /** SSH host key, `SHA256:…`. */
  readonly hostKey?: string
  /** The greeting, cut to 200 printable characters. */
  readonly banner?: string
  /** Whether the greeting names product and version. */
  readonly tellsVersion?: boolean
}

/** A conversation held with a scripted server, and what the probe must make of it. */
export interface ProbeExample {
  readonly about: string
  /** Server's lines and the beginnings of the client's lines it waits for, in turn, first the server's. */
  readonly script: readonly { readonly say?: string; readonly expect?: RegExp }[]
  readonly protocol: string
  readonly answer: ProbeAnswer
}

/** One protocol: does this password still open this system? Holds `login` and password for the one call only. */
export interface Probe {
  readonly name: string
  /** Endpoint protocols it speaks. */
  readonly protocols: readonly string[]
  readonly about: Sentence
  /** Asks once. Never throws for what a server does, follows no redirect, tries no second password. */
  readonly tryLogin: (
    target: ProbeTarget,
    login: string,
    password: Secret,
    limits: ProbeLimits,
  ) => Promise<LoginAnswer>
  readonly inspect?: (target: ProbeTarget, limits: ProbeLimits) => Promise<Inspection>
  /** Held by the contract test; servers of binary protocols are met end to end instead. */
  readonly examples: readonly ProbeExample[]
}
