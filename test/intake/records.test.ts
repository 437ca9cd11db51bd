import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { Syntax } from '../../src/core/format.ts'
import { Refusal } from '../../src/core/refusal.ts'
import type { Piece } from '../../src/intake/cutter.ts'
import { delimiterOf, firstRecord } from '../../src/intake/delimited-cutter.ts'
import { openCutter } from '../../src/intake/records.ts'

async function cut<S extends Syntax>(syntax: S, parts: readonly string[]): Promise<Piece<S>[]> {
  const cutter = openCutter(syntax, parts.join(''))
  const pieces: Piece<S>[] = []
  for (const part of parts) pieces.push(...(await cutter.push(part)))
  return [...pieces, ...(await cutter.end())]
}

const records = (pieces: readonly Piece[]) =>
  pieces.map(piece => ('record' in piece ? piece.record : piece.rejected))
const lines = (pieces: readonly Piece[]) =>
  pieces.map(piece => ('record' in piece ? piece.line : piece.rejected.line))

/** The text parted at every place gives what it gives whole. */
async function sameHoweverParted(syntax: Syntax, text: string): Promise<void> {
  const whole = await cut(syntax, [text])
  for (let at = 0; at <= text.length; at += 1) {
    assert.deepEqual(await cut(syntax, [text.slice(0, at), text.slice(at)]), whole, `parted at ${at}`)
  }
  assert.deepEqual(await cut(syntax, [...text]), whole, 'character by character')
}

async function refused(syntax: Syntax, parts: readonly string[]): Promise<readonly [string, unknown]> {
  const error = await cut(syntax, parts).then(
    () => undefined,
    (error: unknown) => error,
  )
  assert.ok(error instanceof Refusal, `refused, not ${String(error)}`)
  return [error.key, error.values.line]
}

describe('lines', () => {
  it('end in LF, CRLF or CR and keep their numbers', async () => {
    const pieces = await cut('lines', ['a\r\nb\rc\n\nd'])
    assert.deepEqual(records(pieces), ['a', 'b', 'c', '', 'd'])
    assert.deepEqual(lines(pieces), [1, 2, 3, 4, 5])
    await sameHoweverParted('lines', 'a\r\nb\rc\n\r\nd\r')
  })

  it('are as split would cut them', async () => {
    const text = fc
      .array(fc.constantFrom('a', '\n', '\r', '\r\n', '田'), { maxLength: 20 })
      .map(all => all.join(''))
    await fc.assert(
      fc.asyncProperty(text, fc.nat(20), async (text, at) => {
        const expected = text.split(/\r\n|[\r\n]/)
        if (expected.at(-1) === '') expected.pop()
        assert.deepEqual(records(await cut('lines', [text.slice(0, at), text.slice(at)])), expected)
      }),
    )
  })

  it('longer than 2 MiB refuse the list by number, before the whole line is held', async () => {
    const part = 'x'.repeat(2 ** 20)
    assert.deepEqual(await refused('lines', ['a\n', part, part, 'y']), ['intake-line-too-long', 2])
    assert.deepEqual(await refused('lines', [`a\nb\n${part}${part}y\n`]), ['intake-line-too-long', 3])
  })
})

describe('delimited records', () => {
  it('carry the line they begin in, with cells over several lines and blank lines between', async () => {
    const text = 'login,note\r\ntanaka,"one\r\ntwo"\r\n\r\nsato,"say ""hi"""\r\n'
    const pieces = await cut('delimited', [text])
    assert.deepEqual(records(pieces), [
      ['login', 'note'],
      ['tanaka', 'one\ntwo'],
      ['sato', 'say "hi"'],
    ])
    assert.deepEqual(lines(pieces), [1, 2, 5])
    await sameHoweverParted('delimited', text)
  })

  it("may be of different lengths: counting cells is the format's business", async () => {
    assert.deepEqual(records(await cut('delimited', ['a,b\nc\nd,e,f\n'])), [
      ['a', 'b'],
      ['c'],
      ['d', 'e', 'f'],
    ])
  })

  it('are parted by what the first line parts by', async () => {
    for (const [delimiter, text] of [
      [',', 'a,b;c,d\n'],
      ['\t', 'a\tb,\tc'],
      [';', '"x,y,z";b;c'],
      ['|', '\n a|b'],
      [',', 'alone'],
    ] as const) {
      assert.equal(delimiterOf(text), delimiter, JSON.stringify(text))
    }
    assert.deepEqual(firstRecord('"ログイン\nID";パスワード\nx;y'), ['ログイン\nID', 'パスワード'])
    assert.deepEqual(firstRecord('"never closed'), [])
  })

  it('are what csv-parse makes of the whole', async () => {
    const cell = fc
      .array(fc.constantFrom('a', 'パス', ',', '"', '\n', '\r\n', ' ', ';'), { maxLength: 5 })
      .map(all => all.join(''))
    const quoted = (cells: readonly string[]) =>
      cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(60), async (rows, at) => {
        const text = `${['"h,i"', ...rows.map(quoted)].join('\n')}\n`.replace('"h,i"', 'h,i,j')
        const expected: string[][] = parse(text.replace(/\r\n?/g, '\n'), { relax_column_count: true })
        const pieces = await cut('delimited', [text.slice(0, at), text.slice(at)])
        assert.deepEqual(records(pieces), expected)
        const newlines = (cells: readonly string[]) => cells.join('').split('\n').length - 1
        const starts = expected.map(
          (_, index) => 1 + index + expected.slice(0, index).reduce((sum, cells) => sum + newlines(cells), 0),
        )
        assert.deepEqual(lines(pieces), starts)
      }),
      { numRuns: 200 },
    )
  })

  it('with a stray quote are rejected by themselves, and the next one is read', async () => {
    const pieces = await cut('delimited', ['login,password\ntanaka,a"b"c\nsato,x\n'])
    assert.deepEqual(records(pieces), [
      ['login', 'password'],
      { line: 2, key: 'intake-quote-stray' },
      ['sato', 'x'],
    ])
    assert.deepEqual(lines(pieces), [1, 2, 3])
  })

  it('with two stray quotes in one line are rejected once, wherever the text is parted', async () => {
    const text = 'login,password\ntanaka,a"b"c\n'
    for (let at = 0; at <= text.length; at++) {
      const pieces = await cut('delimited', [text.slice(0, at), text.slice(at)])
      assert.deepEqual(records(pieces).slice(1), [{ line: 2, key: 'intake-quote-stray' }], `parted at ${at}`)
    }
  })

  it('with a quote that never closes refuse the list by the line where it opened', async () => {
    assert.deepEqual(await refused('delimited', ['a,b\nc,"d\ne,f\ng,h\n']), ['intake-quote-open', 2])
    assert.deepEqual(await refused('delimited', ['a,b\nc,d\ne,"f\ng,"h"\n']), ['intake-quote-inside', 3])
    const part = 'x,y\n'.repeat(2 ** 18)
    assert.deepEqual(await refused('delimited', ['a,b\nc,"d\n', part, part, part]), [
      'intake-line-too-long',
      2,
    ])
  })

  it("named like an object's own parts are cells like any other", async () => {
    assert.deepEqual(records(await cut('delimited', ['__proto__,constructor\na,b\n'])), [
      ['__proto__', 'constructor'],
      ['a', 'b'],
    ])
  })
})

