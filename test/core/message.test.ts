import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from '../../src/core/catalogue/en.ts'
import { ja } from '../../src/core/catalogue/ja.ts'
import { fill } from '../../src/core/message.ts'
import { Refusal } from '../../src/core/refusal.ts'

const namesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

test('every sentence exists in both languages', () => {
  assert.deepEqual(Object.keys(ja).sort(), Object.keys(en).sort())
})

test('no Japanese sentence names a value that its English one does not have', () => {
  for (const [key, sentence] of Object.entries(en)) {
    const names = new Set(namesIn(sentence))
    const beside = namesIn(ja[key as keyof typeof ja]).filter(name => !names.has(name ?? ''))
    assert.deepEqual(beside, [], key)
  }
})

test('every hint belongs to a sentence', () => {
  const keys = Object.keys(en)
  assert.deepEqual(
    keys.filter(key => key.endsWith('.hint') && !keys.includes(key.slice(0, -5))),
    [],
  )
})

test('a name without a value stays in sight', () => {
  assert.equal(fill('{a} and {b}', { a: 1 }), '1 and {b}')
})

test('a refusal says in both languages what to write instead', () => {
  const refusal = new Refusal('invalid', 'config-listen', { name: 'KAGIMORI_LISTEN', text: 'here' })
  assert.equal(refusal.message, 'KAGIMORI_LISTEN is "here", which is not host:port.')
  assert.match(refusal.hint('en') ?? '', /127\.0\.0\.1:8420/)
  assert.match(refusal.hint('ja') ?? '', /127\.0\.0\.1:8420/)
})
