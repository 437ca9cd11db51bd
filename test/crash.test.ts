import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { databaseFile } from '../src/store/data-folder.ts'
import { Load, listIn, longList, prepare, shopList, type Targets } from './crash-load.ts'
import { logMark, Promises } from './promises.ts'
import { everyItem, type Rest, restOf, type Shown } from './rest.ts'
import { type Served, startServer } from './served.ts'
import { temporaryFolder } from './store/places.ts'

const rounds = Number(process.env.KAGIMORI_CRASH_ROUNDS ?? 25)
const readyWithin = 5_000
const orphanWithin = 2_000
/** Of the clock of /proc; the same on every Linux. */
const ticksPerSecond = 100
const env = { KAGIMORI_FINGERPRINT_COST: 'hmac', KAGIMORI_DEBUG: '1' }
const folders: string[] = []
const started: Served[] = []
after(async () => {
  for (const service of started) await service.kill()
  for (const folder of folders) rmSync(folder, { recursive: true })
})
function newFolder(): string {
  const folder = temporaryFolder()
  folders.push(folder)
  return folder
}

/** Starts the service on a folder; one that a failing test leaves behind ends with the file. */
async function startIn(dataFolder: string): Promise<Served> {
  const service = await startServer({ dataFolder, env })
  started.push(service)
  return service
}

type LogLine = Parameters<typeof logMark>[0] & { readonly number: number }

/** Processes a service has started; read at the very moment before it is killed. */
function childrenOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
}

function isAlive(pid: string): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Waits until it is so; fails with that sentence when it takes longer. */
async function until(
  sentence: string,
  isSo: () => boolean | Promise<boolean>,
  milliseconds = 20_000,
): Promise<void> {
  const end = performance.now() + milliseconds
  while (!(await isSo())) {
    assert.ok(performance.now() < end, sentence)
    await wait(25)
  }
}

/** Kills the service and waits until the processes it had started are gone as well. */
async function killed(served: Served): Promise<void> {
  const children = childrenOf(served.pid)
  await served.kill()
  await until('no reading process outlives its service', () => !children.some(isAlive), orphanWithin)
}

/** The value of everything the load writes to, as the service shows it. */
async function survey(rest: Rest, { claims, waivers }: Targets): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string | null | undefined>()
  for (const { id, name } of await everyItem(rest, '/systems')) {
    if (id === 'inventory' || id === 'accounting') found.set(`system ${id}`, name)
  }
  const { body } = await rest<{ entries: readonly Shown[] }>('GET', '/systems/webdav/allowlist')
  found.set('allowlist webdav', body.entries[0]?.label)
  for (const id of claims)
    found.set(`claim ${id}`, (await rest('GET', `/rotation-tasks/${id}`)).body.claimedBy)
  for (const id of waivers) {
    const { waiver } = (await rest<{ waiver: Shown | null }>('GET', `/findings/${id}`)).body
    found.set(`waiver ${id}`, waiver?.reason)
  }
  for (const { id, login } of await everyItem(rest, '/rotation-tasks?system=points&status=open')) {
    found.set(`task ${login}`, id)
  }
  for (const { id, name = '' } of await everyItem(rest, '/tokens')) {
    if (name.startsWith('token ')) found.set(name, id)
  }
  const inPlace = listIn(await everyItem(rest, '/systems/shop/accounts'))
  if (inPlace !== 'gone') found.set('list shop', inPlace)
  return new Map([...found].flatMap(([subject, value]) => (value ? [[subject, value]] : [])))
}

