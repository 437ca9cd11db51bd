import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escapeHtml } from '../../src/core/html-text.ts'

test('what stands in HTML opens no tag, ends no attribute, and reads as it was written', () => {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('&', '<', '>', '"', "'", ';', 'a', 'amp') }), text => {
      const escaped = escapeHtml(text)
      assert.doesNotMatch(escaped, /[<>"']/)
      assert.equal(
        escaped.replaceAll(/&([^;]+);/g, (_, name: string) => names[name] ?? ''),
        text,
      )
    }),
  )
})
