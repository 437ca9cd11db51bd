import Encoding from 'encoding-japanese'
import { Refusal } from '../core/refusal.ts'

/** Encodings read here, by the names they are answered with; `shift_jis` is Windows' CP932. */
export const encodings = ['utf-8', 'shift_jis', 'euc-jp', 'utf-16le', 'utf-16be', 'iso-2022-jp'] as const
export type EncodingName = (typeof encodings)[number]

const otherNames: Readonly<Record<string, EncodingName>> = {
  utf8: 'utf-8',
  'utf-8-bom': 'utf-8',
  sjis: 'shift_jis',
  'shift-jis': 'shift_jis',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  'windows-31j': 'shift_jis',
  eucjp: 'euc-jp',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  jis: 'iso-2022-jp',
}

const marks: readonly { readonly encoding: EncodingName; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/**
 * What the beginning of a file says of its encoding; undefined while everything is ASCII. Refuses what is not text.
 */
export function detectEncoding(head: Uint8Array): EncodingName | undefined {
  const mark = markOf(head)
  if (mark !== undefined) return mark
  if (head.includes(0)) return withoutMark(head)
  if (head.every(byte => byte < 0x80)) return hasEscape(head) ? 'iso-2022-jp' : undefined
  if (isDecodable('utf-8', head)) return 'utf-8'
  // Half-width katakana of CP932 in pairs would be kanji in EUC-JP, but kanji never keep to those bytes for long.
  if (head.every(byte => byte < 0x80 || (byte >= 0xa6 && byte <= 0xdf))) return 'shift_jis'
  const guess = Encoding.detect(wholeCharacters(head), ['EUCJP', 'SJIS']) === 'EUCJP' ? 'euc-jp' : 'shift_jis'
  const other = guess === 'euc-jp' ? 'shift_jis' : 'euc-jp'
  return isDecodable(guess, head) || !isDecodable(other, head) ? guess : other
}

/**
 * The encoding a caller names, by any usual name. Refuses one not read here, and one the file's mark contradicts.
 */
export function namedEncoding(head: Uint8Array, name: string): EncodingName {
  const lower = name.toLowerCase()
  const encoding =
    encodings.find(known => known === lower) ??
    (Object.hasOwn(otherNames, lower) ? otherNames[lower] : undefined)
  if (encoding === undefined) {
    throw new Refusal('invalid', 'intake-unknown-encoding', {
      encoding: name,
      encodings: encodings.join(', '),
    })
  }
  const found = markOf(head)
  if (encoding.startsWith('utf-16') && found?.startsWith('utf-16')) return found
  if (found !== undefined && found !== encoding) {
    throw new Refusal('invalid', 'intake-encoding-mark', { encoding, found })
  }
  return encoding
}

/** Up to the last ASCII byte, if there is one: what is behind it may be cut off within a character. */
function wholeCharacters(head: Uint8Array): Uint8Array {
  const end = head.findLastIndex(byte => byte < 0x80) + 1
  return end === 0 ? head : head.subarray(0, end)
}

function markOf(head: Uint8Array): EncodingName | undefined {
  return marks.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte))?.encoding
}

/** Whether the bytes are of the encoding; a character cut off at their end does not count against it. */
function isDecodable(encoding: EncodingName, bytes: Uint8Array): boolean {
  return !new TextDecoder(encoding).decode(bytes, { stream: true }).includes('\uFFFD')
}

function countNuls(bytes: Uint8Array): { readonly even: number; readonly odd: number } {
  let [even, odd] = [0, 0]
  for (const [index, byte] of bytes.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  return { even, odd }
}

/** UTF-16 by where its NUL bytes stand, if then there are lines; refuses what has NUL bytes and is not UTF-16. */
function withoutMark(head: Uint8Array): EncodingName {
  const { even, odd } = countNuls(head)
  const guess = odd > even ? 'utf-16le' : 'utf-16be'
  const text = new TextDecoder(guess).decode(head, { stream: true })
  if (/[\r\n]/.test(text) && !/[\0\uFFFD]/.test(text)) return guess
  throw new Refusal('invalid', 'intake-not-text', {
    line: countLineFeeds(head.subarray(0, head.indexOf(0))) + 1,
  })
}

function countLineFeeds(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 0)
}

/** ISO-2022-JP announces its characters with ESC `$` or ESC `(`. */
function hasEscape(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x1b)
  return at >= 0 && (bytes[at + 1] === 0x24 || bytes[at + 1] === 0x28)
}
