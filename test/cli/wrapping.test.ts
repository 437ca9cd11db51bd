import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { displayWidth, wrap } from '../../src/cli/wrapping.ts'

test('wide characters count two columns, colours none', () => {
  assert.equal(displayWidth('在庫ab'), 6)
  assert.equal(displayWidth('\u001b[31mab\u001b[0m'), 2)
})

test('lines break between words, and between Japanese characters', () => {
  assert.equal(wrap('one two three', 8), 'one two\nthree')
  assert.equal(wrap('在庫管理', 5), '在庫\n管理')
  assert.equal(wrap('a\nb', 5), 'a\nb')
})

test('no line begins with a sign that closes, ends with one that opens, or breaks a word in katakana', () => {
  assert.equal(wrap('在庫、管理', 4), '在\n庫、\n管理')
  assert.equal(wrap('在庫「管理」', 6), '在庫\n「管\n理」')
  assert.equal(wrap('在庫サーバー', 10), '在庫\nサーバー')
  assert.equal(wrap('使う nginx、sshd', 10), '使う\nnginx、\nsshd')
})

test('a word that fits on no line is cut by its columns', () => {
  assert.equal(wrap('アカウント', 4), 'アカ\nウン\nト')
  assert.equal(wrap('abcdefg', 3), 'abc\ndef\ng')
})

test('no line is wider than asked, and nothing but spaces is lost', () => {
  const text = fc
    .array(fc.constantFrom('在', '庫', 'abc', ' ', 'x', 'longerword', '。', '「', 'サ', 'ー'))
    .map(parts => parts.join(''))
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 20 }), (line, width) => {
      const wrapped = wrap(line, width)
      for (const part of wrapped.split('\n')) assert.ok(displayWidth(part) <= width, `${part} in ${width}`)
      assert.equal(wrapped.replaceAll(/\s/g, ''), line.replaceAll(/\s/g, ''))
    }),
  )
})
