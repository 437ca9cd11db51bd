import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { databaseFile } from '../../src/store/data-folder.ts'
import { openStore } from '../../src/store/store.ts'
import { temporaryFolder } from './places.ts'

const folder = temporaryFolder()
after(() => rmSync(folder, { recursive: true }))
const writer = fileURLToPath(new URL('./crash-writer.ts', import.meta.url))

test('ten times killed in the middle of its work, it has lost nothing it had acknowledged', async t => {
  let acknowledged = 0
  for (let round = 1; round <= 10; round += 1) {
    const { log, list } = await killedWhileWriting(10 + Math.random() * 200)
    const integrity = new DatabaseSync(databaseFile(folder))
    assert.deepEqual({ ...integrity.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' })
    integrity.close()

    const store = await openStore({ folder })
    const { valid, entries } = await store.verifyLog()
    assert.equal(valid, true)
    assert.ok(entries >= log, `round ${round}: entry ${log} was acknowledged, ${entries} are there`)
    const unfinished = await store.discardUnfinishedLists()
    assert.ok(unfinished <= 1)
    const newest = await store.newestList('ftp')
    assert.ok(Number(newest?.id ?? 0) >= list, `round ${round}: list ${list} was acknowledged`)
    if (newest !== undefined) {
      const { items } = await store.pageAccounts('ftp', { limit: 500 })
      assert.equal(items.length, 300, 'a list is taken over whole')
      assert.deepEqual([...new Set(items.map(account => account.list))], [newest.id])
    }
    await store.close()
    acknowledged = log
  }
  assert.ok(acknowledged > 0)
  t.diagnostic(`${acknowledged} log entries acknowledged over ten rounds`)
})

/** Runs the writer until it has acknowledged something, kills it a moment later; answers its last acknowledgements. */
async function killedWhileWriting(
  milliseconds: number,
): Promise<{ readonly log: number; readonly list: number }> {
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const last = { log: 0, list: 0 }
  const { promise: first, resolve } = Promise.withResolvers<void>()
  const lines = createInterface({ input: child.stdout })
  lines.on('line', line => {
    const [kind, number] = line.split(' ')
    if (kind === 'log' || kind === 'list') last[kind] = Number(number)
    resolve()
  })
  const exited = once(child, 'exit')
  const read = once(lines, 'close')
  await Promise.race([first, exited])
  await wait(milliseconds)
  child.kill('SIGKILL')
  await Promise.all([exited, read])
  assert.equal(child.signalCode, 'SIGKILL', 'it was at work when it was killed')
  return last
}
