import { readdirSync, readFileSync } from 'node:fs'
import Encoding from 'encoding-japanese'
import fc from 'fast-check'
import type { Format } from '../src/core/format.ts'

/** A list as nobody should send it, and how it is asked for. */
export interface HostileFile {
  readonly bytes: Buffer
  readonly format: string
  readonly encoding: string
  readonly columns: Readonly<Record<string, string>>
  /** Sizes of the parts it arrives in, over and over. */
  readonly parts: readonly number[]
}

/** A list as its system writes it, with the name of its format. */
interface GoodFile {
  readonly bytes: Buffer
  readonly format: string
}

const company = new URL('../examples/company/', import.meta.url)
const largest = 3_000_000

const inJapanese = (text: string, to: 'SJIS' | 'EUCJP' | 'JIS') =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to }))
const encoders: readonly ((text: string) => Buffer)[] = [
  text => inJapanese(text, 'SJIS'),
  text => inJapanese(text, 'EUCJP'),
  text => inJapanese(text, 'JIS'),
  text => Buffer.from(`\ufeff${text}`, 'utf16le'),
]

/** What is spoilt: every example of every format, in UTF-8 and another encoding, and the files of the company. */
function goodFiles(formats: ReadonlyMap<string, Format>): readonly GoodFile[] {
  const examples = [...formats.values()].flatMap(({ name: format, examples: { good, bad } }) =>
    [...good, ...bad].map(({ text }) => ({ text, format })),
  )
  const encoded = examples.flatMap(({ text, format }, index) => {
    const other = encoders[index % encoders.length]?.(text) ?? Buffer.alloc(0)
    return [Buffer.from(text), other].map(bytes => ({ bytes, format }))
  })
  const files = readdirSync(company).filter(file => file !== 'company.json')
  return [...encoded, ...files.map(file => ({ bytes: readFileSync(new URL(file, company)), format: 'auto' }))]
}

/** Texts that stand in files where nobody expects them, between blanks. */
const oddWords = `
  " ' \\ , ; : :: { } [ ] # %s%n =1+1 $6$ {PLAIN} null NaN 1e999 -0 が 👩‍👩‍👧‍👦 １２３ 令和99年13月40日 0000-00-00
  __proto__ "__proto__":{"isAdmin":true}, constructor toString,hasOwnProperty, login ログインID,ログインID
  "password":12345678901234567890,`
const controls = [
  '\0',
  '\ufeff',
  '\r',
  '\n',
  '\r\n\r\n',
  '\t',
  '\u001b$B',
  '\u202e',
  '\u200b',
  '\u2028',
  '\ud800',
  '\u0085',
]
const masses = [
  'a'.repeat(70_000),
  'x'.repeat(2_200_000),
  '9'.repeat(400),
  '\n'.repeat(3_000),
  ','.repeat(10_000),
  'login,'.repeat(10_000),
  '[{"a":'.repeat(5_000),
  '['.repeat(30_000),
]
const noText = [[0xff], [0x80, 0x81], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xff, 0xfe, 0, 0]]
const intruders: readonly Buffer[] = [
  ...[...oddWords.trim().split(/\s+/), ...controls, ...masses].map(text => Buffer.from(text)),
  ...noText.map(bytes => Buffer.from(bytes)),
]
const marks = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
].map(bytes => Buffer.from(bytes))

type Spoil = (bytes: Buffer) => Buffer
/** Places in a file of any length, as shares of it. */
type Places = readonly [number, number]

const at = (bytes: Buffer, share: number) => Math.floor(share * bytes.length)
const rangeIn = (bytes: Buffer, [a, b]: Places) =>
  [at(bytes, Math.min(a, b)), at(bytes, Math.max(a, b))] as const

const flipped =
  ([place, mask]: Places): Spoil =>
  bytes => {
    const copy = Buffer.from(bytes)
    const byte = copy[at(copy, place)]
    if (byte !== undefined) copy[at(copy, place)] = byte ^ mask
    return copy
  }
const without =
  (places: Places): Spoil =>
  bytes => {
    const [start, end] = rangeIn(bytes, places)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
  }
const doubled =
  (places: Places): Spoil =>
  bytes => {
    const [start, end] = rangeIn(bytes, places)
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)])
  }
const cutShort =
  (place: number): Spoil =>
  bytes =>
    bytes.subarray(0, at(bytes, place))
