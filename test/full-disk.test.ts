import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { databaseFile } from '../src/store/data-folder.ts'
import { longList } from './crash-load.ts'
import { type Rest, type RestAnswer, restOf, type Shown } from './rest.ts'
import { type Served, startServer } from './served.ts'
import { mountTinyDisk, type TinyDisk } from './tiny-disk.ts'

const recoversWithin = 10_000
const mebibyte = 2 ** 20

/** A company on a tiny disk: one system with a list, an allowlist and what they led to. */
interface Company {
  readonly rest: Rest
  readonly finding: string
  readonly task: string
  readonly token: string
}

async function settle(served: Served): Promise<Company> {
  const rest = restOf(served)
  await yes(rest('PUT', '/systems/ftp', { name: 'ftp', kind: 'ftp', exposure: 'internet' }))
  await yes(rest('POST', '/systems/ftp/account-lists', 'login,password\naoba,aoba\nsato,tanaka123\n'))
  await yes(rest('PUT', '/systems/ftp/allowlist', { entries: [{ network: '192.0.2.0/24' }] }))
  const first = async (path: string) =>
    (await yes(rest<{ items: readonly Shown[] }>('GET', path))).body.items[0]?.id ?? ''
  return {
    rest,
    finding: await first('/findings?system=ftp&status=open'),
    task: await first('/rotation-tasks?system=ftp'),
    token: (await yes(rest('POST', '/tokens', { name: 'gate', scopes: ['decide'] }))).body.id ?? '',
  }
}

