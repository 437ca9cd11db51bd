import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AccountBooks } from '../../src/file-audit/account-books.ts'
import { packed } from './invented-accounts.ts'

/** A part of a list, line by line: who stands there, or nobody where the format rejects the line. */
type Part = readonly (string | undefined)[]

interface List {
  readonly system: number
  readonly parts: readonly Part[]
}

const login = fc.constantFrom('tanaka', 'sato', 'suzuki', 'Tanaka', 'tanaka ', '田中', 'tanak')
const part: fc.Arbitrary<Part> = fc.array(fc.option(login, { nil: undefined, freq: 6 }), { maxLength: 6 })
const list = fc.record({ system: fc.nat(1), parts: fc.array(part, { maxLength: 4 }) })

/** Rows as the reading process sends them. */
function rowsOf(part: Part, firstLine: number) {
  const lines = [...part.keys()].map(index => firstLine + index)
  const isAccount = (line: number) => part[line - firstLine] !== undefined
  const rejected = lines
    .filter(line => !isAccount(line))
    .map(line => ({ line, key: 'account-login-empty' as const }))
  const accounts = part
    .filter(login => login !== undefined)
    .map(login => ({ login, assessment: { credential: 'absent', weaknesses: [] } }) as const)
  return {
    accounts: packed(accounts, lines.filter(isAccount)),
    rejected,
    rejectedCount: rejected.length,
    rows: part.length,
  }
}

/** What comes of the lists: their rejected lines, and every system's logins with the list and line they are from. */
interface Outcome {
  readonly accepted: readonly number[]
  readonly rejected: readonly (readonly string[])[]
  readonly live: readonly (readonly string[])[]
}

/** By a Map a system and one a list. */
function naive(lists: readonly List[]): Outcome {
  const live = [new Map<string, string>(), new Map<string, string>()]
  const accepted: number[] = []
  const rejected = lists.map(({ system, parts }, index) => {
    const lines = new Map<string, number>()
    const faults = parts.flat().flatMap((login, at) => {
      const line = at + 2
      if (login === undefined) return [`${line}: The login is empty.`]
      const first = lines.get(login)
      if (first !== undefined) return [`${line}: This login stands in line ${first} already.`]
      lines.set(login, line)
      live[system]?.set(login, `${login} of list ${index}, line ${line}`)
      return []
    })
    accepted.push(lines.size)
    return faults
  })
  return { accepted, rejected, live: live.map(system => [...system.values()].sort()) }
}

function booked(lists: readonly List[]): Outcome {
  const books = new AccountBooks(2)
  const listOf: number[] = []
  const summaries = lists.map(({ system, parts }, index) => {
    const list = books.openList(system)
    let line = 2
    for (const part of parts) {
      list.take(rowsOf(part, line))
      line += part.length
      while (listOf.length < books.ledger.length) listOf.push(index)
    }
    return list.summary()
  })
  const { ledger } = books
  const ofSystem = (system: number) =>
    listOf.flatMap((list, number) => {
      if (ledger.isStruck(number) || ledger.system(number) !== system) return []
      return [`${ledger.login(number)} of list ${list}, line ${ledger.line(number)}`]
    })
  return {
    accepted: summaries.map(({ accepted }) => accepted),
    rejected: summaries.map(({ rejected }) => rejected.map(({ line, reason }) => `${line}: ${reason.en}`)),
    live: [ofSystem(0).sort(), ofSystem(1).sort()],
  }
}

test('a login is one account of its system: a second line of its list is rejected, a later list replaces it', () => {
  fc.assert(
    fc.property(fc.array(list, { maxLength: 4 }), lists => {
      assert.deepEqual(booked(lists), naive(lists))
    }),
    { numRuns: 500 },
  )
})

test('forty thousand logins are each let in once, and each told with its line when it comes again', () => {
  const logins = Array.from({ length: 40_000 }, (_, index) => `user${(index * 7919) % 40_009}`)
  const { accepted, rejected, live } = booked([{ system: 0, parts: [logins, logins.slice(-3)] }])
  assert.deepEqual(accepted, [40_000])
  assert.equal(live[0]?.length, 40_000)
  assert.deepEqual(
    rejected[0],
    [39_999, 40_000, 40_001].map(line => `${line + 3}: This login stands in line ${line} already.`),
  )
})

test('of a list with more faults than anybody reads the first thousand are named', () => {
  const { rejected } = booked([{ system: 0, parts: [Array(700).fill('sato'), Array(700).fill('sato')] }])
  assert.equal(rejected[0]?.length, 1000)
  assert.match(rejected[0]?.at(-1) ?? '', /^1002: .* line 2 /)
})
