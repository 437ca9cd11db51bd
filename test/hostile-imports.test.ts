import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { isAccountRow } from '../src/core/format.ts'
import { render } from '../src/core/message.ts'
import { Refusal } from '../src/core/refusal.ts'
import { readList } from '../src/intake/reading.ts'
import { readShelf } from '../src/shelf.ts'
import { type HostileFile, hostileFiles } from './hostile-files.ts'
import { type Served, startServer } from './served.ts'

const seed = 20_261_123
const readInProcess = 4_000
const sent = { refused: 160, read: 40 }
const lanes = 4

const formats = await readShelf('formats')
const files = hostileFiles(formats)

interface Problem {
  readonly code: string
  readonly detail: string
  readonly hint: string | null
  readonly errors: readonly { readonly at: string }[]
}

type Outcome = { readonly refused: string } | { readonly accounts: number; readonly rejected: number }

/** Reads a list as the reading process does, up to the assessment. Throws what is no refusal. */
async function readHere(file: HostileFile): Promise<Outcome> {
  const order = { ...file, now: '2026-11-23T00:00:00Z' }
  let [accounts, rejected] = [0, 0]
  try {
    for await (const reading of readList(partsOf(file)[Symbol.asyncIterator](), order, formats)) {
      if (reading.type === 'recognised') continue
      for (const result of reading.results) {
        assert.ok(Number.isInteger(result.line) && result.line > 0, `line ${result.line}`)
        if (isAccountRow(result)) {
          assert.match(result.login, /^[^\p{Cc}]{1,256}$/su)
          accounts += 1
        } else {
          assert.ok(render('ja', result.key, result.values).length > 0)
          rejected += 1
        }
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    assert.ok(error.hint('en') !== undefined || /\d/.test(error.message), error.message)
    assert.doesNotMatch(render('ja', error.key, error.values), /\{\w+\}|undefined/)
    return { refused: error.key }
  }
  return rejected > 0 ? { refused: 'list-rejected' } : { accounts, rejected }
}

/** Copies, for what has been read is overwritten. */
async function* partsOf({ bytes, parts }: HostileFile): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = at + (parts[turn % parts.length] ?? bytes.length)
    yield Uint8Array.from(bytes.subarray(at, end))
    at = end
  }
}

describe(`${readInProcess} spoilt account lists, read in this process`, () => {
  test('Each is read or refused with a reason and advice; none brings the reading down', async t => {
    const names = Object.getOwnPropertyNames(Object.prototype)
    const outcomes = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(files, async file => {
        const outcome = await readHere(file)
        const key = 'refused' in outcome ? outcome.refused : 'read'
        outcomes.set(key, (outcomes.get(key) ?? 0) + 1)
      }),
      { numRuns: readInProcess, seed },
    )
    assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), names)
    for (const [key, count] of [...outcomes].sort()) t.diagnostic(`${key}: ${count}`)
    assert.ok(outcomes.size > 12, 'the files are refused for many different reasons')
  })
})

