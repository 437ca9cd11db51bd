import assert from 'node:assert/strict'
import { type ChildProcess, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startDaemon, write } from '../gates/gated.ts'
import type { Certificate } from './certificates.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65_534

/** Gives files to whom the databases run as: they refuse to be root. */
function giveAway(...paths: readonly string[]): void {
  if (isRoot) for (const path of paths) chownSync(path, nobody, nobody)
}

function run(program: string, options: readonly string[], input = '', cwd?: string): string {
  const { status, stdout, stderr } = spawnSync(program, options, {
    input,
    encoding: 'utf8',
    ...(cwd === undefined ? {} : { cwd }),
  })
  assert.equal(status, 0, stderr)
  return stdout
}

/** A throw-away PostgreSQL whose administrator `kanri` comes over a socket in its folder. */
export interface PostgresCluster {
  readonly start: (tls: Certificate) => Promise<ChildProcess>
  readonly run: (sql: string) => string
  /** Every role with its hash, as `pg_dumpall` writes them. */
  readonly dumpRoles: () => string
  /** Its pg_hba.conf from now on; the administrator's own line stands before. */
  readonly setAccess: (lines: string) => void
}

/** Makes a cluster from Debian's binaries; it takes SCRAM until told otherwise. */
export function makePostgres(binaries: string, folder: string, port: number): PostgresCluster {
  giveAway(folder)
  const user = isRoot ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : []
  const around = (name: string, ...words: readonly string[]) =>
    [...user, join(binaries, name), ...words] as [string, ...string[]]
  const cluster = join(folder, 'cluster')
  const [make, ...options] = around('initdb', '-D', cluster, '-U', 'kanri', '--no-sync', '-A', 'trust')
  run(make, options, '', folder)
  const own = ['-h', folder, '-p', String(port), '-U', 'kanri']
  const setAccess = (lines: string) => void write(folder, 'hba', `local all all trust\n${lines}\n`)
  setAccess('host all all all scram-sha-256')
  return {
    start: async tls => {
      giveAway(tls.key, tls.certificate)
      const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`]
      const secured = [`ssl_cert_file=${tls.certificate}`, `ssl_key_file=${tls.key}`, 'ssl=on']
      const chosen = [...settings, ...secured, `hba_file=${folder}/hba`, 'fsync=off'].flatMap(text => [
        '-c',
        text,
      ])
      const [command, ...rest] = around('postgres', '-D', cluster, ...chosen)
      const daemon = await startDaemon(command, rest, port)
      // It listens before it lets anybody in.
      while (spawnSync(join(binaries, 'pg_isready'), own.slice(0, 4)).status !== 0) await pause(50)
      return daemon
    },
    run: sql => run(join(binaries, 'psql'), [...own, '-qd', 'postgres', '-v', 'ON_ERROR_STOP=1'], sql),
    dumpRoles: () => run(join(binaries, 'pg_dumpall'), [...own, '--roles-only']),
    setAccess,
  }
}

/** A throw-away MariaDB whose `root` comes over a socket in its folder. */
export interface MariadbServer {
  readonly start: (tls: Certificate) => Promise<ChildProcess>
  readonly run: (sql: string) => string
}

/** Makes a data folder; `programs` are Debian's. */
export function makeMariadb(
  programs: Readonly<Record<'mariadbd' | 'mariadb-install-db' | 'mariadb', string>>,
  folder: string,
  port: number,
): MariadbServer {
  const data = join(folder, 'data')
  mkdirSync(data)
  giveAway(folder, data)
  const user = isRoot ? ['--user=nobody'] : []
  const fresh = ['--auth-root-authentication-method=normal', '--skip-test-db']
  run(programs['mariadb-install-db'], ['--no-defaults', `--datadir=${data}`, ...fresh, ...user])
  const socket = `--socket=${folder}/socket`
  return {
    start: tls => {
      giveAway(tls.key, tls.certificate)
      const places = [`--datadir=${data}`, socket, `--pid-file=${folder}/pid`, '--bind-address=127.0.0.1']
      const fast = ['--skip-log-bin', '--innodb-flush-method=fsync', `--port=${port}`]
      const secured = [`--ssl-cert=${tls.certificate}`, `--ssl-key=${tls.key}`]
      return startDaemon(programs.mariadbd, ['--no-defaults', ...places, ...fast, ...secured, ...user], port)
    },
    run: sql => run(programs.mariadb, ['--no-defaults', socket, '--user=root', '--batch'], sql),
  }
}
