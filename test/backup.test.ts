import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { restoreDatabase } from '../src/store/backup.ts'
import { databaseFile } from '../src/store/data-folder.ts'
import { Load, listIn, prepare } from './crash-load.ts'
import { Promises } from './promises.ts'
import { everyItem, type Rest, restOf, type Shown } from './rest.ts'
import { type Served, startServer } from './served.ts'
import { temporaryFolder } from './store/places.ts'

const root = new URL('../', import.meta.url).pathname

/** Runs the command line as its user does. */
function kagimori(dataFolder: string, ...argv: readonly string[]): Promise<{ code: number; told: string }> {
  const env = { PATH: process.env.PATH, KAGIMORI_DATA: dataFolder }
  return new Promise(resolve => {
    execFile(process.execPath, ['src/cli.ts', ...argv], { cwd: root, env }, (error, _stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), told: stderr })
    })
  })
}

/** Everything a service shows of what it keeps. */
async function stateOf(rest: Rest): Promise<Readonly<Record<string, unknown>>> {
  const systems = await everyItem(rest, '/systems')
  const perSystem = await Promise.all(
    systems.map(async ({ id }) => ({
      accounts: await everyItem(rest, `/systems/${id}/accounts`),
      allowlist: (await rest<{ entries: unknown }>('GET', `/systems/${id}/allowlist`)).body.entries,
    })),
  )
  const { items } = (await rest<{ items: readonly Shown[] }>('GET', '/tokens')).body
  return {
    systems,
    perSystem,
    findings: await everyItem(rest, '/findings'),
    tasks: await everyItem(rest, '/rotation-tasks'),
    tokens: items.map(({ lastUsedAt: _lastUsedAt, ...token }) => token),
    log: (await rest('GET', '/log/verify')).body,
  }
}

