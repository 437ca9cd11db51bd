import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after } from 'node:test'
import { atAnyEnd, untilListening, write } from '../gates/gated.ts'

/** A running Postfix; without `stop` it ends after the last test. */
export interface RunningPostfix {
  readonly master: number
  readonly stop: () => void
}

/** Settings of every Postfix that the tests start; the places are those of Debian. */
const settings = (folder: string) => `compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/lib
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.aoba.example
smtpd_peername_lookup = no
alias_maps =
maillog_file = ${folder}/maillog
maillog_file_prefixes = ${folder}
`

/** Services that any smtpd wants beside it. */
const services = `cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`

/** Writes `folder/conf`: `main` and `master` beside what every Postfix needs. */
export function layOutPostfix(folder: string, main: string, master: string): void {
  for (const part of ['spool', 'lib', 'conf']) mkdirSync(join(folder, part))
  spawnSync('chown', ['postfix', join(folder, 'lib')])
  write(join(folder, 'conf'), 'main.cf', `${settings(folder)}${main}`)
  write(join(folder, 'conf'), 'master.cf', `${master}${services}`)
}

/** Starts Postfix as `folder/conf` says and waits until it listens on `port`. */
export async function startPostfix(program: string, folder: string, port: number): Promise<RunningPostfix> {
  const started = spawnSync(program, ['-c', join(folder, 'conf'), 'start'], { encoding: 'utf8' })
  assert.equal(started.status, 0, started.stderr)
  // The master goes its own way; `postfix stop` would want the folder, which may be gone by then.
  const master = Number(readFileSync(join(folder, 'spool/pid/master.pid'), 'utf8'))
  let isStopped = false
  const stop = () => {
    if (!isStopped) process.kill(master, 'SIGTERM')
    isStopped = true
  }
  atAnyEnd(stop)
  after(stop)
  await untilListening(port)
  return { master, stop }
}
