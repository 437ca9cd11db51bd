import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { needs } from '../debian.ts'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { kagimori, root } from './kagimori.ts'

const folder = temporaryFolder('import')
const served = await startServer({ env: { KAGIMORI_FINGERPRINT_COST: 'hmac' } })
after(() => served.stop())
await restOf(served)('PUT', '/systems/ftp', { name: 'FTP', kind: 'ftp', exposure: 'internet' })
const environment = {
  KAGIMORI_LISTEN: new URL(served.url).host,
  KAGIMORI_ADMIN_TOKEN: served.token,
  KAGIMORI_LANGUAGE: 'en',
}
const good = join(folder, 'ftp.csv')
writeFileSync(good, 'login,password\ntanaka,password1\nsato,Xk29vmQpa-77-hh\n')

test('An import ends when its findings and tasks are in place, and prints the list as recorded', async () => {
  const { out, err, exit } = await kagimori(['import', good, '--system', 'ftp'], '', environment)
  const { status, added, phase } = JSON.parse(out)
  assert.deepEqual([exit, err, status, added, phase], [0, '', 'audited', 2, null])
})

test('A rehearsal prints what would change', async () => {
  const list = 'login,password\ntanaka,password1\n'
  const { out, exit } = await kagimori(['import', '-', '--system', 'ftp', '--dry-run'], list, environment)
  const { id, status, removed } = JSON.parse(out)
  assert.deepEqual([exit, id, status, removed], [0, null, 'dry-run', 1])
})

test('A refused list is told line by line, with what to write instead', async () => {
  const list = 'login,password\ntanaka,a\n,b\n'
  const { out, err, exit } = await kagimori(['import', '-', '--system', 'ftp'], list, environment)
  assert.deepEqual([exit, out], [2, ''])
  assert.match(err, /nothing of it is kept/)
  assert.match(err, /line 3: The login is empty\./)
})

test('On a terminal it is shown how far the list is', t => {
  const script = needs(t, 'script', 'bsdutils')
  if (script === undefined) return
  const command = `${process.execPath} ${join(root, 'src/cli.ts')} import ${good} --system ftp`
  const env = { ...environment, PATH: process.env.PATH }
  const shown = execFileSync(script, ['-qec', command, '/dev/null'], { env, encoding: 'utf8' })
  for (const text of [/ftp\.csv sent 100 %/, /ftp\.csv rows read \d, rejected 0/, /"status": "audited"/])
    assert.match(shown, text)
})
