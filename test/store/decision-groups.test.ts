import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { databaseFile } from '../../src/store/data-folder.ts'
import { openStore } from '../../src/store/store.ts'
import { temporaryFolder } from './places.ts'
import { allPages, decision } from './samples.ts'

test('decisions of a release that kept one a row are there after the next start, in their order', async () => {
  const folder = temporaryFolder()
  await (await openStore({ folder })).close()
  const db = new DatabaseSync(databaseFile(folder))
  db.exec(`drop table decision_groups;
    delete from migrations where name = '0009-decision-groups';
    create table decisions (number integer primary key autoincrement,
      at text, system text, ip text, allow integer, network text, body text)`)
  const entry = { network: '203.0.113.0/24', label: 'office' }
  const noted = Array.from({ length: 1_001 }, (_, at) =>
    decision({
      at: new Date(Date.UTC(2026, 3, 1, 0, 0, at)).toISOString(),
      ip: `203.0.113.${at % 256}`,
      ...(at % 2 === 0 ? { entry, login: 'sato' } : { allow: false }),
    }),
  )
  const insert = db.prepare(
    'insert into decisions (at, system, ip, allow, network, body) values (?, ?, ?, ?, ?, ?)',
  )
  for (const { at, system, ip, allow, entry, ...body } of noted) {
    insert.run(at, system, ip, Number(allow), entry?.network ?? null, JSON.stringify({ ...body, entry }))
  }
  db.close()
  const store = await openStore({ folder })
  assert.deepEqual(await allPages(page => store.pageDecisions({}, page), 300), noted.toReversed())
  await store.close()
})