async function yes<T>(asked: Promise<RestAnswer<T>>): Promise<RestAnswer<T>> {
  const answer = await asked
  assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

function requireFull({ status, headers, body }: RestAnswer<Shown>, what: string): void {
  assert.equal(status, 507, `${what}: ${status} ${JSON.stringify(body)}`)
  assert.equal(headers.get('content-type'), 'application/problem+json')
  assert.match(body.code ?? '', /^(?:storage|store)-full$/)
  assert.match(body.hint ?? '', /Free space on that disk.*; decisions and reads go on meanwhile\./)
}

/** Every way to change something, each with what it is sent. */
function writes({ finding, task, token }: Company): readonly (readonly [string, string, unknown?])[] {
  const waiver = {
    reason: 'old',
    approver: 'sato',
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  }
  return [
    ['PUT', '/systems/mail', { name: 'mail', kind: 'mail', exposure: 'intranet' }],
    ['PUT', '/servers/vps-1', { name: 'vps-1' }],
    ['DELETE', '/systems/ftp'],
    ['POST', '/systems/ftp/account-lists', 'login,password\naoba,Xq7!vRw-hh2Kd0pz9\n'],
    ['POST', '/systems/ftp/allowlist/entries', { network: '198.51.100.0/24' }],
    ['POST', `/findings/${finding}/waiver`, waiver],
    ['POST', `/rotation-tasks/${task}/claim`, { by: 'tanaka' }],
    ['POST', `/rotation-tasks/${task}/cancel`, { reason: 'no' }],
    ['POST', '/audits', {}],
    ['POST', '/tokens', { name: 'another', scopes: ['read'] }],
    ['DELETE', `/tokens/${token}`],
  ]
}

/** Reads and decisions answer as ever, and as they should. */
async function requireReading({ rest, finding, task }: Company): Promise<void> {
  const paths = ['/systems', '/systems/ftp', '/systems/ftp/accounts', '/systems/ftp/allowlist', '/servers']
  const more = ['/findings', `/findings/${finding}`, '/rotation-tasks', `/rotation-tasks/${task}`, '/tokens']
  for (const path of [...paths, ...more, '/decisions', '/systems/ftp/allowlist/exports/nginx', '/log']) {
    assert.equal((await rest('GET', path)).status, 200, path)
  }
  assert.equal((await rest<{ valid: boolean }>('GET', '/log/verify')).body.valid, true)
  for (const [ip, wouldAllow] of [
    ['192.0.2.7', true],
    ['203.0.113.9', false],
  ] as const) {
    const { status, body } = await rest<{ wouldAllow: boolean }>('POST', '/decisions', { system: 'ftp', ip })
    assert.deepEqual([status, body.wouldAllow], [200, wouldAllow])
  }
}

async function until(sentence: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + recoversWithin
  while (!(await isSo())) {
    assert.ok(performance.now() < end, sentence)
    await wait(50)
  }
}

async function droppedRecords(rest: Rest): Promise<number> {
  const { body } = await rest<string>('GET', '/metrics')
  return Number(/^kagimori_decision_records_dropped_total (\d+)$/m.exec(body)?.[1])
}

type Readiness = { readonly status: string; readonly reasons: readonly string[] }
const readiness = async (rest: Rest) => (await rest<Readiness>('GET', '/readyz')).body

async function requireRecovery({ rest }: Company): Promise<void> {
  const system = { name: 'again', kind: 'mail', exposure: 'intranet' }
  await until(
    'writes are taken again',
    async () => (await rest('PUT', '/systems/again', system)).status < 300,
  )
  await until('it is ready again', async () => (await readiness(rest)).status === 'ready')
}

async function requireSound(served: Served, { rest }: Company): Promise<void> {
  assert.equal((await rest<{ valid: boolean }>('GET', '/log/verify')).body.valid, true)
  assert.equal(await served.stop(), 0)
  const db = new DatabaseSync(databaseFile(served.dataFolder), { readOnly: true })
  assert.deepEqual({ ...db.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' })
  db.close()
}

/** Runs a test against a service whose data folder is on a disk of its own. */
function onTinyDisk(
  title: string,
  env: Readonly<Record<string, string>>,
  work: (disk: TinyDisk, served: Served, company: Company) => Promise<void>,
): void {
  test(title, { timeout: 300_000 }, async t => {
    const disk = mountTinyDisk(t)
    if (disk === undefined) return
    let served: Served | undefined
    try {
      const options = {
        dataFolder: `${disk.folder}/data`,
        env: { KAGIMORI_FINGERPRINT_COST: 'hmac', ...env },
      }
      served = await startServer(options)
      await work(disk, served, await settle(served))
    } finally {
      await served?.kill()
      disk.close()
    }
  })
}

onTinyDisk(
  'below the watermark every write is refused with 507 and a hint, while reads and decisions go on',
  {},
  async (disk, served, company) => {
    const { rest } = company
    const before = await rest('GET', '/log/verify')
    disk.fill(30 * mebibyte)
    await wait(1_100)
    await yes(rest('PUT', '/systems/shop', { name: 'shop', kind: 'shop', exposure: 'internet' }))
    disk.fill(10 * mebibyte)
    await until('it notices', async () => (await readiness(rest)).status === 'degraded')
    assert.match(
      (await readiness(rest)).reasons.join(),
      /^Only \d+ MiB are free on the data disk; 16 are kept back\.$/,
    )
    const after = await rest('GET', '/log/verify')
    assert.notEqual(after.body.head, before.body.head)
    for (const [method, path, body] of writes(company)) requireFull(await rest(method, path, body), path)
    await requireReading(company)
    assert.deepEqual((await rest('GET', '/log/verify')).body, after.body, 'nothing was changed')
    await until('records without room are counted', async () => (await droppedRecords(rest)) > 0)
    disk.clear()
    await requireRecovery(company)
    await requireSound(served, company)
  },
)

onTinyDisk(
  'a disk that fills up under a write refuses it whole; what was acknowledged stays',
  { KAGIMORI_MIN_FREE_MEBIBYTES: '0' },
  async (disk, served, company) => {
    const { rest } = company
    disk.fill(0)
    assert.equal(disk.free(), 0)
    let kept = 'ftp'
    let entries = (await log(rest)).entries
    // What SQLite's log has room for is still taken, rightly; sooner or later it needs a page of the disk.
    const refused = await untilRefused(async n => {
      const name = `${n} `.padEnd(190, 'name ')
      const answer = await rest('PUT', '/systems/ftp', { name, kind: 'ftp', exposure: 'internet' })
      if (answer.status === 200) {
        kept = name.trim()
        entries += 1
      }
      return answer
    })
    requireFull(refused, 'PUT /systems/ftp')
    assert.equal((await rest('GET', '/systems/ftp')).body.name, kept)
    for (const [method, path, body] of writes(company)) {
      if (method === 'POST') requireFull(await rest(method, path, body), path)
    }
    for (let round = 0; round < 20; round += 1) await requireReading(company)
    await until('it notices', async () => (await readiness(rest)).status === 'degraded')
    assert.deepEqual(await log(rest), { valid: true, entries })
    await until('records without room are counted', async () => (await droppedRecords(rest)) > 0)
    disk.clear()
    await requireRecovery(company)
    assert.equal((await log(rest)).entries, entries + 1)
    await requireSound(served, company)
  },
)

async function log(rest: Rest): Promise<{ valid: boolean; entries: number }> {
  const { valid, entries } = (await rest<{ valid: boolean; entries: number }>('GET', '/log/verify')).body
  return { valid, entries }
}

async function untilRefused(write: (n: number) => Promise<RestAnswer<Shown>>): Promise<RestAnswer<Shown>> {
  for (let n = 1; n <= 5_000; n += 1) {
    const answer = await write(n)
    if (answer.status >= 300) return answer
  }
  throw new assert.AssertionError({ message: 'a full disk takes 5,000 writes' })
}

onTinyDisk(
  'a list under way when the disk fills is refused whole and leaves nothing',
  { KAGIMORI_MIN_FREE_MEBIBYTES: '0' },
  async (disk, served, company) => {
    const { rest } = company
    const before = await rest('GET', '/systems/ftp/accounts')
    const db = new DatabaseSync(databaseFile(served.dataFolder), { readOnly: true })
    const staged = () => Number(db.prepare('select count(*) as rows from staged_accounts').get()?.rows)
    const list = Buffer.from(longList(8_000))
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(list.subarray(0, list.length / 2))
        await until('half of it is read', () => staged() >= 1_000)
        disk.fill(0)
        controller.enqueue(list.subarray(list.length / 2))
        controller.close()
      },
    })
    requireFull(await rest('POST', '/systems/ftp/account-lists', body), 'the list')
    const after = await rest('GET', '/systems/ftp/accounts')
    assert.deepEqual(after.body, before.body)
    await requireReading(company)
    disk.clear()
    await until('nothing of it stays', () => staged() === 0)
    db.close()
    await requireRecovery(company)
    await yes(rest('POST', '/systems/ftp/account-lists', 'login,password\naoba,Xq7!vRw-hh2Kd0pz9\n'))
    await requireSound(served, company)
  },
)

