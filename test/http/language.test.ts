import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { languageOf } from '../../src/http/language.ts'

const cases: readonly (readonly [
  header: string | undefined,
  fallback: 'en' | 'ja',
  language: 'en' | 'ja',
])[] = [
  [undefined, 'ja', 'ja'],
  ['ja', 'en', 'ja'],
  ['ja-JP,ja;q=0.9,en;q=0.8', 'en', 'ja'],
  ['en-GB;q=0.7, ja;q=0.9', 'en', 'ja'],
  ['fr, de;q=0.5', 'ja', 'ja'],
  ['fr, en;q=0.1', 'ja', 'en'],
  ['*', 'ja', 'ja'],
  ['ja;q=0, en', 'ja', 'en'],
  ['ja;q=abc', 'en', 'en'],
  ['__proto__, constructor', 'en', 'en'],
]
for (const [header, fallback, language] of cases) {
  test(`Accept-Language ${header ?? 'absent'} reads ${language} where ${fallback} is the house's own`, () =>
    assert.equal(languageOf(header, fallback), language))
}

test('No header, however odd, is without a language', () => {
  fc.assert(
    fc.property(fc.string(), header => {
      assert.match(languageOf(header, 'en'), /^(?:en|ja)$/)
    }),
  )
})
