import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { holdGate } from './conditions.ts'
import { blockIn, freePort, hostFor, openGated, pidsOf, startDaemon, wanted, write } from './gated.ts'
import { canMount, layOutEtc } from './own-etc.ts'

const programs = wanted({
  sshd: 'openssh-server',
  sftp: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  curl: 'curl',
})

if (programs !== undefined && canMount()) {
  const gated = await openGated('sftp', 'ftp')
  const { folder } = gated
  const port = await freePort()
  const rest = 'account required pam_unix.so\nauth required pam_deny.so\nsession required pam_permit.so\n'
  const { around } = layOutEtc(gated, { 'pam.d/sshd': `${blockIn('pam.md', 0, gated)}${rest}` })
  const makeKey = (name: string) =>
    spawnSync(programs['ssh-keygen'], ['-qt', 'ed25519', '-N', '', '-f', join(folder, name)]).status
  assert.deepEqual(['host', 'tanaka'].map(makeKey), [0, 0])
  copyFileSync(join(folder, 'tanaka.pub'), join(folder, 'authorized_keys'))
  mkdirSync('/run/sshd', { recursive: true })
  const configuration = write(
    folder,
    'sshd_config',
    `ListenAddress 127.0.0.1
ListenAddress ::1
Port ${port}
HostKey ${folder}/host
PidFile ${folder}/sshd.pid
AuthorizedKeysFile ${folder}/authorized_keys
StrictModes no
UsePAM yes
UseDNS no
Subsystem sftp internal-sftp
`,
  )
  const daemon = await startDaemon(...around(programs.sshd, ['-D', '-e', '-f', configuration]), port)

  /** Logs in by key, which never comes to PAM's `auth`. */
  const logIn = async (from: string) => {
    const options = [
      'StrictHostKeyChecking=no',
      `UserKnownHostsFile=${folder}/known`,
      'BatchMode=yes',
      // The default takes three times as long.
      'KexAlgorithms=curve25519-sha256',
      `BindAddress=${from}`,
    ]
    const child = spawn(
      programs.sftp,
      [
        '-P',
        String(port),
        '-i',
        join(folder, 'tanaka'),
        ...options.flatMap(option => ['-o', option]),
        '-b',
        '-',
        `tanaka@${bracketed(hostFor(from))}`,
      ],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    )
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
    child.stdin.on('error', () => undefined)
    child.stdin.end('pwd\n')
    await once(child, 'close')
    return said
  }

  // sshd's IPv6 listeners take no IPv4.
  holdGate('sshd', gated, {
    enter: logIn,
    welcome: /Remote working directory/,
    refusal: /Connection closed/,
    unanswered: /Connection closed/,
    pids: pidsOf(daemon),
  })
}

/** As sftp wants an IPv6 address. */
function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
