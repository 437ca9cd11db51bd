import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson, chainEntry, chainStart, firstBroken } from '../../src/core/log-chain.ts'
import type { LogDraft, LogEntry } from '../../src/core/store.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const drafts: fc.Arbitrary<readonly LogDraft[]> = fc.array(
  fc.record({
    at: fc.constantFrom('2026-11-23T12:00:00.000Z', '2026-11-23T12:00:01.000Z'),
    actor: fc.constantFrom('tok_1', 'system'),
    action: fc.constantFrom('system.put', 'token.issue'),
    subject: fc.string({ unit: 'grapheme', maxLength: 6 }),
    detail: fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
  }),
  { minLength: 2, maxLength: 9 },
)

function chain(drafts: readonly LogDraft[]): readonly LogEntry[] {
  const entries: LogEntry[] = []
  for (const draft of drafts) entries.push(chainEntry(entries.at(-1), draft, sha256))
  return entries
}

const broken = (entries: readonly LogEntry[]) => firstBroken(undefined, entries, sha256)

test('the same value has one JSON, whatever order its members were written in', () => {
  const value = { b: [1, { d: null, c: 'é\u2028"' }], a: 1e21, ａ: -0, '€': false, 1: 1e-7 }
  assert.equal(
    canonicalJson(value),
    '{"1":1e-7,"a":1e+21,"b":[1,{"c":"é\u2028\\"","d":null}],"€":false,"ａ":0}',
  )
  assert.equal(canonicalJson({ b: undefined, a: [undefined] }), '{"a":[null]}')
  for (const none of [Number.NaN, Number.POSITIVE_INFINITY])
    assert.throws(() => canonicalJson([none]), TypeError)
})

test('the JSON of a value reads back as that value and no longer depends on the order of members', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = canonicalJson(value)
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))
      assert.equal(canonicalJson(reversed(value)), text)
    }),
  )
})

test('an entry is tied to the one before by the hash of all it says', () => {
  const draft = {
    at: 'now',
    actor: 'tok_1',
    action: 'system.put',
    subject: 'ftp',
    detail: { to: 2, from: 1 },
  }
  const first = chainEntry(undefined, draft, sha256)
  assert.equal(first.number, 1)
  assert.equal(first.previous, chainStart)
  const said =
    '{"action":"system.put","actor":"tok_1","at":"now","detail":{"from":1,"to":2},"number":1,"subject":"ftp"}'
  assert.equal(first.hash, sha256(chainStart + said))
  assert.equal(chainEntry(first, draft, sha256).previous, first.hash)
})

test('what a database gives back of an entry is what was hashed', () => {
  const at = new Date('2026-11-23T12:00:00Z')
  const entry = chainEntry(
    undefined,
    { at: '', actor: '', action: '', subject: '', detail: { at, none: undefined } },
    sha256,
  )
  assert.deepEqual(entry.detail, { at: '2026-11-23T12:00:00.000Z' })
  assert.equal(broken([JSON.parse(JSON.stringify(entry))]), undefined)
})

test('an untouched chain is whole, read at once or in two parts', () => {
  fc.assert(
    fc.property(drafts, fc.nat(), (drafts, cut) => {
      const entries = chain(drafts)
      const at = cut % entries.length
      assert.equal(broken(entries), undefined)
      assert.equal(firstBroken(entries[at], entries.slice(at + 1), sha256), undefined)
    }),
  )
})

const other = (text: string) => `${text}x`
const edits: readonly ((entry: LogEntry) => LogEntry)[] = [
  entry => ({ ...entry, at: other(entry.at) }),
  entry => ({ ...entry, actor: other(entry.actor) }),
  entry => ({ ...entry, action: other(entry.action) }),
  entry => ({ ...entry, subject: other(entry.subject) }),
  entry => ({ ...entry, detail: { ...entry.detail, planted: 1 } }),
  entry => ({ ...entry, number: entry.number + 1 }),
  entry => ({ ...entry, previous: sha256(entry.previous) }),
  entry => ({ ...entry, hash: sha256(entry.hash) }),
]

test('any one member of any entry edited is found at that entry', () => {
  fc.assert(
    fc.property(drafts, fc.nat(), fc.constantFrom(...edits), (drafts, at, edit) => {
      const entries = [...chain(drafts)]
      const index = at % entries.length
      const edited = entries.map((entry, here) => (here === index ? edit(entry) : entry))
      assert.equal(broken(edited), edited[index]?.number)
    }),
  )
})

test('an edit that makes its own hash anew is found at the entry after it', () => {
  fc.assert(
    fc.property(drafts, fc.nat(), (drafts, at) => {
      const entries = [...chain(drafts)]
      const index = at % (entries.length - 1)
      const draft = drafts[index]
      assert.ok(draft)
      entries[index] = chainEntry(entries[index - 1], { ...draft, actor: other(draft.actor) }, sha256)
      assert.equal(broken(entries), index + 2)
    }),
  )
})

test('an entry deleted, swapped with another, repeated or put in from another chain is found', () => {
  fc.assert(
    fc.property(drafts, fc.nat(), fc.nat(), (drafts, a, b) => {
      const entries = chain(drafts)
      const last = entries.length - 1
      const [at, to] = [a % last, b % entries.length]
      assert.notEqual(broken(entries.toSpliced(at, 1)), undefined, 'deleted before the end')
      const [one, two] = [entries[at], entries[to]]
      assert.ok(one && two)
      if (at !== to) assert.notEqual(broken(entries.with(at, two).with(to, one)), undefined, 'swapped')
      assert.notEqual(broken(entries.toSpliced(to, 0, one)), undefined, 'repeated')
      const [planted] = chain([{ ...one, actor: 'intruder' }])
      assert.ok(planted)
      assert.notEqual(broken(entries.toSpliced(at, 1, planted)), undefined, 'from another chain')
    }),
  )
})

test('an end cut off follows, so only its head tells: it is not the one noted elsewhere', () => {
  fc.assert(
    fc.property(drafts, fc.nat(), (drafts, cut) => {
      const entries = chain(drafts)
      const left = entries.slice(0, cut % entries.length)
      assert.equal(broken(left), undefined)
      assert.notEqual(left.at(-1)?.hash ?? chainStart, entries.at(-1)?.hash)
    }),
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, reversed(member)] as const)
      .reverse(),
  )
}
