import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import dovecot from '../../src/exports/dovecot.ts'
import dovecot24 from '../../src/exports/dovecot-2-4.ts'
import { needs, needsRoot } from '../debian.ts'
import { answerOf, drawnVisits, listOf, scratch, visits } from '../exported.ts'

const { folder, write } = scratch()
// Dovecot reads accounts as a user of its own.
chmodSync(folder, 0o755)
const run = promisify(execFile)
const phrase = 'Sakura-Minato-77-kura'

/** What differs between the two lines of Dovecot: how a passdb is written, and which of the exports it takes. */
const editions = {
  '2.3': {
    target: dovecot,
    other: dovecot24,
    opening: '',
    passdb: 'passdb {\n  driver = passwd-file\n  args =',
  },
  '2.4': {
    target: dovecot24,
    other: dovecot,
    opening: 'dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n',
    passdb: 'passdb passwd-file {\n  passwd_file_path =',
  },
}

function installed(t: TestContext) {
  const binary = needs(t, 'dovecot', 'dovecot-core')
  const doveadm = needs(t, 'doveadm', 'dovecot-core')
  const doveconf = needs(t, 'doveconf', 'dovecot-core')
  if (binary === undefined || doveadm === undefined || doveconf === undefined) return undefined
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' })
  return { binary, doveadm, doveconf, ...editions[stdout.startsWith('2.3') ? '2.3' : '2.4'] }
}

function configurationWith(list: string, { opening, passdb }: { opening: string; passdb: string }): string {
  const users = write('users', `tanaka:{PLAIN}${phrase}::::::\n`)
  return write(
    'dovecot.conf',
    `${opening}base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/dovecot.log
protocols =
ssl = no
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${passdb} ${users}
  !include ${write('inventory.nets', list)}
}
`,
  )
}

const [longList, longVisitors] = drawnVisits(200)
const someVisitors = Object.fromEntries(Object.entries(longVisitors).filter((_, at) => at % 13 === 0))
// Dovecot takes a second to stop: the drawn list stands for all that are neither empty nor everything.
const extremes = visits.filter(([networks]) => networks.every(network => network.endsWith('/0')))

for (const [networks, visitors] of [...extremes, [longList, someVisitors] as const]) {
  const what = networks.length > 2 ? `${networks.length} networks` : networks.join(', ') || 'an empty list'
  test(`Dovecot takes ${what}, and the right password opens exactly where the list names the address`, async t => {
    const here = installed(t)
    if (here === undefined || !needsRoot(t)) return
    const configuration = configurationWith(here.target.render(listOf(networks)), here)
    const check = spawnSync(here.doveconf, ['-n', '-c', configuration], { encoding: 'utf8' })
    assert.equal(check.status, 0, check.stderr)
    // Each refusal takes its second, so all ask at once; exit status 77 is a refusal.
    const login = async (ip: string) => {
      const options = ['-c', configuration, 'auth', 'test', '-x', `rip=${ip}`, 'tanaka', phrase]
      return run(here.doveadm, options).catch(({ stdout }) => ({ stdout: String(stdout) }))
    }
    const answers = await answerOf([here.binary, '-F', '-c', configuration], async () => {
      if (!existsSync(join(folder, 'run', 'auth-client'))) return undefined
      return Promise.all(
        Object.entries(visitors).map(async ([ip, letsIn]) => ({
          ip,
          letsIn,
          answer: (await login(ip)).stdout,
        })),
      )
    })
    for (const { ip, letsIn, answer } of answers) {
      assert.match(answer, letsIn ? /tanaka auth succeeded/ : /tanaka auth failed/, ip)
      assert.doesNotMatch(answer, /temp_fail/, ip)
    }
  })
}

test('Dovecot refuses the form of the other edition at start, rather than let everybody in', t => {
  const here = installed(t)
  if (here === undefined) return
  const configuration = configurationWith(here.other.render(listOf(['192.0.2.0/26'])), here)
  const check = spawnSync(here.doveconf, ['-n', '-c', configuration], { encoding: 'utf8' })
  assert.notEqual(check.status, 0)
  assert.match(check.stderr, /inventory\.nets line \d+: .*[Uu]nknown/)
})
