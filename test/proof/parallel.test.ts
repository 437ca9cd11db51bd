import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needs } from '../debian.ts'
import { everyItem, restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { type Places, postgresBinaries, postgresPlaces, sqlitePlaces } from '../store/places.ts'

const many = 100
const binaries = postgresBinaries()

onDatabase('SQLite', sqlitePlaces)
if (binaries !== undefined) onDatabase('PostgreSQL', () => postgresPlaces(binaries))
else test('a hundred calls at once on PostgreSQL', t => void needs(t, 'postgres', 'postgresql'))

interface Entry {
  readonly action: string
  readonly subject: string
}

/** Over real HTTP, against the service as it is started. */
function onDatabase(name: string, open: () => Promise<Places>): void {
  test(`a hundred identical calls at once have exactly one effect on ${name}`, async () => {
    const places = await open()
    const place = await places.fresh()
    const env = {
      KAGIMORI_FINGERPRINT_COST: 'hmac',
      ...('url' in place ? { KAGIMORI_DATABASE_URL: place.url } : {}),
    }
    const served = await startServer({ env })
    try {
      const rest = restOf(served)
      await rest('PUT', '/systems/ftp', { name: 'ftp', kind: 'other', exposure: 'intranet', endpoints: [] })
      await rest('POST', '/systems/ftp/account-lists', 'login,role\ntanaka,user\nsato,user\n')
      const all = (path: string, body: unknown) =>
        Promise.all(Array.from({ length: many }, () => rest('POST', path, body)))
      const count = (answers: readonly { readonly status: number }[], status: number) =>
        answers.filter(answer => answer.status === status).length
      const logged = async (action: string) =>
        (await everyItem<Entry>(rest, '/log')).filter(entry => entry.action === action).length

      const asked = { system: 'ftp', login: 'tanaka', reason: 'seen on a note' }
      const opened = await all('/rotation-tasks', asked)
      assert.deepEqual([count(opened, 201), count(opened, 409), await logged('task.open')], [1, many - 1, 1])
      const { body } = opened.find(({ status }) => status === 201) ?? assert.fail('one was opened')
      const task = `/rotation-tasks/${body.id}`

      assert.equal(count(await all(`${task}/claim`, { by: 'tanaka' }), 200), many)
      assert.equal(await logged('task.claim'), 1)

      await rest('PUT', '/systems/ftp/accounts/tanaka/places', { places: ['scanner'] })
      assert.equal(count(await all(`${task}/places/scanner`, {}), 200), many)
      assert.equal(await logged('task.place-ticked'), 1)

      assert.equal(count(await all(`${task}/cancel`, { reason: 'a mistake' }), 200), many)
      assert.equal(await logged('task.cancel'), 1)
      const { body: after } = await rest<{ readonly history: readonly { readonly status: string }[] }>(
        'GET',
        task,
      )
      assert.deepEqual(
        after.history.map(({ status }) => status),
        ['claimed', 'cancelled'],
      )

      assert.equal(count(await all('/leavers', { person: 'sato' }), 200), many)
      assert.equal(await logged('task.open'), 2)
      assert.equal((await rest<{ readonly valid: boolean }>('GET', '/log/verify')).body.valid, true)
    } finally {
      await served.stop()
      await places.close()
    }
  })
}
