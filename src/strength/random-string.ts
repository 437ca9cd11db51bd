import { pick, type Random, type Recipe, readAlphabet, type Wanted, withoutLookAlikes } from './recipe.ts'

/** Four characters of four classes take twelve draws on average, more characters fewer. */
const mostDraws = 10_000

/**
 * Random strings without look-alikes in which every class of characters the system takes occurs: as short as bits and
 * least length allow. Answers the recipe, or how many bits the longest strings reach where that is not enough.
 */
export function planRandomString(wanted: Wanted): Recipe | number {
  const classes = classesOf(wanted)
  const size = classes.join('').length
  const shortest = Math.max(wanted.minLength, classes.length)
  if (size < 2 || shortest > wanted.maxLength) return 0
  for (let length = shortest; length <= wanted.maxLength; length += 1) {
    const bits = bitsOf(length, classes)
    if (bits >= wanted.bits) return { kind: 'random', bits, make: random => draw(length, classes, random) }
  }
  return bitsOf(wanted.maxLength, classes)
}

/** Without a word on it no sign is used: letters and digits are taken everywhere. */
function classesOf({ symbols = '' }: Wanted): readonly string[] {
  const { lower, upper, digits, signs } = readAlphabet(symbols)
  return [lower, upper, digits, signs].map(withoutLookAlikes).filter(characters => characters !== '')
}

/** Redrawn until every class occurs, so that each string with all classes is equally likely. */
function draw(length: number, classes: readonly string[], random: Random): string {
  const characters = classes.join('')
  for (let draws = 0; draws < mostDraws; draws += 1) {
    const text = Array.from({ length }, () => pick(characters, random)).join('')
    if (classes.every(members => [...members].some(member => text.includes(member)))) return text
  }
  throw new RangeError('The source of randomness repeats itself')
}

/** log2 of how many strings hold at least one character of every class, by inclusion and exclusion. */
function bitsOf(length: number, classes: readonly string[]): number {
  const size = classes.join('').length
  let share = 0
  for (let subset = 0; subset < 2 ** classes.length; subset += 1) {
    const missing = classes.filter((_, at) => (subset >> at) & 1)
    share += (-1) ** missing.length * ((size - missing.join('').length) / size) ** length
  }
  return length * Math.log2(size) + Math.log2(share)
}
