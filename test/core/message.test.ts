import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { en } from '../../src/core/catalogue/en.ts'
import { ja } from '../../src/core/catalogue/ja.ts'
import { fill, isMessageKey } from '../../src/core/message.ts'
import { Refusal } from '../../src/core/refusal.ts'

const namesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

test('every sentence exists in both languages', () => {
  assert.deepEqual(Object.keys(ja).sort(), Object.keys(en).sort())
})

test('a key stands in one part of the catalogue alone', async () => {
  const folder = new URL('../../src/core/catalogue/', import.meta.url).pathname
  const keys: string[] = []
  for await (const file of glob(`${folder}*.en.ts`))
    for (const part of Object.values(await import(file))) keys.push(...Object.keys(part as object))
  assert.deepEqual(keys.sort(), Object.keys(en).sort())
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

/** Where a key stands that is refused with, or rejects a line: in a call, in a table of causes, as a fault's key. */
const refusing = [
  /\bRefusal\(\s*'[\w-]+',\s*'(?<key>[\w-]+)'/g,
  /\b(?:[rR]efus\w*|reject|found|\w*[fF]ault)\([^;{}]*?'(?<key>[a-z]+(?:-[a-z0-9]+)+)'/g,
  /\bkey: '(?<key>[\w-]+)'/g,
  /:\s*'(?<key>policy-wants-[\w-]+)'/g,
]
/** Rooms whose keys tell what was found or sent, and refuse nothing. */
const telling = /^(?:doctor|reminder|internal)-/

test('every refusal and every rejected line says what to do instead', async () => {
  const keys = new Set<string>()
  const folder = new URL('../../src/', import.meta.url).pathname
  for await (const file of glob(`${folder}**/*.ts`)) {
    const text = await readFile(file, 'utf8')
    for (const pattern of refusing)
      for (const { groups } of text.matchAll(pattern)) keys.add(groups?.key ?? '')
  }
  const refused = [...keys].filter(key => isMessageKey(key) && !telling.test(key))
  const samples = [
    'export-unknown',
    'account-login-twice',
    'intake-quote-stray',
    'policy-wants-text',
    'ldif-no-dn',
  ]
  assert.deepEqual(
    samples.filter(key => !keys.has(key)),
    [],
    'they are found however they stand there',
  )
  assert.deepEqual(
    refused.filter(key => !isMessageKey(`${key}.hint`)),
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
