import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Store } from '../../src/core/store.ts'

/** What the store promises of audits that are owed. */
export function owedAuditTests(open: () => Promise<Store>): void {
  test('an audit is owed once a system, and one that is owed anew is not settled by the one before', async () => {
    const store = await open()
    await store.oweAudit({ system: 'shop', mark: 'owed_1' })
    await store.oweAudit({ system: 'ftp', mark: 'owed_2' })
    const before = await store.owedAudits()
    assert.deepEqual(before, [
      { system: 'ftp', mark: 'owed_2' },
      { system: 'shop', mark: 'owed_1' },
    ])
    await store.oweAudit({ system: 'shop', mark: 'owed_3' })
    for (const owed of before) await store.settleAudit(owed)
    assert.deepEqual(await store.owedAudits(), [{ system: 'shop', mark: 'owed_3' }])
  })
}
