import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { SqliteThreads } from '../../src/store/sqlite-thread.ts'

const folder = mkdtempSync(join(tmpdir(), 'kagimori-threads-'))
after(() => rmSync(folder, { recursive: true }))

/** Threads of this process: each has one port to us. */
const threads = () => process.getActiveResourcesInfo().filter(name => name === 'MessagePort').length

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(10)
}

test('what is read beside a transaction is what was committed, from a thread that ends when nobody asks', async () => {
  const opened = new SqliteThreads(join(folder, 'beside.db'), 100)
  await opened.writer.opened()
  await opened.writer.run('create table kept (value text)')
  await opened.writer.run("insert into kept values ('committed')")
  const before = threads()
  const giveBack = await opened.own(true)
  await opened.writer.run('begin immediate')
  await opened.writer.run("insert into kept values ('under way')")
  const values = async () => (await opened.read('select value from kept', [])).rows.flat()
  assert.deepEqual(await Promise.all([values(), values()]), [['committed'], ['committed']])
  assert.equal(threads(), before + 1)
  await until(() => threads() === before)
  assert.deepEqual(await values(), ['committed'], 'and one begins again when somebody asks')
  await opened.writer.run('commit')
  giveBack()
  assert.deepEqual(await values(), ['committed', 'under way'])
  await opened.close()
})

test('outside a transaction reading takes no further thread', async () => {
  const opened = new SqliteThreads(join(folder, 'alone.db'))
  await opened.writer.opened()
  const before = threads()
  assert.deepEqual((await opened.read('select 1', [])).rows, [[1]])
  assert.equal(threads(), before)
  await opened.close()
})
