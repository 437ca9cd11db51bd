import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AccountKinds } from '../../src/file-audit/account-kinds.ts'
import { Ledger } from '../../src/file-audit/ledger.ts'
import type { AssessedFacts } from '../../src/file-audit/packed-account.ts'
import { packed } from './invented-accounts.ts'

const plain: AssessedFacts = { login: 'sato', assessment: { credential: 'clear', weaknesses: [], score: 2 } }

test('accounts that differ in texts alone are of one kind, and no others', () => {
  const ledger = new Ledger()
  const accounts: readonly AssessedFacts[] = [
    plain,
    { ...plain, role: 'admin' },
    { ...plain, login: 'tanaka' },
    { ...plain, login: 'upload', networks: ['192.0.2.0/24'] },
    { ...plain, login: 'backup', networks: ['192.0.2.0/25'] },
    { ...plain, login: 'print', networks: ['192.0.2.0/24'] },
  ]
  ledger.append(packed(accounts), 0)
  const kinds = new AccountKinds(ledger)
  assert.deepEqual(
    accounts.map((_, number) => kinds.of(number)),
    [0, 1, 0, 3, 4, 3],
  )
})

test('of more kinds than are remembered no two are taken for one', () => {
  const count = 20_050
  const ledger = new Ledger()
  const accounts = Array.from({ length: count }, (_, index) => ({
    ...plain,
    login: `u${index}`,
    networks: [`10.0.${index >> 8}.${index & 255}`],
  }))
  ledger.append(packed(accounts), 0)
  const kinds = new AccountKinds(ledger)
  assert.equal(new Set(accounts.map((_, number) => kinds.of(number))).size, count)
})
