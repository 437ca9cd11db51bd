import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const root = new URL('../../', import.meta.url).pathname
const run = promisify(execFile)

test('kagimori policy what-if names servers, systems and accounts, in the reader’s language', async () => {
  const served = await startServer({ env: { KAGIMORI_FINGERPRINT_COST: 'hmac' } })
  after(() => served.stop())
  const rest = restOf(served)
  for (const kind of ['ftp', 'shop', 'points']) {
    const place = { server: 'vps-1', exposure: 'internet', endpoints: [], mode: 'report' }
    await rest('PUT', `/systems/${kind}`, { name: kind, kind, ...place })
  }
  await rest('POST', '/systems/ftp/account-lists', 'login,password\naoba,aoba\n')
  const file = join(temporaryFolder('what-if'), 'base.yaml')
  await writeFile(file, 'rules:\n  SV-02: off\n  SV-03: off\n  NW-02: off\n  PW-01: off\n')
  const whatIf = async (language: string) => {
    const env = {
      PATH: process.env.PATH,
      KAGIMORI_LISTEN: new URL(served.url).host,
      KAGIMORI_ADMIN_TOKEN: served.token,
      KAGIMORI_LANGUAGE: language,
    }
    return (await run(process.execPath, ['src/cli.ts', 'policy', 'what-if', file], { cwd: root, env })).stdout
  }
  const [, head = '', , ...rows] = (await whatIf('ja')).split('\n')
  assert.match(
    head,
    /│ 対象 +│ 新たに該当するルール +│ 該当しなくなるルール +│ 次の一覧まで判断できないルール +│/,
  )
  const cells = rows.map(row => row.split('│').map(cell => cell.trim()))
  const noLonger = (place: string) => cells.find(([, where]) => where === place)?.[3]
  assert.equal(noLonger('vps-1'), 'SV-02 SV-03')
  assert.equal(noLonger('points'), 'NW-02')
  assert.equal(noLonger('ftp:aoba'), 'PW-01')
  assert.match(await whatIf('en'), /where .* newly caught by .* no longer caught by/)
})
