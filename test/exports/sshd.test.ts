import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import sshd from '../../src/exports/sshd.ts'
import { needs, needsRoot } from '../debian.ts'
import { answerOf, drawnVisits, freePort, listOf, lists, scratch, visits } from '../exported.ts'

const { folder, write } = scratch()
const key = join(folder, 'key')

/** The configuration of an administrator who lets keys and passwords in, with the list after both. */
function configurationWith(networks: readonly string[]): string {
  const list = write('inventory.conf', sshd.render(listOf(networks)))
  return write(
    'sshd_config',
    `HostKey ${key}
PidFile none
PermitRootLogin yes
PasswordAuthentication yes
AuthorizedKeysFile ${key}.pub
StrictModes no
DenyUsers guest
Include ${list}
`,
  )
}

/** Which users sshd would deny to a connection from this address. */
function deniedAt(binary: string, configuration: string, ip: string): string | undefined {
  const connection = `user=tanaka,host=${ip},addr=${ip},laddr=192.0.2.1,lport=22`
  const shown = spawnSync(binary, ['-T', '-f', configuration, '-C', connection], { encoding: 'utf8' })
  return /^denyusers (.*)$/m.exec(shown.stdout)?.[1]
}

before(() => {
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  // As the service unit does; root's sshd does not even check a configuration without it.
  if (process.getuid?.() === 0 && !existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 })
})

const [longList, longVisitors] = drawnVisits(200)
const someVisitors = Object.fromEntries(Object.entries(longVisitors).filter((_, at) => at % 13 === 0))

for (const [networks, visitors] of [...visits, [longList, someVisitors] as const]) {
  const what = networks.length > 2 ? `${networks.length} networks` : networks.join(', ') || 'an empty list'
  test(`sshd takes ${what}, and denies all users exactly where the list does not name the address`, t => {
    const binary = needs(t, 'sshd', 'openssh-server')
    if (binary === undefined) return
    const configuration = configurationWith(networks)
    const check = spawnSync(binary, ['-t', '-f', configuration], { encoding: 'utf8' })
    assert.equal(`${check.status} ${check.stderr}`, '0 ')
    for (const [ip, letsIn] of Object.entries(visitors)) {
      assert.equal(deniedAt(binary, configuration, ip), letsIn ? 'guest' : '*', ip)
    }
  })
}

for (const { meaning, networks, letsIn } of lists) {
  test(`sshd reads ${meaning} and ${letsIn ? 'accepts' : 'refuses'} the key of this machine`, async t => {
    const binary = needs(t, 'sshd', 'openssh-server')
    const ssh = needs(t, 'ssh', 'openssh-client')
    if (binary === undefined || ssh === undefined || !needsRoot(t)) return
    const port = await freePort()
    const known = write('known_hosts', `[127.0.0.1]:${port} ${readFileSync(`${key}.pub`, 'utf8')}`)
    const options = ['BatchMode=yes', 'IdentitiesOnly=yes', `UserKnownHostsFile=${known}`, 'LogLevel=ERROR']
    const login = ['-F', 'none', '-i', key, '-p', String(port), ...options.flatMap(option => ['-o', option])]
    const daemon = [binary, '-D', '-e', '-p', String(port), '-o', 'ListenAddress=127.0.0.1'] as const
    const answer = await answerOf([...daemon, '-f', configurationWith(networks)], async () => {
      const { status, stderr } = spawnSync(ssh, [...login, 'root@127.0.0.1', 'true'], {
        encoding: 'utf8',
      })
      return /Connection refused/.test(stderr) ? undefined : `${status} ${stderr}`
    })
    assert.match(answer, letsIn ? /^0 $/ : /^255 .*Permission denied/)
  })
}
