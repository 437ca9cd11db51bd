import { openWordSearch, wordsThatOccur } from './context.ts'
import { pick, type Random, type Recipe, readAlphabet, type Wanted, withoutLookAlikes } from './recipe.ts'
import { passphraseWords } from './words/passphrase-words.ts'

/** What stands between words, best first: one of `joints`, drawn anew each time. Capitals part words without any. */
interface Style {
  readonly joints: readonly string[]
  readonly capitals: boolean
  /** One of them stands at the end where a digit is asked for; none where the joints are digits. */
  readonly digits: string
}

/** So many of these words in this style. */
interface Plan extends Style {
  readonly words: readonly string[]
  readonly count: number
  readonly bits: number
}

const bestJoints = '-_.+=/'
const shortestWord = 3
const longestWord = 8

/**
 * Passphrases of words that the system's characters can spell: as few words as bits and least length allow. A tight
 * length cap chooses among shorter words instead of cutting. Answers the recipe, or how many bits are within reach.
 */
export function planPassphrase(wanted: Wanted): Recipe | number {
  const style = styleOf(wanted)
  if (style === undefined) return 0
  const plans = plansOf(wanted, style)
  const [best] = plans
    .filter(({ bits }) => bits >= wanted.bits)
    .sort((a, b) => a.count - b.count || b.words.length - a.words.length)
  if (best === undefined) return Math.max(0, ...plans.map(({ bits }) => bits))
  return { kind: 'passphrase', bits: best.bits, make: random => draw(best, random) }
}

/** Undefined where neither sign nor capital nor digit could part the words: then two phrases could read the same. */
function styleOf({ symbols = bestJoints }: Wanted): Style | undefined {
  const { upper, digits: all, signs } = readAlphabet(symbols)
  const digits = withoutLookAlikes(all)
  const sign = [...bestJoints].find(joint => signs.includes(joint)) ?? signs[0]
  if (sign !== undefined) return { joints: [sign], capitals: false, digits }
  if (upper.length === 26) return { joints: [''], capitals: true, digits }
  return digits === '' ? undefined : { joints: [...digits], capitals: false, digits }
}

/** For every range of word lengths the shortest plan with enough bits, or the longest one the cap has room for. */
function plansOf(wanted: Wanted, style: Style): readonly Plan[] {
  const { joints } = style
  const joint = joints[0]?.length ?? 0
  const digits = wanted.digit && joints.length === 1 ? style.digits : ''
  const fixed = (digits === '' ? 0 : 1) - joint
  const fixedBits = Math.log2(digits.length || 1) - Math.log2(joints.length)
  const usable = usableWords(wanted)
  return ranges.flatMap(([shortest, longest]) => {
    const words = usable.filter(({ length }) => length >= shortest && length <= longest)
    if (words.length < 2) return []
    const wordBits = Math.log2(words.length * joints.length)
    const most = Math.floor((wanted.maxLength - fixed) / (longest + joint))
    const least = Math.max(1, Math.ceil((wanted.minLength - fixed) / (shortest + joint)))
    if (most < least) return []
    const enough = Math.ceil((wanted.bits - fixedBits) / wordBits)
    const count = Math.min(most, Math.max(least, enough))
    return [{ ...style, digits, words, count, bits: count * wordBits + fixedBits }]
  })
}

const ranges = Array.from({ length: longestWord - shortestWord + 1 }, (_, at) => shortestWord + at).flatMap(
  (shortest, _, lengths) =>
    lengths.filter(longest => longest >= shortest).map(longest => [shortest, longest] as const),
)

/** The words of these letters that hold nothing to avoid; what occurs in no word at all is looked up only once. */
function usableWords({ symbols = bestJoints, avoid }: Wanted): readonly string[] {
  const { lower } = readAlphabet(symbols)
  const holdsTelling = openWordSearch(wordsThatOccur(passphraseWords.join(' '), avoid))
  return passphraseWords.filter(
    word => [...word].every(letter => lower.includes(letter)) && !holdsTelling(word),
  )
}

function draw({ words, count, joints, capitals, digits }: Plan, random: Random): string {
  let phrase = ''
  for (let at = 0; at < count; at += 1) {
    const word = pick(words, random)
    const written = capitals ? word.slice(0, 1).toUpperCase() + word.slice(1) : word
    phrase += at === 0 ? written : pick(joints, random) + written
  }
  return digits === '' ? phrase : phrase + pick(digits, random)
}