describe('a backup made beside a service, and the service that is started from it', () => {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder, name)
  const keyFile = at('fingerprint.key')
  const env = { KAGIMORI_FINGERPRINT_COST: 'hmac', KAGIMORI_FINGERPRINT_KEY_FILE: keyFile }
  const start = (name: string, more = {}) => startServer({ dataFolder: at(name), env: { ...env, ...more } })
  let served: Served
  let rest: Rest
  before(async () => {
    served = await start('live')
    rest = restOf(served)
    const load = new Load(new Promises(), await prepare(rest))
    const working = [load.lists(rest), load.run(rest)]
    await wait(500)
    assert.deepEqual(await kagimori(at('live'), 'backup', at('busy.backup')).then(({ code }) => code), 0)
    load.stop()
    await Promise.all(working)
    await rest('POST', '/systems/shop/account-lists', 'login,password\nsato,tanaka1\n')
    assert.equal((await kagimori(at('live'), 'backup', at('quiet.backup'))).code, 0)
  })
  after(async () => {
    await served.kill()
    rmSync(folder, { recursive: true })
  })

  /** Restores into a new folder and starts from it. */
  async function restored(backup: string, name: string): Promise<Served> {
    const { code, told } = await kagimori(at(name), 'restore', at(backup))
    assert.equal(code, 0, told)
    return start(name)
  }

  test('made at rest, it brings back every system, account, finding, task, allowlist and the log', async () => {
    const again = await restored('quiet.backup', 'again')
    try {
      assert.deepEqual(await stateOf(restOf(again)), await stateOf(rest))
      const { reasons } = (await restOf(again)<{ reasons: unknown }>('GET', '/readyz')).body
      assert.deepEqual(reasons, [])
    } finally {
      await again.stop()
    }
  })

  test('made under load, it is one moment of the service: whole lists, and a log that is the beginning of the live one', async () => {
    const again = await restored('busy.backup', 'busy')
    try {
      const { valid, entries, head } = (await restOf(again)<Chain>('GET', '/log/verify')).body
      assert.equal(valid, true)
      const live = await everyItem<Link>(rest, '/log')
      assert.equal(live.find(({ number }) => number === entries)?.hash, head)
      assert.ok(entries < live.length, 'the service went on meanwhile')
      assert.match(listIn(await everyItem(restOf(again), '/systems/shop/accounts')), /^(?:list \d+|gone)$/)
    } finally {
      await again.stop()
    }
  })

  test('it holds no fingerprint key, in any spelling', () => {
    const text = readFileSync(keyFile, 'utf8').trim()
    const key = Buffer.from(text, 'hex')
    assert.equal(key.length, 32)
    const backup = readFileSync(at('quiet.backup'))
    for (const form of [key, text, text.toUpperCase(), key.toString('base64'), key.toString('base64url')]) {
      assert.equal(backup.includes(form), false)
    }
  })

  test('a restore refuses a folder in use, a database that is there, and the name of a file that is not', async () => {
    const cases = [
      ['live', 'quiet.backup', '--force', /^kagimori: The data folder ".*" is in use by process \d+\./],
      ['again', 'quiet.backup', '', /holds a database already\.\n {2}Name another folder .* --force\.\n$/],
      ['empty', 'none.backup', '', /^kagimori: There is no file ".*none\.backup"\./],
    ] as const
    for (const [name, file, force, expected] of cases) {
      const { code, told } = await kagimori(at(name), 'restore', at(file), ...(force === '' ? [] : [force]))
      assert.match(told, expected)
      assert.equal(code, 2)
    }
    assert.equal((await rest('GET', '/systems')).status, 200, 'the service goes on')
  })

  test('a backup with one byte changed anywhere, or cut short, is refused and nothing is put in place', async () => {
    const good = readFileSync(at('quiet.backup'))
    const bad = at('bad.backup')
    const places = [0, 18, good.length - 41, good.length - 40, good.length - 1]
    const anywhere = Array.from({ length: 60 }, () => Math.floor(Math.random() * good.length))
    for (const place of [...places, ...anywhere]) {
      const copy = Buffer.from(good)
      copy.writeUInt8(copy.readUInt8(place) ^ (1 << Math.floor(Math.random() * 8)), place)
      writeFileSync(bad, copy)
      const refused = { name: 'Refusal', key: /^(?:store-unsound|backup-altered)$/ }
      await assert.rejects(restoreDatabase(bad, at('never'), { replace: true }), refused, `byte ${place}`)
    }
    for (const length of [0, 100, 4096, good.length - 40, good.length - 1]) {
      // Without its seal it is what a copy of the database file itself would be, and whole.
      if (length === good.length - 40) continue
      writeFileSync(bad, good.subarray(0, length))
      await assert.rejects(
        restoreDatabase(bad, at('never'), { replace: true }),
        { name: 'Refusal' },
        `${length}`,
      )
    }
    assert.equal(existsSync(databaseFile(at('never'))), false)
    const { code, told } = await kagimori(at('never'), 'restore', bad)
    assert.equal(code, 2)
    assert.match(
      told,
      /^kagimori: The file ".*bad\.backup" is (?:not as it was written|damaged or no Kagimori database)\./,
    )
  })

  test('a start with another fingerprint key, or without one, is refused with what to do', async () => {
    const other = at('other.key')
    writeFileSync(other, 'ab'.repeat(32), { mode: 0o600 })
    const missing = at('missing.key')
    const withKey = (file: string) => start('again', { KAGIMORI_FINGERPRINT_KEY_FILE: file })
    await assert.rejects(
      withKey(other),
      /The key in .*other\.key is [0-9a-f]{8}, but the accounts kept here were made with the key [0-9a-f]{8}\.\n {2}Restore the right key file, or start with an empty data folder/,
    )
    await assert.rejects(withKey(missing), /The key file .*missing\.key is not there, but the accounts/)
    assert.equal(existsSync(missing), false, 'no new key is made that would have to be thrown away')
    const again = await withKey(keyFile)
    assert.equal(await again.stop(), 0)
  })
})

interface Chain {
  readonly valid: boolean
  readonly entries: number
  readonly head: string
}

interface Link {
  readonly number: number
  readonly hash: string
}
