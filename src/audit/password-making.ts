import { askedLengths, type Policy } from '../core/policy.ts'
import type { Rating } from '../core/rating.ts'
import { Refusal } from '../core/refusal.ts'
import { type System, systemWords } from '../core/system.ts'
import { contextWords } from '../strength/context.ts'
import { longestMade, planRecipe, statedBits, usualBits } from '../strength/generator.ts'
import type { PasswordKind, Random, Recipe } from '../strength/recipe.ts'
import { type CheckingParts, checkPassword, noSystem } from './password-check.ts'

/** What a caller wants made; the system's declared limits and its policy hold besides. */
export interface PasswordOrder {
  /** Id of the system it is for; without one the policy `base` holds, and no limits. */
  readonly system?: string | undefined
  /** Without it a passphrase, where the limits leave room for one. */
  readonly kind?: PasswordKind | undefined
  /** At least so many; 60 unless said otherwise. */
  readonly bits?: number | undefined
  /** Narrows the system's own cap, never widens it. */
  readonly maxLength?: number | undefined
  /** In the place of what the system declares; read as `readAlphabet` says. */
  readonly symbols?: string | undefined
  /** One unless said otherwise. */
  readonly count?: number | undefined
  /** What an attacker knows of the account: login, names. Nothing of it occurs in what is made. */
  readonly userInputs?: readonly string[] | undefined
}

/** A password as made: `2 ** bits` others were as likely; the score is the estimator's, who knows no recipe. */
export interface MadePassword {
  readonly password: string
  readonly kind: PasswordKind
  readonly bits: number
  readonly score: 0 | 1 | 2 | 3 | 4
  readonly guessesLog10: number
  readonly accepted: true
}

/** What making takes from outside; ratings made with `rate` must not be kept. */
export interface MakingParts extends CheckingParts {
  readonly rate: (password: string, userInputs: readonly string[]) => Promise<Rating>
  readonly random: Random
}

/**
 * At 60 bits none of 3,000 draws was redrawn for what a policy asks, of the shortest phrases 1 in 500: that costs less
 * than 0.01 bit. A recipe that fails this often is the wrong one.
 */
const mostRounds = 10

/**
 * Makes passwords the system takes and its policy accepts, each rated as a caller's own would be. Refuses, saying what
 * to change, where limits and policy leave no such password. Keeps and logs nothing.
 */
export async function makePasswords(
  parts: MakingParts,
  order: PasswordOrder,
  system: System = noSystem,
): Promise<readonly MadePassword[]> {
  const policy = parts.policies.named(system.policy)
  const known = system === noSystem ? [] : systemWords(system)
  const words = contextWords({ login: '' }, [...(order.userInputs ?? []), ...policy.companyWords, ...known])
  const recipe = recipeOf(order, policy, system, words)
  const { count = 1 } = order
  const made: MadePassword[] = []
  let broken: readonly string[] = []
  for (let round = 0; round < mostRounds && made.length < count; round += 1) {
    const drawn = await Promise.all(
      Array.from({ length: count - made.length }, () => makeOne(parts, recipe, words, system)),
    )
    made.push(...drawn.filter(one => 'password' in one))
    broken = [...new Set(drawn.flatMap(one => ('password' in one ? [] : one.broken)))]
  }
  if (made.length === count) return made
  const values = { rules: broken.join(', '), policy: policy.name, bits: statedBits(recipe.bits) }
  throw new Refusal('invalid', 'generator-refused', values)
}

/** One draw, or the rules it broke. */
async function makeOne(
  parts: MakingParts,
  { kind, bits, make }: Recipe,
  words: readonly string[],
  system: System,
): Promise<MadePassword | { readonly broken: readonly string[] }> {
  const password = make(parts.random)
  const rating = checkPassword(parts, await parts.rate(password, words), system)
  const { accepted, score, guessesLog10, violations } = rating
  if (!accepted) return { broken: violations.map(({ rule }) => rule) }
  return { password, kind, bits: statedBits(bits), score, guessesLog10, accepted }
}

function recipeOf(
  { kind, bits = usualBits, maxLength = longestMade, symbols }: PasswordOrder,
  policy: Policy,
  { facts }: System,
  avoid: readonly string[],
): Recipe {
  const { maxPasswordLength = longestMade, truncatesPasswordAt = longestMade } = facts
  const wanted = {
    bits,
    minLength: leastLength(policy, facts.mfaRequired === true),
    maxLength: Math.min(maxLength, maxPasswordLength, truncatesPasswordAt, longestMade),
    symbols: symbols ?? facts.passwordSymbols,
    digit: policy.rules['PW-10']?.enabled === true,
    avoid,
  }
  return planRecipe(wanted, kind)
}

/** As PW-06 counts: fewer characters do where the system requires a second factor. */
function leastLength(policy: Policy, mfa: boolean): number {
  if (policy.rules['PW-06']?.enabled !== true) return 1
  const [alone, withFactor] = askedLengths(policy)
  return mfa ? withFactor : alone
}
