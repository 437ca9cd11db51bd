import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { kagimori } from './kagimori.ts'

const folder = temporaryFolder('cli-sync')
const served = await startServer()
after(() => served.stop())
await restOf(served)('PUT', '/systems/web', {
  name: 'web',
  kind: 'other',
  exposure: 'intranet',
  endpoints: [],
})

function sync(...args: readonly string[]) {
  return kagimori(['sync', '--to', join(folder, 'web.allow'), ...args], '', {
    KAGIMORI_LISTEN: new URL(served.url).host,
    KAGIMORI_ADMIN_TOKEN: served.token,
    KAGIMORI_LANGUAGE: 'en',
  })
}

test('An export or a system there is none of is refused by name, and leaves nothing beside the file', async () => {
  const nginxs = await sync('--system', 'web', '--export', 'nginxs')
  assert.deepEqual([nginxs.exit, readdirSync(folder)], [2, []], nginxs.err)
  assert.match(nginxs.err, /There is no export "nginxs"/)
  assert.doesNotMatch(nginxs.err, /null/)
  const nowhere = await sync('--system', 'nowhere', '--export', 'nginx')
  assert.deepEqual([nowhere.exit, readdirSync(folder)], [2, []], nowhere.err)
  assert.doesNotMatch(nowhere.err, /null/)
})

test('A reload that fails in silence is told by its exit code', async () => {
  const { exit, err } = await sync('--system', 'web', '--export', 'nginx', '--reload', 'exit 3')
  assert.equal(exit, 1)
  assert.match(err, /web\.allow: .*reload.*\n {2}\(exit 3\)\n/)
})
