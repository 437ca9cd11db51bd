import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { examine, type RuleSet, selectRules } from '../../src/core/examination.ts'
import type { AccountSubject, Peer } from '../../src/core/rule.ts'
import { AccountKinds } from '../../src/file-audit/account-kinds.ts'
import { GeneralAnswers } from '../../src/file-audit/general-answers.ts'
import { Ledger } from '../../src/file-audit/ledger.ts'
import type { AssessedFacts } from '../../src/file-audit/packed-account.ts'
import { readPolicies, readPolicyFiles } from '../../src/policies.ts'
import { readShelf } from '../../src/shelf.ts'
import { exampleSubject } from '../rules-subject.ts'
import { account, packed } from './invented-accounts.ts'

const rules = await readShelf('rules')
const policies = readPolicies(
  await readPolicyFiles(new URL('../../policies', import.meta.url).pathname),
  rules,
)
const plain = exampleSubject('account', {})

const peer: fc.Arbitrary<Peer> = fc.record({
  system: fc.constantFrom('ftp', 'accounting'),
  systemKind: fc.constantFrom('ftp', 'accounting'),
  login: fc.constantFrom('tanaka', 'sato'),
})

/** What an account's neighbours are, which does not follow from its kind. */
const company = fc
  .record({
    peers: fc.array(peer, { maxLength: 3 }),
    more: fc.nat(60),
    saltUses: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ peers, more, saltUses }) => ({
    peers,
    peerCount: peers.length + (peers.length === 0 ? 0 : more),
    saltUses,
  }))

/** Accounts of which many are of one kind: the same but for texts that both have, fingerprints and neighbours. */
const alike = fc.tuple(account, fc.array(account, { maxLength: 3 })).map(([model, others]) => [
  model,
  ...others.map(({ login, ...texts }): AssessedFacts => {
    const shared = Object.entries(texts).filter(
      ([name, value]) => typeof value === 'string' && name !== 'role' && name in model,
    )
    return { ...model, login, ...Object.fromEntries(shared) }
  }),
])
const subject = fc.array(fc.tuple(alike, company, company), { minLength: 1, maxLength: 6 })

for (const name of ['base', 'ftp', 'accounting']) {
  test(`with the ${name} policy accounts are told what all rules together say of them`, () => {
    const policy = policies.get(name) ?? assert.fail()
    const chosen = selectRules('account', rules.values(), policy)
    const answers = new GeneralAnswers(chosen)
    const ledger = new Ledger()
    const kinds = new AccountKinds(ledger)
    const known = new Set<number>()
    let asked = 0
    fc.assert(
      fc.property(subject, all => {
        for (const [accounts, ...companies] of all) {
          const { first } = ledger.append(packed(accounts), 0)
          for (let number = first; number < ledger.length; number++) {
            const facts = { ...ledger.facts(number), assessment: ledger.assessment(number) }
            const { saltUses, ...neighbours } = companies[number % companies.length] ?? assert.fail()
            const one: AccountSubject = {
              ...plain,
              account: { ...plain.account, ...facts },
              ...neighbours,
              // Whoever has a salt has it at least once.
              ...(facts.assessment.saltFingerprint === undefined ? {} : { saltUses }),
            }
            const kind = kinds.of(number)
            known.add(kind)
            asked += 1
            assert.deepEqual(answers.examine(kind, one), examine<'account'>(chosen, one))
          }
        }
      }),
      { numRuns: 300 },
    )
    assert.ok(known.size < asked * 0.8, 'many accounts were of a kind known before')
  })
}

test('rules that look at nothing but the kind are asked once for all accounts of it', () => {
  const asked: string[] = []
  const [rule = assert.fail()] = rules.values()
  const asking = (id: string, look: (subject: AccountSubject) => unknown): RuleSet[number] => ({
    rule: {
      ...rule,
      id,
      check: subject => {
        look(subject as AccountSubject)
        asked.push(id)
        return { verdict: 'unknown', reason: 'x', values: {} } as const
      },
    },
    options: {},
    severity: 'high',
  })
  const answers = new GeneralAnswers([
    asking('of the kind', ({ account }) => [account.enabled, account.assessment.score]),
    asking('of the login', ({ account }) => account.login),
    asking('of the peers', ({ peers }) => peers),
  ])
  const peers = [{ system: 'ftp', systemKind: 'ftp', login: 'sato' }] as const
  const shared = exampleSubject('account', { peers })
  answers.examine(0, shared)
  asked.length = 0
  const told = answers.examine(0, shared).map(reason => reason.rule)
  assert.deepEqual(asked, ['of the login', 'of the peers'])
  assert.deepEqual(told, ['of the kind', 'of the login', 'of the peers'])
})
