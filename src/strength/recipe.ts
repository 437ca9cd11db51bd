/** The kinds of password that are made, the one people can remember first. */
export const passwordKinds = ['passphrase', 'random'] as const
export type PasswordKind = (typeof passwordKinds)[number]

/** A whole number from 0 up to, not including, `below`, each equally likely. */
export type Random = (below: number) => number

/** What a password must be. Lengths count characters. */
export interface Wanted {
  readonly bits: number
  readonly minLength: number
  readonly maxLength: number
  /** As `readAlphabet` reads them; undefined where nobody said what the system takes. */
  readonly symbols?: string | undefined
  /** Whether a digit must be among the characters. */
  readonly digit: boolean
  /** Words an attacker tries first; no word that holds one is chosen. */
  readonly avoid: readonly string[]
}

/** How passwords are made: `2 ** bits` different ones, each equally likely. */
export interface Recipe {
  readonly kind: PasswordKind
  readonly bits: number
  readonly make: (random: Random) => string
}

/** The characters a system takes, by class, nothing left out. */
export interface Alphabet {
  readonly lower: string
  readonly upper: string
  readonly digits: string
  readonly signs: string
}

const lettersAndDigits: Omit<Alphabet, 'signs'> = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
}
const signs = /[!-/:-@[-`{-~]/g

/**
 * Reads what a system takes. Signs alone (`-_.`, or none) stand beside all letters and digits; as soon as a letter or
 * digit is written too, it is the whole of it. What is no visible ASCII character is left out: not every form takes it.
 */
export function readAlphabet(symbols: string): Alphabet {
  const written = [...new Set(symbols)].join('')
  const named = (all: string) => [...all].filter(character => written.includes(character)).join('')
  const { lower, upper, digits } = lettersAndDigits
  const whole = /[a-z0-9]/i.test(written)
  return {
    ...(whole ? { lower: named(lower), upper: named(upper), digits: named(digits) } : lettersAndDigits),
    signs: (written.match(signs) ?? []).join(''),
  }
}

/** Characters that are taken for one another on paper or in some typeface; of each group at most one is used. */
export const lookAlikeGroups = [
  '0Oo',
  '1lI|!',
  '2Zz',
  '5Ss',
  '6Gb',
  '8B',
  '9gq',
  `'"\``,
  '.,',
  ':;',
  '-~',
] as const
const keptOfGroup = '25689.-'

/** The characters of a text that cannot be taken for another one. */
export function withoutLookAlikes(text: string): string {
  const groups = lookAlikeGroups.join('')
  return [...text]
    .filter(character => keptOfGroup.includes(character) || !groups.includes(character))
    .join('')
}

/** One of the things, each equally likely. */
export function pick<T>(things: ArrayLike<T>, random: Random): T {
  const picked = things[random(things.length)]
  if (picked === undefined) throw new RangeError('Nothing to pick from')
  return picked
}
