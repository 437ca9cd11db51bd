import { Refusal } from '../core/refusal.ts'
import { planPassphrase } from './passphrase.ts'
import { planRandomString } from './random-string.ts'
import { type PasswordKind, passwordKinds, type Recipe, type Wanted } from './recipe.ts'

/** What is made when nobody asks for more: at ten thousand million guesses a second a stolen hash holds for years. */
export const usualBits = 60
/** Characters at most where no cap is known. */
export const longestMade = 256

const planners: Readonly<Record<PasswordKind, (wanted: Wanted) => Recipe | number>> = {
  passphrase: planPassphrase,
  random: planRandomString,
}

/**
 * Chooses how to make passwords of this kind; without one a passphrase, or where the system's limits leave no room for
 * it a random string. Refuses limits that contradict each other, and bits out of reach with how many there would be.
 */
export function planRecipe(wanted: Wanted, kind?: PasswordKind): Recipe {
  const { bits, minLength, maxLength } = wanted
  if (minLength > maxLength) throw new Refusal('invalid', 'generator-length', { minLength, maxLength })
  const plans = (kind === undefined ? passwordKinds : [kind]).map(name => planners[name](wanted))
  const recipe = plans.find(plan => typeof plan !== 'number')
  if (recipe !== undefined) return recipe
  const within = Math.max(...plans.map(Number))
  const hint = kind === 'passphrase' ? 'generator-bits-passphrase' : 'generator-bits'
  throw new Refusal('invalid', hint, { bits, most: statedBits(within), maxLength })
}

/** Bits as they are told: to one decimal, never more than there are. */
export function statedBits(bits: number): number {
  return Math.floor(bits * 10) / 10
}
