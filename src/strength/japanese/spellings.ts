type Rewriting = readonly [from: RegExp, to: string]

/** At most this many spellings are made of one word. */
export const mostSpellings = 24

/** What other romanisations and word processors make of a word in Hepburn; they are mixed freely in practice. */
const consonantStyles: readonly (readonly Rewriting[])[] = [
  [],
  [
    [/cch/g, 'tch'],
    [/sh(?=[aueo])/g, 'sy'],
    [/ch(?=[aueo])/g, 'ty'],
    [/j(?=[aueo])/g, 'zy'],
    [/shi/g, 'si'],
    [/chi/g, 'ti'],
    [/tsu/g, 'tu'],
    [/fu/g, 'hu'],
    [/ji/g, 'zi'],
  ],
  [
    [/sh(?=[auo])/g, 'sy'],
    [/(?<![ct])ch(?=[auo])/g, 'ty'],
  ],
  [
    [/j(?=[auo])/g, 'jy'],
    [/(?<!t)ch(?=[auo])/g, 'cy'],
  ],
  [[/cch/g, 'tch']],
]
const nasals: readonly Rewriting[] = [
  [/(?<!n)n(?=[bmp])/g, 'm'],
  [/n(?![aiueoyn'])/g, 'nn'],
  [/n'/g, 'n'],
]
const longVowels: readonly Rewriting[] = [
  [/o[uo]/g, 'o'],
  [/o[uo]/g, 'oo'],
  [/o[uo](?![aiueoy])/g, 'oh'],
  [/o[uo]$/, 'o'],
  [/o[uo]$/, 'oh'],
  [/o[uo](?!$)/, 'o'],
  [/uu/g, 'u'],
  [/ei/g, 'ee'],
]

const shortU: readonly Rewriting[] = [[/uu/g, 'u']]

/**
 * The word itself (first) and how else it is spelt: long vowels left out, doubled, with `h` or a macron; `n` as `m`
 * or `nn`; other consonants. At most `mostSpellings`, and `foldRomaji` makes one word of all of them.
 */
export function spellingsOf(word: string): readonly string[] {
  if (!/[aeiou]/.test(word) || /[^a-z']/.test(word)) return [word]
  const short = rewritten(word, [[/o[uo]/g, 'o'], ...shortU])
  const shortWithH = rewritten(word, [[/o[uo](?!$)/g, 'o'], [/o[uo]$/, 'oh'], ...shortU])
  const macrons = rewritten(word, [
    [/o[uo]/g, 'ō'],
    [/uu/g, 'ū'],
  ])
  const vowels = [...new Set([...withEach([word], longVowels), short, shortWithH])]
  const styles = consonantStyles.filter((style, index) => index === 0 || rewritten(word, style) !== word)
  const spelt = styles.flatMap(style => vowels.map(text => rewritten(text, style)))
  const nasal = word.includes('n') ? withEach(spelt.slice(0, 4), nasals) : []
  return [...new Set([...spelt, ...nasal, macrons])].slice(0, mostSpellings)
}

function withEach(texts: readonly string[], rewritings: readonly Rewriting[]): readonly string[] {
  return [...texts, ...texts.flatMap(text => rewritings.map(([from, to]) => text.replace(from, to)))]
}

function rewritten(text: string, rewritings: readonly Rewriting[]): string {
  return rewritings.reduce((spelt, [from, to]) => spelt.replace(from, to), text)
}
