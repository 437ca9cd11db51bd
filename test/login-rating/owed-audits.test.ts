import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OwedAudits } from '../../src/login-rating/owed-audits.ts'
import { openBuilt } from '../built.ts'

const built = await openBuilt()
const { parts } = built
for (const system of ['ftp', 'shop', 'mail']) await built.declare(system)
await built.importLines('ftp', ['login,password', 'tanaka,tanaka2019'])
await built.importLines('mail', ['login,password', 'sato,tanaka2019'])

test('Many logins make one audit, of their systems and those that share passwords with them', async () => {
  const begun: (readonly string[])[] = []
  const audits = new OwedAudits({
    ...parts,
    audit: async systems => {
      begun.push(systems)
      return 'audit_none'
    },
  })
  for (const system of ['ftp', 'shop', 'ftp', 'ftp']) await audits.owe(parts.store, system)
  await audits.begin()
  assert.deepEqual(begun, [['ftp', 'mail', 'shop']])
  await audits.begin()
  assert.equal(begun.length, 1)
})

test('An audit that cannot begin stays owed, over a stop too; one of a removed system is not', async () => {
  const refused = new OwedAudits({ ...parts, audit: () => Promise.reject(new Error('no room')) })
  await refused.owe(parts.store, 'shop')
  await refused.owe(parts.store, 'gone')
  await assert.rejects(refused.begin(), /no room/)
  const begun: string[] = []
  const next = new OwedAudits({
    ...parts,
    audit: async systems => {
      begun.push(...systems)
      return 'audit_none'
    },
  })
  await next.open()
  await next.close()
  assert.deepEqual(begun, ['shop'])
  const last = new OwedAudits({ ...parts, audit: () => Promise.reject(new Error('nothing is owed')) })
  await last.open()
  await last.begin()
})
