import type { Estimate } from '../match.ts'
import { kanjiWords } from '../words/kanji.ts'
import { readKana } from './kana.ts'

/** More is never searched for the cheapest way. */
const longestRead = 256
const longestKanji = Math.max(...[...kanjiWords.keys()].map(word => word.length))

/**
 * Other texts a password stands for when it is not plain ASCII: full and half width folded (NFKC), then kana and
 * common kanji read as romaji. Each differs from the password; none for ASCII. Of a longer one only the first 256
 * code units are read.
 */
export function readingsOf(password: string): readonly string[] {
  if (!/[^\p{ASCII}]/u.test(password)) return []
  const folded = password.slice(0, longestRead).normalize('NFKC').slice(0, longestRead)
  return [...new Set([folded, readKana(readKanji(folded))])].filter(reading => reading !== password)
}

/** The text in which an estimate's positions count: the password, or the reading of it that was the weaker. */
export function estimatedText(password: string, { isReading, matches }: Estimate): string {
  if (isReading !== true) return password
  const length = (matches.at(-1)?.end ?? -1) + 1
  return readingsOf(password).findLast(reading => reading.length === length) ?? password
}

/** Known words of kanji as romaji, the longest first; kanji without a reading stay. */
function readKanji(text: string): string {
  let read = ''
  for (let at = 0; at < text.length; ) {
    const word = longestWordAt(text, at)
    read += kanjiWords.get(word) ?? text.charAt(at)
    at += Math.max(word.length, 1)
  }
  return read
}

function longestWordAt(text: string, at: number): string {
  if (text.charCodeAt(at) < 0x3005) return ''
  for (let length = Math.min(longestKanji, text.length - at); length > 0; length--)
    if (kanjiWords.has(text.slice(at, at + length))) return text.slice(at, at + length)
  return ''
}
