import type { Sentence } from './message.ts'
import type { ProbePlace } from './probe-target.ts'
import type { Refusal } from './refusal.ts'
import type { Secret } from './secret.ts'

/** What stands between us and a password: a file of this machine, or a server that an administrator logs in to. */
export type Reach =
  | { readonly by: 'file'; readonly file: string }
  | {
      readonly by: 'administrator'
      readonly place: ProbePlace
      readonly as: string
      readonly password: Secret
      readonly journal: JournalPlace
    }

/** Where what a server keeps of a password is kept, sealed, while it is being changed. */
export interface JournalPlace {
  readonly folder: string
  /** Read when there is something to seal or to open: 32 bytes. */
  readonly key: () => Uint8Array
}

/** Whose change it is: told to whoever finds it cut short. */
export interface ChangeMark {
  readonly task: string
  /** Behind whose link the new password waits. */
  readonly handover: string
}

/** A change that was cut short, as it is found beside the account. */
export interface CutShort extends ChangeMark {
  /** Where what stood there before is kept. */
  readonly copy: string
  /** Puts that back where nobody has touched it since; refuses otherwise. */
  readonly putBack: () => Promise<void>
  /** Forgets it: the change is proved after all. */
  readonly forget: () => Promise<void>
  /** That only a person can tell what is to be done, and how. */
  readonly refusal: () => Refusal
}

/** An account as it is found where its password is kept. Until `change` nothing is written anywhere. */
export interface FoundAccount {
  /** The file, or `postgresql://db.aoba.example:5432`. */
  readonly at: string
  /** How the password is kept, and how the new one will be: names for people. */
  readonly kept: { readonly now: string; readonly next: string }
  /** Characters beyond which the next way of keeping it tells nothing apart. */
  readonly longest?: number
  /** Sets the password; what the server keeps and logs of it is a hash wherever it lets us send one. */
  readonly change: (password: Secret, mark: ChangeMark) => Promise<void>
  /** Puts back exactly what was found. */
  readonly restore: () => Promise<void>
  /** The change is proved: what was kept to put back goes. */
  readonly settle?: () => Promise<void>
  /** There where the last change has not ended: until that is put back, no other begins. */
  readonly cutShort?: CutShort
  readonly close: () => Promise<void>
}

/** A list with the account in it, and how the new password must then be kept there. */
export interface ExecutorExample {
  readonly about: string
  readonly text: string
  readonly login: string
  /** The beginning of the new password's text. */
  readonly next?: string
  /** The key of the refusal instead. */
  readonly refused?: string
}

/** The shape of every file in `executors/`; the file is named after `name`. */
export interface Executor {
  /** For a file the name of the format it is in. */
  readonly name: string
  readonly needs: Reach['by']
  /** Endpoints behind which it changes passwords; none where a file is edited. */
  readonly protocols: readonly string[]
  /** For people: what it does, and what of it a log may show. */
  readonly about: Sentence
  /** Finds the account and refuses what could not be put back again. */
  readonly open: (login: string, reach: Reach) => Promise<FoundAccount>
  readonly examples: readonly ExecutorExample[]
}
