import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { examine, selectRules } from '../../src/core/examination.ts'
import type { Policy } from '../../src/core/policy.ts'
import { bad, defineRule, good, type Rule, unknown, type Verdict } from '../../src/core/rule.ts'
import type { Severity } from '../../src/core/severity.ts'
import { exampleSubject } from '../rules-subject.ts'

const rule = (id: string, severity: Severity, verdict: Verdict): Rule =>
  defineRule({
    id,
    subject: 'account',
    severity,
    title: { en: id, ja: id },
    references: [],
    remedy: { en: '', ja: '' },
    reasons: {},
    options: z.strictObject({}),
    opens: 'weak',
    check: () => verdict,
    examples: { good: [], bad: [], unknown: [] },
  })

const rules = [
  rule('AA-01', 'low', bad('small')),
  rule('AA-02', 'critical', unknown('unseen')),
  rule('AA-03', 'critical', bad('huge', { n: 3 }, { evidence: { seen: true } })),
  rule('AA-04', 'high', good),
  rule('AA-05', 'low', bad('grave', {}, { severity: 'critical' })),
]

const policyOf = (wanted: Policy['rules']): Policy => ({ rules: wanted }) as Policy
const all = Object.fromEntries(rules.map(({ id }) => [id, { enabled: true, options: {} }]))
const subject = exampleSubject('account', {})

test('everything that is not good is answered, worst first and bad before unknown', () => {
  const reasons = examine<'account'>(selectRules('account', rules, policyOf(all)), subject)
  assert.deepEqual(
    reasons.map(({ rule: id, severity, verdict }) => `${id} ${severity} ${verdict}`),
    ['AA-03 critical bad', 'AA-05 critical bad', 'AA-01 low bad', 'AA-02 low unknown'],
  )
  assert.deepEqual(reasons[0]?.evidence, { seen: true })
  assert.deepEqual(reasons[0]?.values, { n: 3 })
})

test('a rule that the policy switched off is not run, and another severity is taken over', () => {
  const wanted = {
    ...all,
    'AA-03': { enabled: false, options: {} },
    'AA-01': { enabled: true, options: {}, severity: 'high' as const },
  }
  const reasons = examine<'account'>(selectRules('account', rules, policyOf(wanted)), subject)
  assert.deepEqual(
    reasons.map(({ rule: id, severity }) => `${id} ${severity}`),
    ['AA-05 critical', 'AA-01 high', 'AA-02 low'],
  )
})

test('rules of another kind of subject are left out', () => {
  assert.equal(selectRules('server', rules, policyOf(all)).length, 0)
})
