import type { HashFacts } from './account.ts'

/** The account's own facts a scheme may need (htdigest's realm, PostgreSQL's md5 of password and login). */
export interface HashContext {
  readonly login: string
  readonly realm?: string
}

/** The shape of every file in `hashes/`; the file is named after `name`. */
export interface HashScheme {
  readonly name: string
  /** Facts when the text is of this scheme, else undefined. `hint` is the scheme the list itself named. */
  readonly recognise: (text: string, hint?: string) => HashFacts | undefined
  /** The salt as it stands in the text, for finding salts used twice. */
  readonly salt?: (text: string) => string | undefined
  /** Whether the password opens the hash; undefined = cannot be told here (library missing). Never throws on hostile text. */
  readonly verify: (password: string, text: string, context: HashContext) => Promise<boolean | undefined>
  /** Rough milliseconds of one verification of this text, so that candidate checks stay within a budget. */
  readonly verifyCost: (facts: HashFacts) => number
  /** Texts with the password that opens them, made by the real tools. */
  readonly examples: readonly {
    readonly text: string
    readonly password: string
    readonly context?: HashContext
    readonly hint?: string
    readonly class: HashFacts['class']
    readonly parameters?: HashFacts['parameters']
  }[]
}
