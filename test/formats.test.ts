import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Format, isAccountRow } from '../src/core/format.ts'
import { isMessageKey } from '../src/core/message.ts'
import { Refusal } from '../src/core/refusal.ts'
import { readShelf } from '../src/shelf.ts'
import { headOf, loginsOf, read, rejectedBy } from './format-reading.ts'

const formats = await readShelf('formats')

function recognisedBy(text: string): readonly string[] {
  const head = headOf(text)
  return [...formats.values()]
    .filter(format => format.dialects.some(dialect => dialect.recognises(head)))
    .map(({ name }) => name)
}

for (const [name, format] of formats) {
  describe(`The format ${name}`, () => {
    for (const { about, text, logins } of format.examples.good) {
      test(`knows its own: ${about}`, () => {
        assert.deepEqual(recognisedBy(text), [name])
        const results = read(format, text) ?? []
        assert.deepEqual(rejectedBy(results), [])
        assert.deepEqual(loginsOf(results), logins)
        assert.deepEqual(recognisedBy(text.replaceAll('\n', '\r\n')), [name], 'with CRLF line ends')
      })
    }

    for (const { about, text, rejectedLines } of format.examples.bad) {
      test(`is not taken in by: ${about}`, () => {
        if (rejectedLines === undefined) return assert.deepEqual(recognisedBy(text), [])
        const rejections = rejectedBy(read(format, text) ?? [])
        assert.deepEqual(
          rejections.map(({ line }) => line).sort((a, b) => a - b),
          rejectedLines,
        )
        for (const { key } of rejections) assert.ok(isMessageKey(key), key)
        assertNothingQuoted(rejections)
      })
    }
  })
}

/** What a rejection may carry: numbers, and names of fields and columns; never a cell or a line. */
const tellable: ReadonlySet<string> = new Set([
  'expected',
  'found',
  'first',
  'longest',
  'field',
  'headers',
  'words',
  'columns',
])

function assertNothingQuoted(rejections: readonly { readonly values?: object }[]): void {
  for (const [name, value] of rejections.flatMap(({ values = {} }) => Object.entries(values))) {
    assert.ok(tellable.has(name), `a rejection tells its ${name}`)
    assert.doesNotMatch(String(value), /secret|zaiko|Point20|[$*{]/i)
  }
}

describe('The shelf of formats', () => {
  const everyGood = [...formats.values()].flatMap(format =>
    format.examples.good.map(({ text }) => ({ format, text })),
  )

  test('every format shows which lines it rejects, and says what a file of its own looks like', () => {
    for (const { name, expects, examples } of formats.values()) {
      for (const [language, text] of Object.entries(expects)) {
        assert.ok(
          text.length > 10 && text.length <= 120,
          `${name} expects: ${text.length} characters of ${language}`,
        )
      }
      assert.deepEqual(Object.keys(expects), ['en', 'ja'])
      assert.match(expects.ja, /[\p{sc=Hira}\p{sc=Kana}\p{sc=Hani}]/u, `${name} says it in Japanese`)
      assert.notEqual(expects.ja, expects.en, name)
      assert.ok(
        examples.bad.some(({ rejectedLines }) => rejectedLines !== undefined),
        name,
      )
    }
  })

  test('nobody takes an empty text, a letter or binary data for accounts', () => {
    const strangers = [
      '',
      '\n\n\n',
      '# only a comment\n',
      'Dear all,\n\nfrom Monday on the old passwords stop working.\nYours, Tanaka\n',
      '拝啓\n新しいパスワードは郵送します。\n担当: 田中\n敬具\n',
      '\u0000\u0001\u0002\u007fELF\u0003\u0000\n\u0000:\u0000\n',
      '<!doctype html>\n<html lang="en">\n<title>Aoba Shoji</title>\n',
      '127.0.0.1 - - [23/Nov/2026:10:00:00 +0900] "GET / HTTP/1.1" 200 5\n',
      'listen: 127.0.0.1:8420\ntimeZone: Asia/Tokyo\n',
      '{"accounts": 3}\n',
      'COPY public.users (id, login, password, role) FROM stdin;\n1\ttanaka\ta\tadmin\n\\.\n',
      'COPY public.auth_user (id, password, is_superuser, username, is_staff) FROM stdin;\n1\t!x\tf\ttaro\tf\n\\.\n',
      "INSERT INTO accounts (id, login, password, role) VALUES (1, 'tanaka', 'a', 'admin');\n",
      'BEGIN:VCARD\nVERSION:4.0\nFN:Tanaka\nEND:VCARD\n',
    ]
    for (const text of strangers) assert.deepEqual(recognisedBy(text), [], JSON.stringify(text))
  })

  test('random text is taken for accounts by at most one format', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -~]{0,30}$/), { maxLength: 20 }), lines => {
        assert.ok(recognisedBy(lines.join('\n')).length <= 1)
      }),
      { numRuns: 500 },
    )
  })

  test('a good file with one byte changed is never taken for two formats', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyGood),
        fc.nat(),
        fc.integer({ min: 32, max: 126 }),
        ({ text }, at, code) => {
          const index = at % text.length
          const changed = text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1)
          assert.ok(recognisedBy(changed).length <= 1, changed)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('a damaged file is read with rejections or refused, and never ends in a crash', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyGood),
        fc.array(edits, { minLength: 1, maxLength: 6 }),
        ({ format, text }, changes) => {
          const damaged = changes.reduce((before, change) => change(before), text)
          for (const other of new Set([format.name, ...recognisedBy(damaged)])) {
            readOrRefuse(formats.get(other) ?? format, damaged)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

/** A format may refuse the whole file on purpose, and only by a Refusal. */
function readOrRefuse(format: Format, text: string): void {
  try {
    for (const result of read(format, text) ?? []) {
      if (isAccountRow(result)) assert.equal(/\p{Cc}/u.test(result.login), false)
      else assert.ok(isMessageKey(result.key) && Number.isInteger(result.line))
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

const place = fc.double({ min: 0, max: 1, noNaN: true })
const edits = fc.oneof(
  fc.tuple(place, fc.string({ unit: 'binary', maxLength: 3 })).map(
    ([at, put]) =>
      (text: string) =>
        text.slice(0, at * text.length) + put + text.slice(at * text.length + 1),
  ),
  fc.tuple(place, fc.nat(20)).map(
    ([at, gone]) =>
      (text: string) =>
        text.slice(0, at * text.length) + text.slice(at * text.length + gone),
  ),
  place.map(at => (text: string) => {
    const lines = text.split('\n')
    const index = Math.floor(at * lines.length)
    return [...lines.slice(0, index + 1), ...lines.slice(index)].join('\n')
  }),
  place.map(at => (text: string) => text.slice(0, at * text.length)),
)
