const vowels = 'aiueo'

/** The five kana of each consonant, by vowel; `-` where there is none. */
const table: Readonly<Record<string, string>> = {
  '': 'あいうえお',
  k: 'かきくけこ',
  g: 'がぎぐげご',
  s: 'さしすせそ',
  z: 'ざじずぜぞ',
  t: 'たちつてと',
  d: 'だぢづでど',
  n: 'なにぬねの',
  h: 'はひふへほ',
  b: 'ばびぶべぼ',
  p: 'ぱぴぷぺぽ',
  m: 'まみむめも',
  y: 'や-ゆ-よ',
  r: 'らりるれろ',
  w: 'わゐ-ゑを',
  v: '--ゔ--',
}
const hepburn: Readonly<Record<string, string>> = {
  si: 'shi',
  zi: 'ji',
  ti: 'chi',
  di: 'ji',
  tu: 'tsu',
  du: 'zu',
  hu: 'fu',
  wi: 'i',
  we: 'e',
  wo: 'wo',
}
const smallY: Readonly<Record<string, string>> = { ゃ: 'a', ゅ: 'u', ょ: 'o' }
const smallVowels: Readonly<Record<string, string>> = { ぁ: 'a', ぃ: 'i', ぅ: 'u', ぇ: 'e', ぉ: 'o' }

const sounds: readonly (readonly [kana: string, kunrei: string])[] = Object.entries(table).flatMap(
  ([consonant, row]) =>
    [...row].flatMap((kana, index) =>
      kana === '-' ? [] : [[kana, consonant + vowels.charAt(index)] as const],
    ),
)
const romajiByKana = new Map([
  ...sounds.map(([kana, kunrei]) => [kana, hepburn[kunrei] ?? kunrei] as const),
  ...Object.entries(smallVowels),
  ['ん', 'n'],
])
/** Kana by romaji, Hepburn and Kunrei, contracted sounds included; of two kana with one sound the usual one. */
const kanaByRomaji = new Map([
  ...sounds.toReversed().map(([kana, kunrei]) => [hepburn[kunrei] ?? kunrei, kana] as const),
  ...sounds.filter(([kana]) => !'ゐゑぢづ'.includes(kana)).map(([kana, kunrei]) => [kunrei, kana] as const),
  ...sounds.flatMap(([kana, kunrei]) =>
    /^[^aiueoywd]i$/.test(kunrei)
      ? Object.entries(smallY).flatMap(([small, vowel]) =>
          contracted(hepburn[kunrei] ?? kunrei, vowel).map(romaji => [romaji, kana + small] as const),
        )
      : [],
  ),
])

/** Hiragana and katakana as romaji (Hepburn, long vowels written out); every other character stays as it is. */
export function readKana(text: string): string {
  const kana = text.replace(/[ァ-ヶ]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0x60))
  const read: string[] = []
  let doubled = false
  for (const letter of kana) {
    const last = read.at(-1) ?? ''
    const vowel = smallY[letter] ?? smallVowels[letter]
    if (letter === 'っ') {
      doubled = true
      continue
    }
    if (vowel !== undefined && /[aiueo]$/.test(last)) read[read.length - 1] = joined(last, letter, vowel)
    else {
      const sound = letter === 'ー' ? last.slice(-1) : (romajiByKana.get(letter) ?? letter)
      read.push((doubled ? sound.slice(0, 1).replace('c', 't') : '') + sound)
    }
    doubled = false
  }
  return read.join('')
}

/** Romaji as hiragana; undefined for a word that is not made of Japanese sounds. */
export function writeKana(romaji: string): string | undefined {
  let kana = ''
  for (let at = 0; at < romaji.length; ) {
    const sound = soundSizes.find(size => kanaByRomaji.has(romaji.slice(at, at + size)))
    if (sound !== undefined) {
      kana += kanaByRomaji.get(romaji.slice(at, at + sound)) ?? ''
      at += sound
      continue
    }
    const [first, second = ''] = romaji.slice(at, at + 2)
    if (first === 'n') kana += 'ん'
    else if (second !== '' && (first === second || (first === 't' && second === 'c'))) kana += 'っ'
    else return undefined
    at += first === 'n' && second === "'" ? 2 : 1
  }
  return kana
}

const soundSizes = [3, 2, 1]

/** A sound followed by a small vowel: `ki` and `ゃ` are `kya`, `shi` and `ゃ` are `sha`, `fu` and `ぁ` are `fa`. */
function joined(romaji: string, small: string, vowel: string): string {
  const stem = romaji.slice(0, -1)
  if (!Object.hasOwn(smallY, small)) return (stem === '' ? romaji : stem) + vowel
  return stem + (/(?:sh|ch|j)$/.test(stem) ? '' : 'y') + vowel
}

function contracted(sound: string, vowel: string): readonly string[] {
  const stem = sound.slice(0, -1)
  const kunrei = { sh: 'sy', ch: 'ty', j: 'zy' }[stem]
  return kunrei === undefined ? [`${stem}y${vowel}`] : [stem + vowel, kunrei + vowel]
}
