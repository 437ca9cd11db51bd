import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { needs } from './debian.ts'
import { postgresBinaries, postgresPlaces } from './store/places.ts'

/**
 * Holds files that run on SQLite by themselves to the same on PostgreSQL: each product they open in their own process
 * gets a fresh database there.
 */
export function holdOnPostgresql(title: string, suite: readonly string[], atLeast: number): void {
  test(title, async t => {
    const binaries = postgresBinaries()
    if (binaries === undefined) return void needs(t, 'postgres', 'postgresql')
    const places = await postgresPlaces(binaries)
    try {
      const place = await places.fresh()
      assert.ok('url' in place)
      const { NODE_TEST_CONTEXT: _, ...env } = process.env
      const child = spawn(process.execPath, ['--test', '--test-reporter=tap', ...suite], {
        cwd: new URL('../', import.meta.url).pathname,
        env: { ...env, KAGIMORI_TEST_CLUSTER: place.url },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [told] = await Promise.all([text(child.stdout), once(child, 'close')])
      const count = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(told)?.[1])
      assert.deepEqual([child.exitCode, count('fail')], [0, 0], told)
      assert.ok(count('pass') >= atLeast, `${count('pass')} tests`)
      t.diagnostic(`${count('pass')} tests`)
    } finally {
      await places.close()
    }
  })
}
