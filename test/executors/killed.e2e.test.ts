import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { placeName } from '../../src/core/probe-target.ts'
import { JournalPage } from '../../src/executor-library/journal-page.ts'
import { journalOf } from '../../src/rotating/change-journal.ts'
import { bytesUnder } from '../folder-bytes.ts'
import { atAnyEnd, wanted } from '../gates/gated.ts'
import type { ProvenServer } from '../proof/proven-server.ts'
import { provenServers } from '../proof/proven-servers.ts'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { makeAuthority } from '../servers/certificates.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { rotateBy, rotatingData } from './rotated.ts'
import { type Way, ways } from './ways.ts'

interface Task {
  readonly id: string
  readonly login: string
  readonly status: string
}

process.setMaxListeners(100)
const folder = temporaryFolder('killed')
const authority = makeAuthority(folder)
const trusting = { NODE_EXTRA_CA_CERTS: authority.file }
const served = await startServer({ env: { ...trusting, KAGIMORI_FINGERPRINT_COST: 'hmac' } })
atAnyEnd(() => void served.kill())
after(() => served.stop())
const rest = restOf(served)
const people = ['tanaka', 'sato', 'suzuki'] as const
type Login = (typeof people)[number]

/** A server that an administrator reaches, with a task for each login; answers what holds its tests. */
async function open(way: Way, server: ProvenServer, index: number): Promise<() => void> {
  const programs = wanted(server.needs)
  if (programs === undefined) return () => undefined
  const own = join(folder, `server-${index}`)
  mkdirSync(own)
  const running = await server.layOut({ folder: own, authority, programs })
  await running.start()
  const at = placeName(running.endpoint)
  for (const login of people) running.put({ login, password: login })
  const password = way.password ?? 'the-administrators-own'
  await way.admit?.(own, running.endpoint, password)
  const system = `server-${index}`
  const declared = { name: system, kind: 'other', exposure: 'intranet', endpoints: [running.endpoint] }
  await rest('PUT', `/systems/${system}`, declared)
  await rest('POST', `/systems/${system}/account-lists`, running.list())
  const { body } = await rest<{ readonly items: readonly Task[] }>('GET', `/rotation-tasks?system=${system}`)
  const idOf = (login: Login) => body.items.find(task => task.login === login)?.id ?? assert.fail(login)
  const { kept } = way
  const keptNow = () => (kept === undefined ? running.list() : [...running.list().matchAll(kept)].join('\n'))
  const run = (login: Login, ...more: readonly string[]) =>
    rotateBy(served, [idOf(login), '--as', way.as ?? '', ...more], [login, password], trusting)
  const sealed = () => readdirSync(join(rotatingData, 'rotations')).filter(name => name.endsWith('.sealed'))

  const journal = journalOf(rotatingData, join(rotatingData, 'fingerprint.key'))
  const pageOf = (login: Login) => new JournalPage(journal, at, login)
  /** Withdraws the link that a run killed before its change has left, as the next one says. */
  const withdraw = async (err: string) => {
    const [id] = /handover_\w+/.exec(err) ?? []
    if (id !== undefined) await rest('DELETE', `/handovers/${id}`)
  }

  return () => {
    test(`${server.name}: a run killed after its change is put back by the next, which says so`, async () => {
      const before = keptNow()
      const killed = await run('tanaka', '--apply', '--reload', 'kill -9 $PPID')
      assert.deepEqual([killed.exit, killed.told], [null, {}], killed.err)
      const half = keptNow()
      assert.notEqual(half, before, 'the new password is in force, and nobody has it')
      assert.equal(sealed().length, 1)

      const planned = await run('tanaka')
      assert.match(planned.err, /was cut short; --apply first puts back what is kept in .*\.sealed/)
      assert.deepEqual([planned.exit, keptNow()], [0, half])

      const next = await run('tanaka', '--apply', '--reload', 'exit 3')
      assert.deepEqual([next.exit, next.told], [2, {}], next.err)
      assert.deepEqual([keptNow(), sealed()], [before, []], 'what was kept is back, byte for byte')
      assert.match(next.err, /An earlier rotation was cut short: what was kept in .* is back/)
      const last = await run('tanaka', '--apply')
      assert.deepEqual([last.exit, last.told.state, sealed()], [0, 'rotated', []], last.err)
    })

    test(`${server.name}: what somebody has set by hand since is not written over`, async () => {
      await run('sato', '--apply', '--reload', 'kill -9 $PPID')
      running.put({ login: 'sato', password: 'set-by-hand-after-all' })
      const byHand = keptNow()
      const next = await run('sato', '--apply')
      assert.deepEqual([next.exit, keptNow()], [2, byHand], next.err)
      assert.match(next.err, /rotation of "sato" at .* has not ended; what was kept there before is sealed/)
      const [file = ''] = sealed()
      const bytes = Buffer.concat(bytesUnder(rotatingData))
      for (const text of ['SCRAM-SHA-256', 'mysql_native', '{SSHA}', idOf('sato')]) {
        assert.equal(bytes.includes(text), false, `${file} is sealed`)
      }
      rmSync(join(rotatingData, 'rotations', file))
      await withdraw((await run('sato', '--apply', '--reload', 'exit 3')).err)
    })

    if (way.server === 'slapd') {
      test(`${server.name}: what it had just made for a run that was killed before it could ask is put back too`, async () => {
        const before = keptNow()
        const kill = () => run('sato', '--apply', '--reload', 'kill -9 $PPID')
        const page = new JournalPage(
          journalOf(rotatingData, join(rotatingData, 'fingerprint.key')),
          at,
          'sato',
        )
        /** As the run would have left it a moment earlier, `agoMilliseconds` ago. */
        const forget = (agoMilliseconds: number) => {
          const { to: _to, ...begun } = page.read() ?? assert.fail('a page was written')
          const begunAt = new Date(Date.parse(begun.begunAt) - agoMilliseconds).toISOString()
          page.write({ ...begun, begunAt })
        }
        await kill()
        forget(3_600_000)
        const half = keptNow()
        const late = await run('sato', '--apply')
        assert.match(late.err, /rotation of "sato" at .* has not ended/)
        assert.deepEqual([late.exit, keptNow()], [2, half])
        forget(-3_600_000)
        const next = await run('sato', '--apply', '--reload', 'exit 3')
        assert.deepEqual([keptNow(), sealed()], [before, []], next.err)
      })
    }

    test(`${server.name}: whenever a run is killed once it has begun, the next puts back what was there`, async t => {
      const before = keptNow()
      const states: string[] = []
      const page = pageOf('suzuki')
      for (const milliseconds of [0, 1, 2, 4, 8, 16, 100]) {
        let writtenAt: number | undefined
        const isLate = () => {
          if (page.isWritten()) writtenAt ??= performance.now()
          return writtenAt !== undefined && performance.now() - writtenAt >= milliseconds
        }
        const killed = await rotateBy(
          served,
          [idOf('suzuki'), '--as', way.as ?? '', '--apply', '--reload', 'sleep 4'],
          ['suzuki', password],
          trusting,
          isLate,
        )
        assert.deepEqual([killed.exit, killed.told], [null, {}], killed.err)
        const isHalf = keptNow() !== before
        states.push(isHalf ? 'changed' : 'untouched')
        assert.equal(sealed().length, 1, 'nothing is changed without a page of the journal')
        const next = await run('suzuki', '--apply', '--reload', 'exit 3')
        assert.deepEqual([keptNow(), sealed()], [before, []], `${milliseconds}: ${next.err}`)
        await withdraw(next.err)
      }
      t.diagnostic(states.join(', '))
    })
  }
}

const holds: (() => void)[] = []
for (const [at, way] of ways.entries()) {
  const server = provenServers.find(({ name }) => name === way.server)
  if (server !== undefined && way.as !== undefined) holds.push(await open(way, server, at))
}
describe('A run that is killed', () => {
  for (const hold of holds) hold()
})
