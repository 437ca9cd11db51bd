import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBuilt } from '../built.ts'
import { canMount, layOutEtc } from '../gates/own-etc.ts'
import { freePort, startDaemon, stopping, wanted, write } from '../probes/real-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { holdProof } from './two-sides.ts'

const programs = wanted({ sshd: 'openssh-server', 'ssh-keygen': 'openssh-client', openssl: 'openssl' })

if (programs !== undefined && canMount()) {
  const folder = temporaryFolder('proof-ssh')
  const { around } = layOutEtc({ folder, token: '' }, {})
  const hostKey = ['-qt', 'ed25519', '-N', '', '-f', join(folder, 'host')]
  assert.equal(spawnSync(programs['ssh-keygen'], hostKey).status, 0)
  mkdirSync('/run/sshd', { recursive: true })
  const shadow = join(folder, 'own-etc', 'shadow')
  // Written in place: the server sees this very file.
  const setPassword = async (password: string) => {
    const asked = { input: password, encoding: 'utf8' } as const
    const { stdout: hash } = spawnSync('openssl', ['passwd', '-6', '-stdin'], asked)
    const others = readFileSync(shadow, 'utf8').replace(/^tanaka:.*\n/m, '')
    writeFileSync(shadow, `${others}tanaka:${hash.trim()}:20000:0:99999:7:::\n`)
  }
  const port = await freePort()
  const text = `ListenAddress 127.0.0.1
Port ${port}
HostKey ${folder}/host
PidFile none
UseDNS no
StrictModes no
UsePAM no
PasswordAuthentication yes
Subsystem sftp internal-sftp
`
  const configuration = write(folder, 'sshd.conf', text)
  const daemon = await startDaemon(...around(programs.sshd, ['-D', '-e', '-f', configuration]), port)
  holdProof(await openBuilt(), {
    name: 'OpenSSH',
    endpoint: { protocol: 'sftp', host: 'localhost', port },
    setPassword,
    stop: stopping(daemon),
  })
}
