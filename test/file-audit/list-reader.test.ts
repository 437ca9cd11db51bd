import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../src/core/refusal.ts'
import type { AccountBooks } from '../../src/file-audit/account-books.ts'
import { type EqualMarks, membersOf } from '../../src/file-audit/mark-groups.ts'
import { encoded } from './cut-lists.ts'
import { longList, readIntoBooks } from './long-list.ts'

/** Less than any list worth being cut. */
const small = 1

/** Every account with its line, all that is known of it and the first who shares each of its marks, one a text. */
function entries(books: AccountBooks): readonly string[] {
  const { ledger } = books
  const { marks } = books.contents()
  const firstOf = (mark: EqualMarks, account: number) => {
    const [first] = membersOf(mark, mark.groups[account] ?? -1)
    return first === undefined ? '' : ledger.login(first)
  }
  return [...Array(ledger.length).keys()]
    .filter(account => !ledger.isStruck(account))
    .map(account =>
      JSON.stringify([
        ledger.line(account),
        ledger.facts(account),
        ledger.assessment(account),
        Object.values(marks).map(mark => firstOf(mark, account)),
      ]),
    )
}

function requireSame(read: Awaited<ReturnType<typeof readIntoBooks>>, by: typeof read): void {
  assert.deepEqual(read.kind, by.kind)
  assert.deepEqual(read.summary, by.summary)
  const [one, other] = [entries(read.books), entries(by.books)]
  assert.equal(one.length, other.length)
  const different = one.findIndex((entry, index) => entry !== other[index])
  assert.equal(one[different], other[different])
}

test('sixty thousand rows cut into ranges, for one reader or several threads, are what they are as a stream', async () => {
  const bytes = encoded(longList(60_000), 'utf-8')
  const alone = await readIntoBooks(bytes, small)
  assert.deepEqual(alone.kind, { format: 'csv', encoding: 'utf-8' })
  const { rows, accepted, rejected } = alone.summary as {
    rows: number
    accepted: number
    rejected: unknown[]
  }
  assert.equal(rows, 60_000)
  assert.equal(accepted + rejected.length, rows)
  assert.ok(rejected.length > 100, 'rejected lines are among them')
  requireSame(await readIntoBooks(bytes, bytes.length), alone)
  requireSame(await readIntoBooks(bytes, undefined), alone)
})

for (const encoding of ['shift_jis', 'euc-jp'] as const) {
  test(`so are rows in ${encoding} from a pipe, of which nobody knows how long it is`, async () => {
    const bytes = encoded(longList(12_000), encoding)
    const alone = await readIntoBooks(bytes, small)
    assert.equal(alone.kind.encoding, encoding)
    requireSame(await readIntoBooks(bytes, undefined), alone)
  })
}

test('what no thread can read by itself is read by one: UTF-16, formats whose lines hang together', async () => {
  const text = longList(3000)
  const wide = Buffer.from(`\ufeff${text}`, 'utf16le')
  const narrow = await readIntoBooks(encoded(text, 'utf-8'), small)
  const read = await readIntoBooks(wide, undefined)
  assert.equal(read.kind.encoding, 'utf-16le')
  requireSame({ ...read, kind: narrow.kind }, narrow)
  const pairs = Array.from({ length: 9000 }, (_, at) => `user${at}\nZaiko${at % 99}\n`).join('')
  const vsftpd = await readIntoBooks(encoded(pairs, 'utf-8'), undefined)
  assert.equal(vsftpd.kind.format, 'vsftpd')
  assert.equal(vsftpd.books.ledger.length, 9000)
})

test('a fault far down refuses the list by its own line, whoever comes to it', async () => {
  const row = 'tanaka,Zaiko2024,"田中\n倉庫"\n'
  const rows = 20_000
  const text = `login,password,name\n${row.repeat(rows)}`
  const line = 2 + 2 * rows
  const faults = {
    'intake-quote-open': Buffer.from('sato,"open,x\n'),
    'intake-quote-inside': Buffer.from('sato,"Za"iko",x\n'),
    'intake-undecodable': Buffer.from([0xe7, 0x0a]),
    'intake-not-text': Buffer.from('sato,\0,x\n'),
  }
  for (const [key, fault] of Object.entries(faults)) {
    const bytes = Buffer.concat([Buffer.from(text), fault])
    for (const size of [small, undefined]) {
      const refusal = await readIntoBooks(bytes, size).then(
        () => assert.fail('read'),
        (error: unknown) => error,
      )
      assert.ok(refusal instanceof Refusal, String(refusal))
      assert.deepEqual([refusal.key, refusal.values.line], [key, line], `of ${size} bytes`)
    }
  }
})