/** Entries added since, oldest first; those the service writes by itself are left out. */
async function newLines(rest: Rest, since: number): Promise<readonly LogLine[]> {
  const lines: LogLine[] = []
  for (let cursor = ''; ; ) {
    const path = `/log?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const { body } = await rest<{ items: readonly LogLine[]; next: string | null }>('GET', path)
    lines.push(...body.items.filter(({ number }) => number > since))
    if (body.next === null || (body.items.at(-1)?.number ?? 0) <= since) return lines.reverse()
    cursor = body.next
  }
}

/** The lists' audits have ended, nothing half-read stays, and nothing points to a list or login that is not there. */
async function requireWhole(rest: Rest, folder: string): Promise<void> {
  const accounts = await everyItem(rest, '/systems/shop/accounts')
  const [{ list } = { list: undefined }] = accounts
  if (list !== undefined) {
    await until(`list ${list} is audited`, async () => {
      const { body } = await rest('GET', `/systems/shop/account-lists/${list}`)
      return body.status === 'audited'
    })
  }
  const db = new DatabaseSync(databaseFile(folder), { readOnly: true })
  await until('half-read lists are thrown away', () => {
    return db.prepare('select count(*) as rows from staged_accounts').get()?.rows === 0
  })
  db.close()
  const logins = new Set(accounts.map(({ login }) => login))
  const findings = await everyItem(rest, '/findings?system=shop&status=open')
  const tasks = await everyItem<Shown & { proof: unknown; lastRefusal: Shown | null }>(
    rest,
    '/rotation-tasks?system=shop&status=open',
  )
  for (const { login, id } of [...findings, ...tasks]) {
    assert.ok(login === null || logins.has(login ?? ''), `${id} is about ${login}, who is in no list`)
  }
  for (const task of tasks) {
    const refusedBy = task.lastRefusal?.list
    if (refusedBy === undefined) continue
    assert.equal((await rest('GET', `/systems/shop/account-lists/${refusedBy}`)).status, 200)
  }
}

interface Verified {
  readonly valid: boolean
  readonly entries: number
  readonly head: string
}

test(`killed ${rounds} times at random moments under load, it keeps every promise`, {
  timeout: 900_000,
}, async t => {
  const folder = newFolder()
  const promises = new Promises()
  const readyTimes: number[] = []
  let served = await startIn(folder)
  let rest = restOf(served)
  const targets = await prepare(rest)
  const load = new Load(promises, targets)
  promises.settle(await survey(rest, targets))
  let log = (await rest<Verified>('GET', '/log/verify')).body
  const listMilliseconds = await duration(() => rest('POST', '/systems/shop/account-lists', shopList(0)))
  promises.settle(await survey(rest, targets))
  log = (await rest<Verified>('GET', '/log/verify')).body
  let listsKept = 0
  /** Answers to writes that were sent again, by status. */
  const repeated: Record<number, number> = {}

  for (let round = 1; round <= rounds; round += 1) {
    const begun = load.audits.length
    // Lists take longer than the rest: begun before it, they are met in every phase.
    const head = Math.random() * 2 * listMilliseconds
    const delay = 5 + Math.random() * 595
    const lists = load.lists(rest)
    await wait(head)
    const others = load.run(rest)
    await wait(delay)
    await killed(served)
    await Promise.all([lists, others])
    const when = `round ${round}, killed after ${Math.round(head)} + ${Math.round(delay)} ms`

    served = await startIn(folder)
    rest = restOf(served)
    readyTimes.push(served.readyMilliseconds)
    for (const status of await load.sendAgain(rest)) repeated[status] = (repeated[status] ?? 0) + 1
    const found = await survey(rest, targets)
    assert.deepEqual(promises.broken(found), [], when)
    const lines = await newLines(rest, log.entries)
    assert.deepEqual(promises.brokenMarks(lines.map(logMark)), [], when)
    const verified = (await rest<Verified>('GET', '/log/verify')).body
    assert.deepEqual([verified.valid, verified.entries], [true, log.entries + lines.length], when)
    await requireWhole(rest, folder)
    for (const id of load.audits.slice(begun)) {
      await until(`${when}: audit ${id} is taken up again`, async () => {
        return (await rest('GET', `/audits/${id}`)).body.status === 'done'
      })
    }
    listsKept += lines.filter(({ action }) => action === 'account-list.import').length
    promises.settle(found)
    log = verified
  }
  assert.ok(Math.max(...readyTimes) < readyWithin, `ready after ${Math.max(...readyTimes)} ms`)

  await t.test('a write that was never sent would be missed', async () => {
    const found = await survey(rest, targets)
    for (const subject of ['system inventory', 'list shop', 'token 0', `claim ${targets.claims[0]}`]) {
      const value = 'never sent'
      await promises.make({ subject, value, mark: `${subject} ${value}` }, async () => value)
      assert.match(promises.broken(found).join('\n'), new RegExp(`^${subject}: promised never sent`, 'm'))
      assert.ok(promises.brokenMarks([]).includes(`not in the log: ${subject} never sent`))
    }
    assert.deepEqual(promises.brokenMarks(['system.put ftp']).slice(-1), [
      'in the log, but never asked for: system.put ftp',
    ])
  })

  await t.test('two lists in one would be told', async () => {
    const [first, ...others] = await everyItem(rest, '/systems/shop/accounts')
    assert.ok(first !== undefined)
    assert.match(listIn([first, ...others]), /^list \d+$/)
    assert.match(listIn([{ ...first, displayName: 'list 0' }, ...others]), /^mixture of list/)
    assert.match(listIn(others), /^mixture of .* in 199 rows/)
  })

  assert.equal(await served.stop(), 0)
  const db = new DatabaseSync(databaseFile(folder), { readOnly: true })
  assert.deepEqual({ ...db.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' })
  db.close()
  readyTimes.sort((a, b) => a - b)
  const at = (share: number) => Math.round(readyTimes[Math.floor((readyTimes.length - 1) * share)] ?? 0)
  t.diagnostic(
    `${rounds} rounds, ${promises.acknowledged} writes acknowledged, 0 lost; ${listsKept} lists kept`,
  )
  t.diagnostic(`sent again, by status of the answer: ${JSON.stringify(repeated)}`)
  t.diagnostic(`${load.decided} decisions; ready again after ${at(0.5)} ms (median), ${at(1)} ms (longest)`)
})

test('a killed service leaves no process behind that still holds passwords', async () => {
  const served = await startServer({ dataFolder: newFolder() })
  started.push(served)
  const rest = restOf(served)
  await rest('PUT', '/systems/shop', { name: 'shop', kind: 'shop', exposure: 'internet' })
  // Argon2id takes 20 ms a password: the reading process is busy for seconds before it has anything to say.
  const gone = rest('POST', '/systems/shop/account-lists', longList(2_000)).catch(() => 'gone')
  await until('the list is being read', () => childrenOf(served.pid).some(isBusy))
  await killed(served)
  assert.equal(await gone, 'gone')
})

/** Whether a process has used a second of processor time: it has long begun to work then. */
function isBusy(pid: string): boolean {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number)
  return user + system > ticksPerSecond
}

async function duration(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
