import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DuplicateBook } from '../../src/listeners/radius-duplicates.ts'

const one = Buffer.alloc(16, 1)
const other = Buffer.alloc(16, 2)

test('a copy is known for thirty seconds and answered as the first one was', () => {
  let now = 0
  const book = new DuplicateBook(() => now)
  const said: string[] = []
  const first = book.note('192.0.2.20 1645 7', one)
  assert.equal(first.isSeen, false)
  first.repeat()
  first.answerWith(() => said.push('no'))
  now = 29_999
  const copy = book.note('192.0.2.20 1645 7', one)
  copy.repeat()
  assert.deepEqual([copy.isSeen, said], [true, ['no']])
  now = 30_000
  assert.equal(book.note('192.0.2.20 1645 7', one).isSeen, false)
})

test('the same identifier with another authenticator, or from another port, is a new request', () => {
  const book = new DuplicateBook(() => 0)
  book.note('192.0.2.20 1645 7', one)
  assert.equal(book.note('192.0.2.20 1645 7', other).isSeen, false)
  assert.equal(book.note('192.0.2.20 1646 7', other).isSeen, false)
  assert.equal(book.note('192.0.2.20 1645 7', one).isSeen, false, 'it was replaced')
})

test('of ten thousand requests at once the newest 4,096 are known', () => {
  const book = new DuplicateBook(() => 0)
  for (let port = 0; port < 10_000; port += 1) book.note(`192.0.2.20 ${port} 7`, one)
  assert.equal(book.note('192.0.2.20 5000 7', one).isSeen, false)
  assert.equal(book.note('192.0.2.20 9999 7', one).isSeen, true)
})

test('a request that could not be answered is taken for a new one', () => {
  const book = new DuplicateBook(() => 0)
  book.forget(book.note('192.0.2.20 1645 7', one))
  assert.equal(book.note('192.0.2.20 1645 7', one).isSeen, false)
})
