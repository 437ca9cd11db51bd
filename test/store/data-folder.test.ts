import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { copyDatabase, restoreDatabase } from '../../src/store/backup.ts'
import { databaseFile } from '../../src/store/data-folder.ts'
import { openStore } from '../../src/store/store.ts'
import { temporaryFolder } from './places.ts'
import { account, importAccounts, system } from './samples.ts'

const root = temporaryFolder()
after(() => rmSync(root, { recursive: true }))
const fresh = (name: string) => join(root, name)

test('only the owner may read the data folder and what is in it', async () => {
  const folder = fresh('modes')
  const before = process.umask(0)
  try {
    const store = await openStore({ folder })
    await store.putSetting('a', 'b')
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    const files = readdirSync(folder)
    assert.ok(files.includes('kagimori.sqlite-wal'), 'the log counts as well')
    for (const file of files) assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file)
    await store.close()
  } finally {
    process.umask(before)
  }
})

test('a data folder in use is refused with the pid of who uses it', async () => {
  const folder = fresh('held')
  const child = fork(new URL('./held-store.ts', import.meta.url), [folder], {
    stdio: ['ignore', 'pipe', 2, 'ipc'],
  })
  await once(child, 'message')
  await assert.rejects(openStore({ folder }), {
    kind: 'conflict',
    key: 'store-held',
    values: { folder, pid: child.pid },
  })
  await assert.rejects(restoreDatabase(databaseFile(folder), folder, { replace: true }), {
    key: 'store-held',
  })

  child.kill('SIGKILL')
  await once(child, 'exit')
  const store = await openStore({ folder })
  assert.equal(
    await store.getSetting('held'),
    'yes',
    'the lock of a dead process is taken over, and nothing is lost',
  )
  await assert.rejects(openStore({ folder }), { values: { folder, pid: process.pid } })
  await store.close()
  await (await openStore({ folder })).close()
})

test('a backup made beside a running service holds all that was there, and restores into an empty folder', async () => {
  const folder = fresh('live')
  const file = fresh('backup.sqlite')
  const store = await openStore({ folder })
  await importAccounts(
    store,
    'ftp',
    Array.from({ length: 500 }, (_, at) => account(`u${at}`)),
  )
  await store.appendLog({ at: 'now', actor: 'tok_1', action: 'a', subject: 's', detail: {} })
  const during = store.transaction(async inside => {
    await inside.putSetting('half', 'done')
    await store.backup(file)
  })
  await during
  const { bytes } = await copyDatabase(folder, fresh('second.sqlite'))
  assert.equal(bytes, statSync(fresh('second.sqlite')).size)
  await store.close()
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(existsSync(`${file}.part`), false)

  const elsewhere = fresh('elsewhere')
  await restoreDatabase(file, elsewhere, { replace: false })
  const restored = await openStore({ folder: elsewhere })
  assert.equal(await restored.countAccounts('ftp'), 500)
  assert.equal(await restored.getSetting('half'), undefined, 'what was not committed is not in it')
  assert.equal((await restored.verifyLog()).valid, true)
  await restored.close()
})

test('restoring over a database needs to be said, and takes nothing of the old one along', async () => {
  const folder = fresh('replaced')
  const store = await openStore({ folder })
  await store.putSetting('is', 'old')
  await store.backup(fresh('old.sqlite'))
  await store.putSystem(system('ftp'))
  await store.close()
  await assert.rejects(restoreDatabase(fresh('old.sqlite'), folder, { replace: false }), {
    key: 'store-exists',
  })
  await restoreDatabase(fresh('old.sqlite'), folder, { replace: true })
  const restored = await openStore({ folder })
  assert.deepEqual([await restored.getSetting('is'), await restored.allSystems()], ['old', []])
  await restored.close()
})

test('a file that is no sound Kagimori database is neither restored nor opened', async () => {
  const folder = fresh('sound')
  await (await openStore({ folder })).close()
  const file = databaseFile(folder)
  const good = readFileSync(file)
  const cases: readonly (readonly [string, () => void])[] = [
    ['text', () => writeFileSync(file, 'login,password\n'.repeat(500))],
    ['half', () => truncateSync(file, 4096 * 3)],
    ['torn page', () => writeFileSync(file, Buffer.from(good).fill(0xff, 4096, 3 * 4096))],
  ]
  for (const [title, damage] of cases) {
    writeFileSync(file, good)
    damage()
    await assert.rejects(
      restoreDatabase(file, fresh('target'), { replace: true }),
      { key: 'store-unsound' },
      title,
    )
    await assert.rejects(openStore({ folder }), { kind: 'unavailable', key: 'store-unsound' }, title)
  }
  await assert.rejects(restoreDatabase(fresh('none.sqlite'), folder, { replace: true }), {
    key: 'store-no-backup',
  })
  await assert.rejects(copyDatabase(fresh('nothing'), fresh('x.sqlite')), { key: 'store-none' })
  writeFileSync(file, good)
  await (await openStore({ folder })).close()
})
