import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { test } from 'node:test'
import proftpd from '../../src/exports/proftpd.ts'
import { needs, needsRoot } from '../debian.ts'
import { answerOf, freePort, listOf, lists, scratch } from '../exported.ts'

const { folder, write } = scratch()
const phrase = 'Sakura-Minato-77-kura'
const hash =
  '$6$inventory$LeoUSyT8DwZLn3rtvI2uzIDpFJ4iXYunvJ4gmwMX1pR58InyLVPCCf3JVuHSby5h8dHO4dWSKdmbHWtw39Cpo/'

for (const { meaning, networks, letsIn } of lists) {
  test(`ProFTPD reads ${meaning} and ${letsIn ? 'lets this machine log in' : 'refuses this machine'}, on virtual hosts too`, async t => {
    const binary = needs(t, 'proftpd', 'proftpd-core')
    const curl = needs(t, 'curl', 'curl')
    if (binary === undefined || curl === undefined || !needsRoot(t)) return
    const port = await freePort()
    const account = ['tanaka', hash, 65_534, 65_534, '', folder, '/bin/false']
    const accounts = write('ftpd.passwd', `${account.join(':')}\n`)
    chmodSync(accounts, 0o600)
    chmodSync(folder, 0o755)
    const list = write('inventory.conf', proftpd.render(listOf(networks)))
    const authentication = `AuthUserFile ${accounts}
AuthOrder mod_auth_file.c
RequireValidShell off
`
    const configuration = write(
      'proftpd.conf',
      `ServerType standalone
DefaultAddress 127.0.0.1
Port ${port}
User nobody
Group nogroup
UseReverseDNS off
WtmpLog off
DelayTable none
ScoreboardFile ${folder}/scoreboard
PidFile ${folder}/proftpd.pid
SystemLog ${folder}/proftpd.log
${authentication}Include ${list}
<VirtualHost 127.0.0.2>
Port ${port}
${authentication}</VirtualHost>
`,
    )
    const check = spawnSync(binary, ['-t', '-c', configuration], { encoding: 'utf8' })
    assert.equal(check.status, 0, check.stderr)
    const login = (host: string) =>
      spawnSync(curl, ['-sS', '-m', '5', '-K', '-'], {
        encoding: 'utf8',
        input: `url = "ftp://${host}:${port}/"\nuser = "tanaka:${phrase}"\noutput = "/dev/null"`,
      })
    const answers = await answerOf([binary, '-n', '-q', '-c', configuration], async () => {
      const first = login('127.0.0.1')
      // Exit status 7: nothing listens yet.
      return first.status === 7 ? undefined : [first, login('127.0.0.2')]
    })
    for (const { status, stderr } of answers) {
      // It hangs up instead of greeting: a strange answer to curl (8), or none (56).
      assert.ok(letsIn ? status === 0 : status === 8 || status === 56, `${status} ${stderr}`)
    }
  })
}
