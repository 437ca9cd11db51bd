import assert from 'node:assert/strict'
import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startDaemon, write } from '../gates/gated.ts'
import type { OwnEtc } from '../gates/own-etc.ts'

/** Makes a key of this name in the folder, over the one before. */
export function makeKey(folder: string, name: string): void {
  const file = join(folder, name)
  rmSync(file, { force: true })
  const made = spawnSync('ssh-keygen', ['-qt', 'ed25519', '-N', '', '-f', file], { encoding: 'utf8' })
  assert.equal(made.status, 0, made.stderr)
}

/** Starts sshd with the folder's key `host` and serves SFTP; `more` says how it lets anybody in. */
export async function startSshd(
  program: string,
  folder: string,
  {
    name = 'sshd.conf',
    port,
    listen = ['127.0.0.1'],
    more,
    around,
  }: {
    readonly name?: string
    readonly port: number
    readonly listen?: readonly [string, ...string[]]
    readonly more: string
    readonly around: OwnEtc['around']
  },
): Promise<ChildProcess> {
  mkdirSync('/run/sshd', { recursive: true })
  const configuration = write(
    folder,
    name,
    `${listen.map(address => `ListenAddress ${address}`).join('\n')}
Port ${port}
HostKey ${folder}/host
PidFile none
UseDNS no
StrictModes no
Subsystem sftp internal-sftp
${more}
`,
  )
  return startDaemon(...around(program, ['-D', '-e', '-f', configuration]), { port, host: listen[0] })
}