const invaded =
  ([place, intruder]: readonly [number, Buffer]): Spoil =>
  bytes =>
    Buffer.concat([bytes.subarray(0, at(bytes, place)), intruder, bytes.subarray(at(bytes, place))])
const joined =
  ([[end, start], tail]: readonly [Places, Buffer]): Spoil =>
  bytes =>
    Buffer.concat([bytes.subarray(0, at(bytes, end)), tail.subarray(at(tail, start))])
const recoded =
  (encoding: 'latin1' | 'utf16le'): Spoil =>
  bytes =>
    Buffer.from(bytes.toString('utf8'), encoding)
const continuedIn =
  (encoding: 'SJIS' | 'EUCJP'): Spoil =>
  bytes =>
    Buffer.concat([bytes, inJapanese(bytes.toString('utf8').slice(0, 5_000), encoding)])
const bereft =
  (sign: string): Spoil =>
  bytes =>
    Buffer.from(bytes.toString('latin1').replaceAll(sign, ''), 'latin1')
const renamed =
  ([place, word]: readonly [number, string]): Spoil =>
  bytes => {
    const words = bytes.toString('utf8').split(/\b(?=\w)/)
    return Buffer.from(
      words.with(Math.min(words.length - 1, Math.floor(place * words.length)), word).join(''),
    )
  }

/** Ways to spoil a file. */
function spoils(files: readonly GoodFile[]): fc.Arbitrary<Spoil> {
  // Even, and not fc.double: most doubles are next to nothing, and would leave every fifth file empty.
  const share = fc.noBias(fc.nat(10_000)).map(part => part / 10_001)
  const places = fc.tuple(share, share)
  const tail = fc.constantFrom(...files.map(({ bytes }) => bytes))
  const name = fc.constantFrom('__proto__', 'constructor', '\u202elogin', '1', '')
  const ways: readonly fc.Arbitrary<Spoil>[] = [
    fc.tuple(share, fc.integer({ min: 1, max: 255 })).map(flipped),
    places.map(without),
    places.map(doubled),
    share.map(cutShort),
    fc.constantFrom(...marks).map(mark => invaded([0, mark])),
    fc.tuple(places, tail).map(joined),
    fc.constantFrom('latin1' as const, 'utf16le' as const).map(recoded),
    fc.constantFrom('SJIS' as const, 'EUCJP' as const).map(continuedIn),
    fc.constantFrom('"', ',', ':', '\n').map(bereft),
    fc.tuple(share, name).map(renamed),
  ]
  return fc.oneof(
    ...ways.map(arbitrary => ({ weight: 4, arbitrary })),
    { weight: 12, arbitrary: fc.tuple(share, fc.constantFrom(...intruders)).map(invaded) },
    { weight: 1, arbitrary: fc.constant<Spoil>(() => Buffer.alloc(0)) },
  )
}

const noColumns: Readonly<Record<string, string>> = {}
const columns = fc.constantFrom<Readonly<Record<string, string>>>(
  { login: 'login' },
  { login: '__proto__' },
  { login: 'ログインID', password: 'constructor' },
  { login: 'user', email: '社員番号' },
)

/** Files of every kind, spoilt one to four times: left to be recognised, named rightly, or named at random. */
export function hostileFiles(formats: ReadonlyMap<string, Format>): fc.Arbitrary<HostileFile> {
  const files = goodFiles(formats)
  return fc
    .record({
      file: fc.constantFrom(...files),
      spoils: fc.array(spoils(files), { minLength: 1, maxLength: 4, size: 'small' }),
      format: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom('auto', 'own') },
        fc.constantFrom(...formats.keys(), 'excel', '__proto__'),
      ),
      encoding: fc.oneof(
        { weight: 8, arbitrary: fc.constant('auto') },
        fc.constantFrom('utf-8', 'shift_jis', 'euc-jp', 'utf-16', 'toString'),
      ),
      columns: fc.oneof({ weight: 8, arbitrary: fc.constant(noColumns) }, columns),
      parts: fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 3 }),
    })
    .map(({ file, spoils, format, ...rest }) => ({
      ...rest,
      format: format === 'own' ? file.format : format,
      bytes: spoils.reduce((bytes, spoil) => spoil(bytes), file.bytes).subarray(0, largest),
    }))
}
