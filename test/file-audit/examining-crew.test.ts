import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Examinable } from '../../src/file-audit/account-examiner.ts'
import { openColumns, type TallyTotals } from '../../src/file-audit/account-tally.ts'
import { examineAll, examineShares } from '../../src/file-audit/examining-crew.ts'
import { readPolicies, readPolicyFiles } from '../../src/policies.ts'
import { readShelf } from '../../src/shelf.ts'
import { bareSystem } from './both-ways.ts'
import { encoded } from './cut-lists.ts'
import { longList, readIntoBooks, order as readingOrder } from './long-list.ts'

const rules = await readShelf('rules')
const policies = readPolicies(
  await readPolicyFiles(new URL('../../policies', import.meta.url).pathname),
  rules,
)

/** A list as it is examined, with every step of its policy's ladder due on a day of its own. */
async function examinable(rows: number) {
  const { books } = await readIntoBooks(encoded(longList(rows), 'utf-8'), 1)
  const system = bareSystem('inventory')
  const policy = policies.get(system.policy) ?? assert.fail()
  const steps = [...new Set(Object.values(policy.ladder).map(step => JSON.stringify(step)))]
  const dates = steps.map((_, day) => `2026-12-${10 + day}T09:00:00Z`)
  const dueAt = Object.fromEntries(steps.map((step, index) => [step, dates[index] ?? '']))
  const given: Examinable = {
    ...books.contents(),
    systems: [{ system, policy, reasons: [], dueAt }],
    now: readingOrder.now,
  }
  return { books, data: { given, dates, order: books.inOrderOfPassword(given.marks) } }
}

/** Cases and unknowns come as the threads came upon them. */
function inOrder({ cases, unknowns, ...counts }: TallyTotals) {
  const byRule = (a: { rule: string; severity: string }, b: typeof a) =>
    a.rule.localeCompare(b.rule) || a.severity.localeCompare(b.severity)
  return {
    counts,
    cases: cases.toSorted(byRule),
    unknowns: unknowns.toSorted((a, b) => byRule(a.reason, b.reason)),
  }
}

test('accounts that several threads examine come to what one makes of them', async () => {
  const { books, data } = await examinable(24_000)
  const length = books.ledger.length
  const [together, alone] = [openColumns(length), openColumns(length)]
  const told: number[] = []
  const tell = (done: number) => told.push(done)
  const totals = await examineAll({ ...data, columns: together }, rules, books.ledger, tell, 20_000)
  const next = new Int32Array(new SharedArrayBuffer(4))
  const expected = examineShares({ ...data, columns: alone, next }, rules)
  assert.deepEqual(inOrder(totals), inOrder(expected))
  assert.equal(totals.accounts, data.order.length)
  assert.ok(totals.tasks > 0 && totals.cases.length > 3 && totals.unknowns.length > 3)
  for (const column of ['risks', 'kinds', 'dues'] as const) {
    assert.ok(Buffer.from(together[column].buffer).equals(Buffer.from(alone[column].buffer)), column)
  }
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
  )
  assert.equal(told.at(-1), data.order.length, 'the last that is told is that all are done')
})

test('a few accounts are examined in one go', async () => {
  const { books, data } = await examinable(600)
  const told: number[] = []
  const columns = openColumns(books.ledger.length)
  const { accounts } = await examineAll({ ...data, columns }, rules, books.ledger, done => told.push(done))
  assert.equal(accounts, data.order.length)
  assert.deepEqual(told, [accounts])
})

test('accounts are examined with those of the same password one behind the other, each once', async () => {
  const { books, data } = await examinable(3000)
  const { password } = books.contents().marks
  const groups = Array.from(data.order, account => password.groups[account] ?? -1)
  const runs = groups.filter((group, index) => group !== groups[index - 1])
  assert.equal(runs.length, new Set(groups).size)
  const live = [...Array(books.ledger.length).keys()].filter(account => !books.ledger.isStruck(account))
  assert.deepEqual(
    [...data.order].sort((a, b) => a - b),
    live,
  )
})
