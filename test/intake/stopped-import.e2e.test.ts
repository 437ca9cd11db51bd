import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openStore } from '../../src/store/store.ts'
import { type Rest, restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

interface Problem {
  readonly code: string
  readonly type: string
  readonly hint: string
}

const system = { name: 'File server', kind: 'ftp', exposure: 'intranet', endpoints: [], mode: 'report' }

/** The first rows are staged soon. With Argon2id, and no two passwords alike, the others take a minute. */
function slowList(): string {
  const word = (at: number) => (at < 1_000 ? 'sakura' : `sakura-${at * 7919}-hoshi${at}`)
  const rows = Array.from({ length: 4_000 }, (_, at) => `user${at},${word(at)}\n`)
  return `login,password\n${rows.join('')}`
}

async function untilStaged(dataFolder: string): Promise<void> {
  const database = new DatabaseSync(join(dataFolder, 'kagimori.sqlite'), { readOnly: true })
  const anyStaged = database.prepare('select 1 from staged_accounts limit 1')
  while (anyStaged.get() === undefined) await wait(25)
  database.close()
}

async function accountsOf(rest: Rest): Promise<readonly unknown[]> {
  return (await rest<{ readonly items: readonly unknown[] }>('GET', '/systems/ftp/accounts')).body.items
}

test('Who waits for a list when the service stops is told to send it again, and nothing of it is kept', async () => {
  const dataFolder = temporaryFolder('stopped-import')
  const served = await startServer({ dataFolder })
  const rest = restOf(served)
  await rest('PUT', '/systems/ftp', system)
  const answering = rest<Problem>('POST', '/systems/ftp/account-lists', slowList()).catch(error => error)
  await untilStaged(dataFolder)
  assert.equal(await served.stop(), 0)

  const { status, headers, body } = await answering
  assert.deepEqual([status, body?.code], [503, 'list-lost'])
  assert.equal(headers.get('content-type'), 'application/problem+json')
  assert.equal(headers.get('connection'), 'close')
  assert.match(body.hint, /Send the list again/)
  const logged = `${served.written()}${readFileSync(join(dataFolder, 'kagimori.log'), 'utf8')}`
  assert.doesNotMatch(logged, /"level":50/)

  const store = await openStore({ folder: dataFolder })
  assert.equal(await store.discardUnfinishedLists(), 0)
  await store.close()
  const again = await startServer({ dataFolder })
  try {
    assert.deepEqual(await accountsOf(restOf(again)), [])
  } finally {
    await again.stop()
  }
})
