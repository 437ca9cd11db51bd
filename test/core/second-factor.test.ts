import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasSecondFactor } from '../../src/core/second-factor.ts'
import { exampleSubject } from '../rules-subject.ts'

const factorOf = (mfa?: boolean, mfaRequired?: boolean) => {
  const { account, system } = exampleSubject('account', {
    account: mfa === undefined ? {} : { mfa },
    system: { facts: mfaRequired === undefined ? {} : { mfaRequired } },
  })
  return hasSecondFactor(account, system)
}

test('the list has the first word on a second factor, the system the second', () => {
  assert.equal(factorOf(true), true)
  assert.equal(factorOf(undefined, true), true)
  assert.equal(factorOf(false, true), false, 'required, but this account has none')
})

test('a system that does not require a second factor says nothing about an account', () => {
  assert.equal(factorOf(undefined, false), undefined)
  assert.equal(factorOf(), undefined)
})
