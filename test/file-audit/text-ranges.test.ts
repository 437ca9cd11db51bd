import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canBeCut, cutRanges, type TextRange } from '../../src/file-audit/text-ranges.ts'
import { delimiterOf } from '../../src/intake/delimited-cutter.ts'
import { decodePart } from '../../src/intake/text-stream.ts'
import { byteEncodings, cutParts, encoded, requireAsStream, writtenList } from './cut-lists.ts'

const kibibyte = 2 ** 10
const twoRangesAndMore = 600 * kibibyte
/** Parts of these lengths, in turn; the first is as long as what is read for recognition. */
const lengths = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 30_000, max: 300_000 }))

interface Ranged {
  readonly ranges: readonly TextRange[]
  /** The parts the list came in, as they are afterwards. */
  readonly parts: readonly Uint8Array[]
}

async function rangesOf(
  bytes: Uint8Array,
  lengths: readonly number[],
  delimiter: string,
  encoding: Parameters<typeof cutRanges>[2],
): Promise<Ranged> {
  const parts: Uint8Array[] = []
  for (let from = 0; from < bytes.length; ) {
    const length = parts.length === 0 ? 64 * kibibyte : (lengths[parts.length % lengths.length] ?? 1)
    parts.push(bytes.slice(from, from + length))
    from += length
  }
  const source = (async function* () {
    yield* parts
  })()
  return { ranges: await Array.fromAsync(cutRanges(source, delimiter, encoding)), parts }
}

/** The list over and over, until it is worth several ranges. */
function long(list: string): string {
  return `${list}\n`.repeat(Math.ceil(twoRangesAndMore / (list.length + 1)))
}

const textsOf = (ranges: readonly TextRange[]) =>
  ranges.map(({ bytes, encoding, line }) => ({ text: decodePart(bytes, encoding, line), line }))

test('a long list comes in ranges of whole records that read as the list does, and nothing of its parts stays', async () => {
  const given = fc.tuple(writtenList, fc.constantFrom(...byteEncodings), lengths)
  await fc.assert(
    fc.asyncProperty(given, async ([list, encoding, lengths]) => {
      const text = long(list)
      const bytes = encoded(text, encoding)
      const { ranges, parts } = await rangesOf(bytes, lengths, delimiterOf(text), encoding)
      assert.ok(ranges.length > 1, `${ranges.length} ranges`)
      assert.ok(Buffer.concat(ranges.map(range => range.bytes)).equals(bytes), 'nothing is lost')
      assert.deepEqual(
        ranges.map(({ isLast }) => isLast),
        ranges.map((_, index) => index === ranges.length - 1),
      )
      assert.ok(
        parts.every(part => part.every(byte => byte === 0)),
        'parts are overwritten',
      )
      await requireAsStream(cutParts(text, textsOf(ranges)), text)
    }),
    { numRuns: 10 },
  )
})

test('a list that is ASCII for long is read in the encoding of its first character beyond', async () => {
  const ascii = 'tanaka,"Zaiko\r\n2024",x\r\n'.repeat(30_000)
  for (const encoding of byteEncodings) {
    const text = `login,password,note\r\n${ascii}${'佐藤,在庫表,"鍵の\n当番"\r\n'.repeat(20_000)}`
    const bytes = encoded(text, encoding)
    const { ranges } = await rangesOf(bytes, [bytes.length, 300_000], ',', undefined)
    assert.equal(ranges[0]?.encoding, 'utf-8')
    assert.equal(ranges.at(-1)?.encoding, encoding)
    assert.ok(
      textsOf(ranges)
        .map(range => range.text)
        .join('') === text,
      encoding,
    )
  }
})

test('a list that is ASCII but for its last words is read in their encoding, however few they are', async () => {
  for (const encoding of byteEncodings) {
    const text = `login,password\n${'tanaka,Zaiko2024\n'.repeat(40_000)}佐藤,暗証番号\n鈴木,在庫表`
    const { ranges } = await rangesOf(encoded(text, encoding), [200_000], ',', undefined)
    assert.ok(
      textsOf(ranges)
        .map(range => range.text)
        .join('') === text,
      encoding,
    )
  }
})

test('the mark of UTF-8 is no part of the first cell, even where that is quoted over two lines', async () => {
  const text = `"login\n,",password\n${'tanaka,Zaiko2024\n'.repeat(40_000)}`
  const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), encoded(text, 'utf-8')])
  const { ranges } = await rangesOf(bytes, [100_000], ',', 'utf-8')
  assert.ok(ranges.length > 1)
  await requireAsStream(cutParts(text, textsOf(ranges)), text)
})

test('a quote that is never closed is handed on before the whole list is held, and refused by its line', async () => {
  const text = `login,password\ntanaka,"Zaiko\n${'sato,Zaiko2024\n'.repeat(700_000)}`
  const { ranges } = await rangesOf(encoded(text, 'utf-8'), [2 ** 20], ',', 'utf-8')
  assert.equal(ranges[0]?.isLast, false)
  assert.deepEqual(cutParts(text, textsOf(ranges)), { refused: 'intake-line-too-long', line: 2 })
})

test('what could hold the bytes of a quote or delimiter within a character is not cut undecoded', () => {
  const cuttable = (['utf-8', 'shift_jis', 'euc-jp', 'utf-16le', 'utf-16be', 'iso-2022-jp'] as const).flatMap(
    encoding => [',', '\t', ';', '|'].filter(sign => canBeCut(encoding, sign)).map(sign => encoding + sign),
  )
  assert.deepEqual(
    cuttable,
    byteEncodings.flatMap(encoding => [',', '\t', ';'].map(sign => encoding + sign)),
  )
})
