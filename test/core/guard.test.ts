import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { badEntries, isForEverybody, mustBeGuarded, readListed } from '../../src/core/guard.ts'
import { contains, readNetwork } from '../../src/core/network.ts'
import type { SystemSubject } from '../../src/core/rule.ts'
import nw07 from '../../src/rules/nw-07.ts'
import { exampleSubject } from '../rules-subject.ts'

const createdAt = '2026-10-01T00:00:00Z'
const system = (change: object) => exampleSubject('system', { system: change }).system
const admin = { protocol: 'https', host: 'shop.aoba.example', port: 8443, purpose: 'admin' } as const
const open = { ...admin, port: 443, purpose: 'public' } as const

test('private systems and administration pages must be guarded, unless only their own server reaches them', () => {
  assert.equal(mustBeGuarded(system({ kind: 'accounting' })), true)
  assert.equal(mustBeGuarded(system({ kind: 'shop', endpoints: [open, admin] })), true)
  assert.equal(mustBeGuarded(system({ kind: 'shop', endpoints: [open] })), false)
  assert.equal(mustBeGuarded(system({ kind: 'accounting', exposure: 'localhost' })), false)
})

test('a system is for everybody only where every endpoint is declared public', () => {
  assert.equal(isForEverybody(system({ kind: 'website', endpoints: [open] })), true)
  assert.equal(isForEverybody(system({ kind: 'website', endpoints: [open, admin] })), false)
  assert.equal(isForEverybody(system({ kind: 'website', endpoints: [] })), false)
  assert.equal(isForEverybody(system({ kind: 'inventory', endpoints: [open] })), false)
})

test('entries that cannot be read are named, the others are still read', () => {
  const { listed, unreadable } = readListed([
    { network: '10.0.0.0/8', createdAt },
    { network: '010.0.0.1', createdAt },
  ])
  assert.deepEqual(
    listed.map(({ network }) => network.text),
    ['10.0.0.0/8'],
  )
  assert.deepEqual(unreadable, ['010.0.0.1'])
})

test('a long list of bad entries is counted in full and shown in part', () => {
  const entries = Array.from({ length: 80 }, (_, at) => ({
    entry: { network: `10.0.0.${at}/32`, createdAt },
  }))
  const verdict = badEntries('open', entries)
  assert.ok(verdict.verdict === 'bad')
  assert.equal(
    verdict.values.entries,
    '10.0.0.0/32, 10.0.0.1/32, 10.0.0.2/32, 10.0.0.3/32, 10.0.0.4/32 (+75)',
  )
  assert.equal(verdict.evidence.count, 80)
  assert.equal((verdict.evidence.entries as readonly string[]).length, 50)
})

test('the sweep for shadowed entries finds exactly what comparing every pair finds', () => {
  const network = fc
    .tuple(fc.nat(255), fc.integer({ min: 24, max: 32 }))
    .map(([last, prefix]) => `10.0.0.${last - (last % 2 ** (32 - prefix))}/${prefix}`)
  fc.assert(
    fc.property(fc.uniqueArray(network, { minLength: 1, maxLength: 12 }), networks => {
      const allowlist = networks.map(text => ({ network: text, createdAt }))
      const subject: SystemSubject = { ...exampleSubject('system', {}), allowlist }
      const verdict = nw07.check(subject, {})
      const shadowed = networks.filter(inner =>
        networks.some(outer => outer !== inner && contains(readNetwork(outer), readNetwork(inner))),
      )
      const named = verdict.verdict === 'bad' ? (verdict.evidence.entries as readonly string[]) : []
      assert.deepEqual(named.toSorted(), shadowed.toSorted())
    }),
    { numRuns: 1000 },
  )
})
