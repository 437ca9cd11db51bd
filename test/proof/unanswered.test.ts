import assert from 'node:assert/strict'
import { test } from 'node:test'
import { render } from '../../src/core/message.ts'
import type { ProbeUnknown } from '../../src/core/probe.ts'
import type { AskedSystem } from '../../src/proof/asked-system.ts'
import { faultsOf } from '../../src/proof/unanswered.ts'

function unknown(reason: ProbeUnknown, password: 'new' | 'old' = 'new'): AskedSystem {
  const endpoint = 'ftp://ftp.aoba.example:21'
  return { says: 'unknown', about: { endpoint, reason, password }, answers: [] }
}

/** What a reader must be told to look at. */
const told: Readonly<Partial<Record<ProbeUnknown, RegExp>>> = {
  'timed-out': /ftp:\/\/ftp\.aoba\.example:21 .*firewall/,
  unreachable: /ftp:\/\/ftp\.aoba\.example:21.*port/,
  'tls-failed': /certificate .*NODE_EXTRA_CA_CERTS.*host key/,
  locked: /"tanaka" .*Unlock/,
  'plain-not-allowed': /"tls": "none"/,
  'denied-by-own-gate': /Kagimori’s own gate .*allowlist/,
  'no-password-asked': /"tanaka" without asking .*"purpose": "public"/,
  'budget-spent': /an hour/,
  'outside-hours': /hours/,
  'internal-error': /log/,
}

for (const [reason, sentence] of Object.entries(told)) {
  test(`A system that says ${reason} is told of with what mends it, in both languages`, () => {
    const [fault] = faultsOf(unknown(reason as ProbeUnknown), 'tanaka')
    assert.ok(fault !== undefined)
    assert.equal(fault.at, 'newPassword')
    assert.match(render('en', fault.key, fault.values), sentence)
    assert.match(render('ja', fault.key, fault.values), /[ぁ-ん].*。$/)
  })
}

test('The password nothing was learnt about is the one that is named, and a clear answer names none', () => {
  assert.equal(faultsOf(unknown('locked', 'old'), 'tanaka')[0]?.at, 'oldPassword')
  assert.deepEqual(faultsOf({ says: 'new-refused', endpoint: '', answers: [] }, 'tanaka'), [])
  assert.deepEqual(faultsOf(undefined, 'tanaka'), [])
})
