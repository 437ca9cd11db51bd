import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { keepInSync, type SyncDoor } from '../../src/sync/rounds.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('rounds')
const everySeconds = 0.01

/** Watches a file through a door until so many lists were asked for; answers what was told and reported. */
async function watch(name: string, rounds: number, door: Partial<SyncDoor>, order: object = {}) {
  const stop = new AbortController()
  const told: string[] = []
  const reported: string[] = []
  const file = join(folder, name)
  let asked = 0
  await keepInSync(
    { file, check: undefined, reload: undefined, overwrite: false, ...order },
    {
      fetch: async known => {
        asked += 1
        if (asked >= rounds) stop.abort()
        return door.fetch?.(known)
      },
      report: async report => {
        await door.report?.(report)
        reported.push(report.state)
      },
    },
    {
      onRound: ({ state }) => told.push(state),
      onTrouble: error => told.push(String(error)),
      onRecovery: () => told.push('recovered'),
    },
    { everySeconds, signal: stop.signal },
  )
  return { told, reported, text: () => readFileSync(file, 'utf8') }
}

test("Somebody's own file is told of once, however often the list is made anew", async () => {
  writeFileSync(join(folder, 'own'), 'allow all;\n')
  let made = 0
  const fetch = async () => {
    made += 1
    return { text: `# time: ${made}\ndeny all;\n`, etag: '"list"' }
  }
  const { told, reported, text } = await watch('own', 5, { fetch })
  assert.deepEqual([told, reported, text()], [['edited'], ['edited'], 'allow all;\n'])
})

test('A list that did not pass is not put in place again with every look', async () => {
  const tries = join(folder, 'tries')
  const fetch = async (known: readonly string[]) =>
    known.includes('"bad"') ? undefined : { text: 'bad\n', etag: '"bad"' }
  const { told } = await watch('refused', 5, { fetch }, { check: `echo >> ${tries}; exit 1` })
  assert.deepEqual([told, readFileSync(tries, 'utf8')], [['check-failed'], '\n'])
})

test('What could not be reported is reported as soon as it can be, and trouble is told once', async () => {
  const fetch = async (known: readonly string[]) =>
    known.includes('"a"') ? undefined : { text: 'a\n', etag: '"a"' }
  let away = 3
  const report = async () => {
    away -= 1
    if (away >= 0) throw new Error('away')
  }
  const { told, reported } = await watch('late', 8, { fetch, report })
  assert.deepEqual(told, ['written', 'Error: away', 'recovered'])
  assert.deepEqual(reported, ['written'])
})
