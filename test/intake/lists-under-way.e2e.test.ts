import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Rest, restOf } from '../rest.ts'
import { type Served, startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

interface News {
  readonly id: string
  readonly status: string
  readonly phase: string | null
  readonly rows: number
  readonly added: number
  readonly problem: { readonly status: number; readonly code: string; readonly hint: string } | null
}

const system = { name: 'File server', kind: 'ftp', exposure: 'intranet', endpoints: [], mode: 'report' }
/** With Argon2id, and no two passwords alike, reading them takes a quarter of a minute. */
const slow = listOf(700, 'sakura')

function listOf(count: number, word: string): string {
  const rows = Array.from({ length: count }, (_, at) => `user${at},${word}-${at * 7919}-hoshi${at}\n`)
  return `login,password\n${rows.join('')}`
}

async function sendLater(rest: Rest, list: string): Promise<string> {
  const headers = { prefer: 'respond-async' }
  const { status, body } = await rest<News>('POST', '/systems/ftp/account-lists', list, headers)
  assert.deepEqual([status, body.status, body.phase], [202, 'staging', 'reading'])
  return body.id
}

async function until(rest: Rest, id: string, is: (news: News) => boolean): Promise<News> {
  for (;;) {
    const { status, body } = await rest<News>('GET', `/systems/ftp/account-lists/${id}`)
    assert.equal(status, 200)
    if (is(body)) return body
    await wait(25)
  }
}

/** Reading processes of a service. */
function readersOf({ pid }: Served): readonly number[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return pids.filter(Boolean).map(Number)
}

/** One that nobody has fetched yet has no command line left. */
function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`
  return existsSync(file) && readFileSync(file, 'utf8') !== ''
}

const isReading = (news: News) => news.rows > 0
const hasEnded = (news: News) => news.phase === null
const accountsOf = async (rest: Rest) =>
  (await rest<{ readonly items: readonly unknown[] }>('GET', '/systems/ftp/accounts')).body.items

for (const [how, end] of [
  ['killed', (served: Served) => served.kill()],
  ['stopped', async (served: Served) => assert.equal(await served.stop(), 0)],
] as const) {
  test(`A service ${how} while it reads a list leaves nothing of it, and says afterwards that it is lost`, async () => {
    const dataFolder = temporaryFolder(`list-${how}`)
    const served = await startServer({ dataFolder })
    const rest = restOf(served)
    await rest('PUT', '/systems/ftp', system)
    const id = await sendLater(rest, slow)
    await until(rest, id, isReading)
    const readers = readersOf(served)
    assert.equal(readers.length, 1)
    await end(served)
    const again = await startServer({ dataFolder })
    try {
      const after = restOf(again)
      const { status, problem } = await until(after, id, hasEnded)
      assert.deepEqual([status, problem?.status, problem?.code], ['lost', 503, 'list-lost'])
      assert.match(problem?.hint ?? '', /Send the list again/)
      assert.deepEqual(await accountsOf(after), [])
      await until(after, await sendLater(after, listOf(3, 'umi')), hasEnded)
      assert.equal((await accountsOf(after)).length, 3)
      assert.deepEqual(readers.filter(isRunning), [])
    } finally {
      await again.stop()
    }
  })
}

test('Two lists of one system on their way at once both come in whole, one after the other', async () => {
  const served = await startServer({ env: { KAGIMORI_FINGERPRINT_COST: 'hmac' } })
  try {
    const rest = restOf(served)
    await rest('PUT', '/systems/ftp', system)
    const ids = await Promise.all(
      [listOf(2_000, 'kawa'), listOf(1_500, 'yama')].map(list => sendLater(rest, list)),
    )
    const came = await Promise.all(ids.map(id => until(rest, id, hasEnded)))
    assert.deepEqual(
      came.map(({ status }) => status),
      ['audited', 'audited'],
    )
    const { body } = await rest<{ readonly items: readonly unknown[]; readonly next: string }>(
      'GET',
      '/systems/ftp/accounts?limit=200',
    )
    assert.equal(body.items.length, 200)
    const added = came.map(({ added }) => added).toSorted((a, b) => a - b)
    assert.ok(
      [
        [0, 2_000],
        [500, 1_500],
      ].some(each => each.join() === added.join()),
      `added ${added}`,
    )
  } finally {
    await served.stop()
  }
})