describe(`${sent.refused + sent.read} of them, sent to the service`, () => {
  let served: Served
  let chosen: { readonly refused: readonly Expected[]; readonly read: readonly Expected[] }

  interface Expected {
    readonly file: HostileFile
    readonly outcome: Outcome
  }

  before(async () => {
    const expected: Expected[] = []
    for (const file of fc.sample(files, { seed, numRuns: 1_000 }))
      expected.push({ file, outcome: await readHere(file) })
    chosen = {
      refused: expected.filter(({ outcome }) => 'refused' in outcome).slice(0, sent.refused),
      // A column mapping that fits is kept, and would count for the next file too.
      read: expected
        .filter(({ file, outcome }) => !('refused' in outcome) && Object.keys(file.columns).length === 0)
        .slice(0, sent.read),
    }
    served = await startServer({
      env: { KAGIMORI_FINGERPRINT_COST: 'hmac', KAGIMORI_CANDIDATE_MILLISECONDS: '5' },
    })
    for (let lane = 0; lane < lanes; lane += 1) {
      const system = { name: `list ${lane}`, kind: 'ftp', exposure: 'internet', endpoints: [] }
      await ask('PUT', `/systems/lane-${lane}`, JSON.stringify(system))
      const list = `login,password\ntanaka${lane},tanaka2019\nsato${lane},Kiri-${lane}-9f\n`
      assert.equal((await ask('POST', `/systems/lane-${lane}/account-lists`, list)).status, 201)
    }
  })
  after(() => served?.stop())

  const ask = (method: string, path: string, body?: string | Buffer): Promise<Response> =>
    fetch(`${served.url}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${served.token}`,
        ...(method === 'PUT' ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    })

  const send = async ({ bytes, format, encoding, columns }: HostileFile, lane: number) => {
    const mapping = Object.entries(columns).map(pair => pair.join(':'))
    const query = new URLSearchParams({
      format,
      encoding,
      ...(mapping.length === 0 ? {} : { columns: mapping.join() }),
    })
    // A damaged file may well have nobody in it; whoever sends these means that.
    return ask('POST', `/systems/lane-${lane}/account-lists?${query}&confirm=empty`, bytes)
  }

  /** Sends them over all lanes at once; after each, and only then, the next of that lane. */
  const sendAll = async (
    list: readonly Expected[],
    check: (answer: Response, expected: Expected) => Promise<void>,
  ) => {
    const waiting = list.values()
    const walk = async (lane: number) => {
      for (const expected of waiting) await check(await send(expected.file, lane), expected)
    }
    await Promise.all(Array.from({ length: lanes }, (_, lane) => walk(lane)))
  }

  /** Everything that is kept of systems and their lists, as the database file shows it. */
  const kept = () => {
    const database = new DatabaseSync(join(served.dataFolder, 'kagimori.sqlite'), { readOnly: true })
    const tables = [
      'systems',
      'accounts',
      'account_lists',
      'staged_accounts',
      'findings',
      'rotation_tasks',
      'audits',
      'log',
    ]
    const rows = tables.map(
      table => [table, database.prepare(`select * from ${table} order by 1`).all()] as const,
    )
    database.close()
    return new Map(rows)
  }
  const shown = async () =>
    Promise.all(
      Array.from({ length: lanes }, async (_, lane) =>
        (await ask('GET', `/systems/lane-${lane}/accounts`)).json(),
      ),
    )

  test('What is refused is refused with a code and advice or lines, and nothing of it is kept', async () => {
    assert.equal(chosen.refused.length, sent.refused)
    const before = { kept: kept(), shown: await shown() }
    assert.equal(before.kept.get('accounts')?.length, lanes * 2)
    await sendAll(chosen.refused, async (answer, { outcome }) => {
      assert.equal(answer.status, 422, await answer.clone().text())
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      const problem = (await answer.json()) as Problem
      assert.equal(problem.code, 'refused' in outcome ? outcome.refused : '')
      const named = problem.errors.every(({ at }) => /^line [1-9]\d*$/.test(at)) && problem.errors.length > 0
      assert.ok(problem.hint !== null || named || /\d/.test(problem.detail), JSON.stringify(problem))
    })
    assert.deepEqual({ kept: kept(), shown: await shown() }, before)
  })

  test('What can be read is kept whole, with as many accounts as were read', async () => {
    assert.equal(chosen.read.length, sent.read)
    await sendAll(chosen.read, async (answer, { outcome }) => {
      const list = (await answer.json()) as { readonly accepted?: number }
      assert.equal(answer.status, 201, JSON.stringify(list))
      assert.equal(list.accepted, 'accounts' in outcome ? outcome.accounts : -1)
    })
    assert.deepEqual(kept().get('staged_accounts'), [])
  })

  test('The same process still answers, and has noted no fault of its own', async () => {
    process.kill(served.pid, 0)
    assert.equal((await fetch(`${served.url}/healthz`)).status, 200)
    assert.doesNotMatch(served.written().toString(), /"msg":"fault"|"status":5/)
    assert.equal(await served.stop(), 0)
  })
})