describe('elements of a JSON array', () => {
  it('are what JSON.parse finds, however the text is parted', async () => {
    const object = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.jsonValue(), object), { maxLength: 6 }),
        fc.nat(3),
        fc.nat(80),
        async (value, indent, at) => {
          const text = JSON.stringify(value, null, indent)
          const pieces = await cut('json', [text.slice(0, at), text.slice(at)])
          assert.deepEqual(records(pieces), JSON.parse(text))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('carry the line they begin in', async () => {
    const text =
      '{\n "made": "2026-04-01",\n "accounts": [\n  {"login":\n   "a]"},\n\n  {"login": "\\"[b"} ],\n "more": {"x": [1]}\n}\n'
    const pieces = await cut('json', [text])
    assert.deepEqual(records(pieces), [{ login: 'a]' }, { login: '"[b' }])
    assert.deepEqual(lines(pieces), [4, 7])
    await sameHoweverParted('json', text)
  })

  it('are those of the first array directly in the object, not of one deeper down', async () => {
    assert.deepEqual(records(await cut('json', ['{"a":{"b":[1]},"c":[2,3],"d":[4]}'])), [2, 3])
    assert.deepEqual(records(await cut('json', ['[]'])), [])
    assert.deepEqual(records(await cut('json', [' [ \n ] \n'])), [])
  })

  it('refuse the list by line where they or what stands around them is not JSON', async () => {
    const broken: readonly (readonly [string, string, number | undefined])[] = [
      ['[1,\n2x]', 'intake-json-broken', 2],
      ['[1,]', 'intake-json-broken', 1],
      ['[,1]', 'intake-json-broken', 1],
      ['[{"a":1}\n{"b":2}]', 'intake-json-broken', 1],
      ['[1}', 'intake-json-broken', 1],
      ['[1] trailing', 'intake-json-broken', 1],
      ['{"a" [1]}', 'intake-json-broken', 1],
      ['{"a":[1]]', 'intake-json-broken', 1],
      ['[1,\n{"a":', 'intake-json-unfinished', 1],
      ['{"a":1}', 'intake-json-no-array', undefined],
      ['"[1]"', 'intake-json-no-array', undefined],
      [`[\n${'['.repeat(20)}`, 'intake-json-too-deep', 2],
    ]
    for (const [text, key, line] of broken) assert.deepEqual(await refused('json', [text]), [key, line], text)
  })

  it('longer than 2 MiB refuse the list', async () => {
    const part = 'x'.repeat(2 ** 20)
    assert.deepEqual(await refused('json', ['[1,\n"', part, part, part]), ['intake-line-too-long', 1])
  })
})

describe('one JSON value a line', () => {
  it('is read line by line; a line that is none is rejected by itself', async () => {
    const pieces = await cut('ndjson', [
      '{"login":"a"}\n\n{"login":\r\n[1]\n',
      '['.repeat(21),
      ']'.repeat(21),
    ])
    assert.deepEqual(records(pieces), [
      { login: 'a' },
      { line: 3, key: 'intake-ndjson-broken' },
      [1],
      { line: 5, key: 'intake-ndjson-broken' },
    ])
    assert.deepEqual(lines(pieces), [1, 3, 4, 5])
  })
})
