import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { freePort } from '../gates/gated.ts'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { kagimori } from './kagimori.ts'

const served = await startServer({ env: { KAGIMORI_LANGUAGE: 'en' } })
after(() => served.stop())
const rest = restOf(served)

async function inspect(protocol: string, port: number) {
  const endpoints = [{ protocol, host: '127.0.0.1', port }]
  const declared = { name: 'files', kind: 'ftp', exposure: 'intranet', endpoints, mode: 'report' }
  await rest('PUT', '/systems/files', declared)
  return kagimori(['inspect', 'files'], '', {
    KAGIMORI_LISTEN: new URL(served.url).host,
    KAGIMORI_ADMIN_TOKEN: served.token,
    KAGIMORI_LANGUAGE: 'en',
  })
}

test('A protocol that nobody can ask is not taken for inspected: said on stderr, exit 3', async () => {
  const { exit, out, err } = await inspect('telnet', 4000)
  assert.equal(exit, 3)
  assert.deepEqual(JSON.parse(out).items, [])
  assert.match(err, /System "files" has no endpoint that can be asked/)
})

test('So is an endpoint that does not answer', async () => {
  const { exit, err } = await inspect('ftp', await freePort())
  assert.equal(exit, 3)
  assert.match(err, /No endpoint of system "files" said anything: unreachable/)
})
