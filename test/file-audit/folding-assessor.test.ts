import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AccountRow } from '../../src/core/account.ts'
import { Secret } from '../../src/core/secret.ts'
import { FoldingAssessor } from '../../src/file-audit/folding-assessor.ts'
import { openRunFingerprinter } from '../../src/file-audit/run-fingerprinter.ts'
import { Assessor } from '../../src/intake/assess.ts'
import { readShelf } from '../../src/shelf.ts'

const order = {
  askedLengths: [20, 8],
  companyWords: ['aoba', '青葉商事', 'aobashoji', '03-5555-0142'],
  systemWords: ['zaiko', 'inventory', 'stock.aoba.example'],
  now: '2026-11-23T09:00:00Z',
  candidateBudgetMilliseconds: 200,
}
const schemes = await readShelf('hashes')
const parts = {
  order,
  schemes,
  fingerprinter: openRunFingerprinter('a key of this run'),
}
/** One for all accounts, so that what it remembers of one may be wrong for another. */
const folding = new FoldingAssessor(parts)
const assessor = new Assessor(parts)

const name = fc.constantFrom(
  'tanaka',
  'Sato',
  'suzuki',
  '田中',
  'aoba',
  'admin',
  'ftp',
  'zaiko',
  'a',
  '12',
  'パス',
)
const word = fc.oneof(
  name,
  fc.constantFrom(
    '',
    '1',
    '1234',
    '2024',
    '!',
    '-',
    '@',
    'password',
    'qwerty',
    't4n4k4',
    'TANAKA',
    '\u30cf\u309a\u30b9',
  ),
)
const password = fc.array(word, { maxLength: 3 }).map(words => words.join(''))
const row: fc.Arbitrary<AccountRow> = fc
  .tuple(
    fc.record({ login: fc.oneof(name, word), password, line: fc.nat(99) }),
    fc.record(
      {
        displayName: fc.constantFrom('田中 一郎', 'Sato Hanako', 'tanaka'),
        owner: name,
        email: name.map(local => `${local}@aoba.example`),
        phone: fc.constantFrom('090-1234-5678', '0120-1234'),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([{ password, ...always }, sometimes]) => ({
    ...always,
    ...(sometimes as Partial<AccountRow>),
    credential: { seen: 'clear', secret: new Secret(password) },
  }))

test('every account is told what it would be told alone, whoever else has its password', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async rows => {
      for (const row of rows) {
        const { assessment } = await assessor.assess(row)
        assert.deepEqual(folding.assessClear(row), assessment, `${row.login} / ${row.credential.seen}`)
      }
    }),
    { numRuns: 400 },
  )
})

test('a login that is its password is found out though others have the same password', async () => {
  for (const login of ['suzuki', 'tanaka', 'suzuki']) {
    const credential = { seen: 'clear', secret: new Secret('tanaka') } as const
    const assessment = folding.assessClear({ login, line: 2, credential }) ?? assert.fail()
    assert.equal(assessment.weaknesses.includes('equals-login'), login === 'tanaka', login)
  }
})

test('a hash is not for now: it is answered later, in the order asked', async () => {
  const sha1 = 'yCtrbyBZ3Ns7IHayryyoGQGu06Q='
  const rows = ['sato', 'tanaka', 'suzuki'].map(
    (login, line): AccountRow => ({
      login,
      line,
      credential: { seen: 'hash', hash: new Secret(`{SHA}${sha1}`) },
    }),
  )
  assert.deepEqual(
    rows.map(row => folding.assessClear(row)),
    [undefined, undefined, undefined],
  )
  const assessed = await folding.assessHashed(rows, rows.length)
  assert.deepEqual(
    assessed.map(({ login, assessment }) => [login, assessment.weaknesses.includes('equals-login')]),
    [
      ['sato', false],
      ['tanaka', true],
      ['suzuki', false],
    ],
  )
})

test('of several passwords of a login the weakest counts, so they are not taken one by one', () => {
  const clear = (text: string) => ({ seen: 'clear', secret: new Secret(text) }) as const
  const row: AccountRow = { login: 'sato', line: 2, credential: clear('x'), alternatives: [clear('sato')] }
  assert.equal(folding.assessClear(row), undefined)
})
