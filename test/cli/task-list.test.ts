import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'

const root = new URL('../../', import.meta.url).pathname
const run = promisify(execFile)

test('kagimori tasks list writes the same tasks as table, JSON, CSV and calendar, and no cell is a formula', async () => {
  const served = await startServer({ env: { KAGIMORI_FINGERPRINT_COST: 'hmac' } })
  after(() => served.stop())
  const rest = restOf(served)
  await rest('PUT', '/systems/ftp', {
    name: 'ftp',
    kind: 'ftp',
    owner: 'sato',
    exposure: 'internet',
    endpoints: [],
    mode: 'report',
  })
  await rest('POST', '/systems/ftp/account-lists', 'login,password\n=aoba,aoba\ntanaka,tanaka1\n')
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    KAGIMORI_LISTEN: new URL(served.url).host,
    KAGIMORI_ADMIN_TOKEN: served.token,
  }
  const list = async (output: string) =>
    (await run(process.execPath, ['src/cli.ts', 'tasks', 'list', '--output', output], { cwd: root, env }))
      .stdout
  const tasks: { id: string; login: string }[] = JSON.parse(await list('json'))
  assert.deepEqual(tasks.map(({ login }) => login).sort(), ['=aoba', 'tanaka'])
  const [table = '', csv = '', ics = ''] = await Promise.all(['table', 'csv', 'ics'].map(list))
  for (const { id } of tasks) for (const text of [table, csv, ics]) assert.ok(text.includes(id), text)
  assert.match(csv, /^\uFEFFid,system,login,owner,status,risk,openedAt,dueAt,reasons\r\n/)
  assert.match(csv, /,ftp,'=aoba,sato,open,/)
  await assert.rejects(
    run(process.execPath, ['src/cli.ts', 'tasks', 'remind', tasks[0]?.id ?? ''], { cwd: root, env }),
    /Nobody is there to be told: no people file is set\.\n\s+Set KAGIMORI_PEOPLE/,
  )
  env.KAGIMORI_LANGUAGE = 'ja'
  assert.match(await list('table'), /│ 未対応 │/)
  assert.match(await list('csv'), /,sato,open,/, 'what a script reads stays as it is')
})
