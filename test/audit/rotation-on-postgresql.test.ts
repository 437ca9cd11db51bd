import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { needs } from '../debian.ts'
import { postgresBinaries, postgresPlaces } from '../store/places.ts'

/** What opens, moves and closes rotation tasks: these files run on SQLite by themselves, and here on PostgreSQL. */
const suite = [
  'test/audit/rotation.test.ts',
  'test/proof/fake-rotations.test.ts',
  'test/proof/places-and-leavers.test.ts',
]

test('The rotation suite holds on PostgreSQL as it does on SQLite', async t => {
  const binaries = postgresBinaries()
  if (binaries === undefined) return void needs(t, 'postgres', 'postgresql')
  const places = await postgresPlaces(binaries)
  try {
    const place = await places.fresh()
    assert.ok('url' in place)
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const child = spawn(process.execPath, ['--test', '--test-reporter=tap', ...suite], {
      cwd: new URL('../../', import.meta.url).pathname,
      env: { ...env, KAGIMORI_TEST_CLUSTER: place.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [told] = await Promise.all([text(child.stdout), once(child, 'close')])
    const count = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(told)?.[1])
    assert.deepEqual([child.exitCode, count('fail')], [0, 0], told)
    assert.ok(count('pass') > 50)
    t.diagnostic(`${count('pass')} tests`)
  } finally {
    await places.close()
  }
})
