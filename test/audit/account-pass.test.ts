import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountExamination } from '../../src/audit/account-pass.ts'
import type { Account } from '../../src/core/account.ts'
import type { Peer } from '../../src/core/rule.ts'
import { exampleSubject } from '../rules-subject.ts'

const { account: plain, system, now } = exampleSubject('account', {})
const landscape = { systems: new Map(), servers: new Map(), allowlists: new Map(), now }
const open = () => accountExamination(landscape, { system, reasons: [] }, () => [])
const peer = (systemKind: Peer['systemKind']): Peer => ({ system: 'other', systemKind, login: 'tanaka' })

test('each account has its own risk, however much it is like the one before', () => {
  const accounts: readonly Account[] = [
    plain,
    { ...plain, role: 'admin' },
    { ...plain, role: 'admin', enabled: false },
    { ...plain, assessment: { ...plain.assessment, score: 0 } },
  ]
  const companies = [[], [peer('shop')], [peer('accounting')]]
  const examine = open()
  for (const account of accounts) {
    for (const peers of companies) {
      for (const peerCount of [peers.length, 12]) {
        const acquaintances = { peers, peerCount, task: undefined, saltUses: undefined }
        const { risk } = examine(account, acquaintances)
        assert.deepEqual(risk, open()(account, acquaintances).risk)
        assert.equal(examine(account, acquaintances).risk.risk, risk.risk)
      }
    }
  }
})
