import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { DatabasePlace } from '../../src/store/database.ts'

/** Where a suite's stores live: a fresh, empty place for each test, all of it gone at the end. */
export interface Places {
  readonly fresh: () => Promise<DatabasePlace>
  readonly close: () => Promise<void>
}

/** A folder for this run; the caller's own. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kagimori-store-'))
}

/** SQLite: each place a new folder. */
export async function sqlitePlaces(): Promise<Places> {
  const root = temporaryFolder()
  return {
    fresh: async () => ({ folder: mkdtempSync(join(root, 'data-')) }),
    close: async () => rmSync(root, { recursive: true }),
  }
}

/** PostgreSQL: a throw-away cluster on a Unix socket, each place a new database. */
export async function postgresPlaces(binaries: string): Promise<Places> {
  const root = temporaryFolder()
  // PostgreSQL refuses to run as root; nobody will do.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  if (nobody.uid !== undefined) chownSync(root, nobody.uid, nobody.gid)
  const data = join(root, 'cluster')
  // A locale whose order is not the code points', so that a query that leans on it is found out.
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en']
  await ended(
    spawn(join(binaries, 'initdb'), ['-D', data, '-U', 'kagimori', '-A', 'trust', '--no-sync', ...locale], {
      ...nobody,
      cwd: root,
      stdio: 'ignore',
    }),
  )
  const settings = ['listen_addresses=', `unix_socket_directories=${root}`, 'fsync=off', 'max_connections=60']
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...settings.flatMap(text => ['-c', text])], {
    ...nobody,
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await ready(server)
  const url = (database: string) => `postgresql:///${database}?host=${encodeURIComponent(root)}&user=kagimori`
  const admin = new pg.Client({ connectionString: url('postgres') })
  await admin.connect()
  let made = 0
  return {
    fresh: async () => {
      const name = `place_${++made}`
      await admin.query(`create database ${name}`)
      return { url: url(name) }
    },
    close: async () => {
      await admin.end()
      server.kill('SIGINT')
      await once(server, 'exit')
      rmSync(root, { recursive: true })
    },
  }
}

/** Where the newest installed PostgreSQL server keeps its programs: Debian's folder, or one on the PATH. */
export function postgresBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = versions.map(version => join(debian, version, 'bin'))
  return [...folders, ...(process.env.PATH ?? '').split(':')].find(folder =>
    existsSync(join(folder, 'initdb')),
  )
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${child.spawnfile} ended with ${code}`)
}

async function ready(server: ChildProcess): Promise<void> {
  let said = ''
  for await (const text of server.stderr ?? []) {
    said += text
    if (said.includes('ready to accept connections')) break
  }
  if (!said.includes('ready to accept')) throw new Error(said)
}