onTinyDisk(
  'an audit that finds no room goes on when there is some',
  { KAGIMORI_MIN_FREE_MEBIBYTES: '0' },
  async (disk, served, company) => {
    const { rest } = company
    const db = new DatabaseSync(databaseFile(served.dataFolder), { readOnly: true })
    const committed = () => db.prepare(`select id from account_lists where status = 'committed'`).get()
    const asked = rest('POST', '/systems/ftp/account-lists', longList(3_000))
    await until('the list is in place', () => committed() !== undefined)
    disk.fill(0)
    const { status, body: list } = await asked
    assert.deepEqual([status, list.status, list.accepted], [202, 'committed', 3_000], 'kept, not yet audited')
    assert.equal((await rest('GET', `/audits/${list.audit}`)).body.status, 'running')
    disk.clear()
    const place = `/systems/ftp/account-lists/${list.id}`
    await until('it is audited', async () => (await rest('GET', place)).body.status === 'audited')
    db.close()

    const { body } = await yes(rest('POST', '/audits', { systems: ['ftp'] }))
    disk.fill(0)
    await until('the full disk is met', () => served.written().includes(`"where":"audit ${body.id}"`))
    assert.equal((await rest('GET', `/audits/${body.id}`)).body.status, 'running')
    await requireReading(company)
    disk.clear()
    await until('it is done', async () => (await rest('GET', `/audits/${body.id}`)).body.status === 'done')
    await requireSound(served, company)
  },
)

for (const end of ['kill', 'stop'] as const) {
  onTinyDisk(
    `after a ${end} on a full disk a service starts on it again and decides`,
    {},
    async (disk, served, company) => {
      disk.fill(0)
      await requireReading(company)
      await served[end]()
      // What a stop gave back, the log that filled the disk has taken.
      disk.fill(0)
      const again = await startServer({ dataFolder: served.dataFolder })
      const after = { ...company, rest: restOf(again) }
      try {
        await requireReading(after)
        assert.equal((await readiness(after.rest)).status, 'degraded')
        disk.clear()
        await requireRecovery(after)
        await requireSound(again, after)
      } finally {
        await again.kill()
      }
    },
  )
}
