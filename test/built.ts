import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Built, build } from '../src/build.ts'
import { readConfig } from '../src/config.ts'
import type { ListNews } from '../src/core/account-list.ts'
import type { Page, Paged } from '../src/core/store.ts'
import type { System } from '../src/core/system.ts'
import type { ImportOptions } from '../src/enforcer.ts'

const root = new URL('../', import.meta.url).pathname
/** Set by the suites that run once more on PostgreSQL: a database there, beside which each product gets its own. */
const cluster = process.env.KAGIMORI_TEST_CLUSTER

/** Whoever asks in the tests: an administrator at the office. */
export const office = { actor: 'token_test', ip: '10.20.30.40' }

/** The whole product without its front doors, in this process, with a data folder of its own. */
export interface OpenBuilt extends Built {
  readonly folder: string
  /** What it reported of faults of its own. */
  readonly faults: readonly string[]
  /** Sets the time it is from now on, RFC 3339; the clock stands still there. */
  readonly setNow: (now: string) => void
  /** Declares a system: an FTP server on the internet, but for what is said otherwise. */
  readonly declare: (id: string, differs?: Partial<System>) => Promise<void>
  /** Lets what logins have shown be worked, and every audit that was begun end, whichever database has it. */
  readonly settled: () => Promise<void>
  /** Imports a list written out line by line. */
  readonly importLines: (
    system: string,
    lines: readonly string[],
    options?: ImportOptions,
  ) => Promise<ListNews>
}

/**
 * Builds the product for one test file (the real store, policies and reading child; fingerprints by HMAC alone) and
 * closes it after the last test. `now` stops the clock there, otherwise it runs; `policies` names another folder,
 * `people` a people file, `databaseUrl` a PostgreSQL database and `keyFile` a key that others have too.
 */
export async function openBuilt(
  options: {
    readonly now?: string
    readonly policies?: string
    readonly people?: string
    readonly databaseUrl?: string
    readonly keyFile?: string
  } = {},
): Promise<OpenBuilt> {
  const folder = await mkdtemp(join(tmpdir(), 'kagimori-built-'))
  const databaseUrl =
    options.databaseUrl ?? (cluster === undefined ? undefined : await freshDatabase(cluster))
  const config = readConfig(
    {
      KAGIMORI_DATA: folder,
      KAGIMORI_FINGERPRINT_COST: 'hmac',
      KAGIMORI_TIME_ZONE: 'Asia/Tokyo',
      KAGIMORI_LANGUAGE: 'en',
      ...(options.policies === undefined ? {} : { KAGIMORI_POLICIES: options.policies }),
      ...(options.people === undefined ? {} : { KAGIMORI_PEOPLE: options.people }),
      ...(databaseUrl === undefined ? {} : { KAGIMORI_DATABASE_URL: databaseUrl }),
      ...(options.keyFile === undefined ? {} : { KAGIMORI_FINGERPRINT_KEY_FILE: options.keyFile }),
    },
    root,
  )
  const faults: string[] = []
  let present = options.now
  const clock = () => new Date(present ?? Date.now()).toISOString()
  const built = await build(config, (where, error) => faults.push(`${where}: ${error}`), clock)
  const { enforcer } = built
  after(async () => {
    await built.close()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    ...built,
    folder,
    faults,
    setNow: now => {
      present = now
    },
    declare: async (id, differs = {}) => {
      const usual = { name: id, kind: 'ftp', exposure: 'internet', endpoints: [], mode: 'enforce' } as const
      await enforcer.putSystem(id, { ...usual, ...differs }, office)
    },
    settled: async () => {
      await built.loginRating.settle()
      await enforcer.settle()
      while ((await built.parts.store.runningAudits()).length > 0) await pause(10)
    },
    importLines: (system, lines, importOptions = {}) =>
      enforcer.importList(system, bytesOf(lines), importOptions, office),
  }
}

async function freshDatabase(beside: string): Promise<string> {
  const url = new URL(beside)
  url.pathname = `built_${Date.now().toString(36)}_${process.pid}`
  const client = new pg.Client({ connectionString: beside })
  await client.connect()
  await client.query(`create database ${url.pathname.slice(1)}`)
  await client.end()
  return url.href
}

/** Everything a paged list holds. */
export async function all<T>(read: (page: Page) => Promise<Paged<T>>): Promise<readonly T[]> {
  const items: T[] = []
  let page: Page | undefined = { limit: 200 }
  while (page !== undefined) {
    const { items: some, next }: Paged<T> = await read(page)
    items.push(...some)
    page = next === undefined ? undefined : { limit: 200, cursor: next }
  }
  return items
}

async function* bytesOf(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(lines.map(line => `${line}\n`).join(''))
}
