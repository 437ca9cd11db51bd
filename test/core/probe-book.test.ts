import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  answered,
  emptyProbeBook,
  held,
  inspected,
  letGo,
  type ProbeBook,
  tried,
} from '../../src/core/probe-book.ts'

const minute = 60_000
const hour = 60 * minute
const limits = { perHour: 60, refusedPerHour: 2 }

test('No hour ever sees more probes of a system than its budget, and none of them is lost', () => {
  let book: ProbeBook = emptyProbeBook
  const taken: number[] = []
  for (let now = 0; now < 4 * hour; now += 7_000) {
    const by = `proof_${now}`
    const next = tried(book, { login: 'tanaka', by: 'proof_1', now }, limits)
    if (next === undefined) continue
    taken.push(now)
    book = answered(next, { login: 'tanaka', now }, { answer: 'accepted' })
    assert.ok(letGo(book, { login: 'tanaka', by }) === book, 'nobody else’s hold is let go')
  }
  for (const at of taken) {
    const within = taken.filter(other => other > at - hour && other <= at)
    assert.ok(within.length <= 60, `${within.length} in the hour before ${at}`)
  }
  assert.equal(taken.length, 240)
})

test('A try whose answer never came counts as refused, one that told nothing does not, one let in ends the count', () => {
  const trying = (now: number) => ({ login: 'tanaka', by: 'proof_1', now })
  const once = tried(emptyProbeBook, trying(0), limits) ?? assert.fail()
  const twice = tried(once, trying(1), limits) ?? assert.fail()
  assert.equal(tried(twice, trying(2), limits), undefined)
  assert.ok(tried(twice, { ...trying(2), login: 'sato' }, limits), 'another account is not concerned')
  assert.ok(tried(twice, trying(hour), limits), 'an hour later one of them is over')
  const unknown = answered(twice, trying(1), { answer: 'unknown', reason: 'timed-out' })
  assert.deepEqual(unknown.refused, { tanaka: [0] })
  assert.deepEqual(answered(twice, trying(1), { answer: 'accepted' }).refused, {})
  assert.deepEqual(answered(twice, trying(1), { answer: 'refused' }), twice)
})

test('An account is one proof’s at a time, and a minute after the last sign of it anybody’s', () => {
  const [one, two] = ['proof_1', 'proof_2'].map(by => ({ login: 'tanaka', by }))
  assert.ok(one !== undefined && two !== undefined)
  const book = held(emptyProbeBook, { ...one, now: 0 }) ?? assert.fail()
  assert.equal(held(book, { ...two, now: minute - 1 }), undefined)
  assert.ok(held(book, { ...two, login: 'sato', now: 1 }))
  const later = tried(book, { ...one, now: 50_000 }, limits) ?? assert.fail()
  assert.equal(held(later, { ...two, now: minute + 1 }), undefined, 'each try is a sign')
  const taken = held(later, { ...two, now: 50_000 + minute }) ?? assert.fail()
  assert.equal(
    tried(taken, { ...one, now: 50_000 + minute }, limits),
    undefined,
    'whoever was away asks no more',
  )
  assert.equal(letGo(taken, one), taken)
  assert.deepEqual(letGo(taken, two).held, {})
})

test('Inspections have a count of their own', () => {
  const book = Array.from({ length: 10 }).reduce<ProbeBook>(
    (before, _, at) => inspected(before, at, 10) ?? assert.fail(),
    emptyProbeBook,
  )
  assert.deepEqual([inspected(book, hour - 1, 10), book.probes], [undefined, []])
  assert.ok(inspected(book, hour, 10))
})

test('Whatever its logins are called, a book is the same once it was written and read', () => {
  const login = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString'), fc.string())
  fc.assert(
    fc.property(fc.array(login, { maxLength: 5 }), logins => {
      const book = logins.reduce<ProbeBook>(
        (before, name) =>
          tried(before, { login: name, by: 'proof_1', now: 0 }, { perHour: 9, refusedPerHour: 9 }) ?? before,
        emptyProbeBook,
      )
      const read: ProbeBook = JSON.parse(JSON.stringify(book))
      assert.deepEqual(Object.keys(read.refused).sort(), [...new Set(logins)].sort())
      for (const name of logins) {
        assert.equal(held(read, { login: name, by: 'proof_2', now: 1 }), undefined)
      }
    }),
  )
})
