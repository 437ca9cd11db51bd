import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import pgHba from '../../src/exports/pg-hba.ts'
import { answerOf, freePort, listOf, lists, scratch } from '../exported.ts'
import { postgresBinaries } from '../store/places.ts'

const { folder, write } = scratch()
const binaries = postgresBinaries()
const missing = 'no PostgreSQL here; on Debian: apt-get install postgresql'
const skip = binaries === undefined && process.env.KAGIMORI_E2E !== 'required' ? missing : false
const cluster = join(folder, 'cluster')
const phrase = 'Sakura-Minato-77-kura'
// PostgreSQL refuses to run as root; nobody will do.
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

function run(binary: string, options: readonly string[]) {
  const how = { ...nobody, cwd: folder, encoding: 'utf8', env: { PGPASSWORD: phrase } } as const
  return spawnSync(join(binaries ?? '', binary), options, how)
}

before(() => {
  if (binaries === undefined) return
  if (nobody.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid)
  const password = write('password', `${phrase}\n`)
  const made = run('initdb', ['-D', cluster, '-U', 'tanaka', '--no-sync', `--pwfile=${password}`])
  assert.equal(made.status, 0, made.stderr)
})

for (const { meaning, networks, letsIn } of lists) {
  test(`PostgreSQL reads ${meaning} and ${letsIn ? 'accepts the password' : 'rejects this machine'}, for replication too`, {
    skip,
  }, async () => {
    assert.ok(binaries !== undefined, missing)
    const port = await freePort()
    const records = write('inventory.hba', `local all all trust\n${pgHba.render(listOf(networks))}`)
    const settings = [
      `hba_file=${records}`,
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${folder}`,
      'fsync=off',
    ]
    const query = (connection: string, text: string) =>
      run('psql', [`${connection} port=${port} user=tanaka dbname=postgres`, '-Atc', text])
    const [faults, ...logins] = await answerOf(
      [join(binaries, 'postgres'), '-D', cluster, ...settings.flatMap(text => ['-c', text])],
      async () => {
        const found = query(
          `host=${folder}`,
          'select count(*) from pg_hba_file_rules where error is not null',
        )
        if (found.status !== 0) return undefined
        const replication = query('host=127.0.0.1 replication=true', 'IDENTIFY_SYSTEM')
        return [found, query('host=127.0.0.1', 'select 1'), replication]
      },
      { ...nobody, cwd: folder },
    )
    assert.equal(faults?.stdout, '0\n')
    assert.equal(logins.length, 2)
    for (const { status, stderr } of logins) {
      assert.equal(status, letsIn ? 0 : 2, stderr)
      assert.match(stderr, letsIn ? /^$/ : /pg_hba\.conf rejects/)
    }
  })
}
