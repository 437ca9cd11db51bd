import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { build } from '../src/build.ts'
import { minutesBehind, steadyClock } from '../src/clock.ts'
import { readConfig } from '../src/config.ts'
import { openStore } from '../src/store/store.ts'
import { restOf } from './rest.ts'
import { startServer } from './served.ts'
import { temporaryFolder } from './store/places.ts'

const noon = Date.UTC(2026, 10, 23, 12)
const minute = 60_000
const at = (milliseconds: number) => new Date(milliseconds).toISOString()

/** A machine whose wall clock can be set, while its monotonic clock cannot. */
function machine(mark?: string) {
  const state = { wall: noon, running: 1_000 }
  const clock = steadyClock(
    mark,
    () => state.wall,
    () => state.running,
  )
  const pass = (milliseconds: number, jump = 0) => {
    state.running += milliseconds
    state.wall += milliseconds + jump
  }
  return { clock, pass }
}

describe('the clock', () => {
  test('tells the time of the machine', () => {
    const { clock, pass } = machine()
    assert.equal(clock(), at(noon))
    pass(minute)
    assert.equal(clock(), at(noon + minute))
    pass(minute, 60 * minute)
    assert.equal(clock(), at(noon + 62 * minute), 'a jump forward is followed')
  })

  test('goes on at its pace when the machine is set back, and follows again when the machine has caught up', () => {
    const { clock, pass } = machine()
    clock()
    pass(minute, -60 * minute)
    assert.equal(clock(), at(noon + minute))
    pass(30 * minute)
    assert.equal(clock(), at(noon + 31 * minute))
    pass(minute, 90 * minute)
    assert.equal(clock(), at(noon + 62 * minute))
  })

  test('begins at the mark that was kept, if the machine stands before it', () => {
    const { clock, pass } = machine(at(noon + 60 * minute))
    assert.equal(clock(), at(noon + 60 * minute))
    pass(minute)
    assert.equal(clock(), at(noon + 61 * minute))
    assert.equal(machine(at(noon - 60 * minute)).clock(), at(noon))
  })

  test('never runs backwards, whatever becomes of the wall clock', () => {
    const steps = fc.array(fc.tuple(fc.nat(10 * minute), fc.integer({ min: -1e10, max: 1e10 })))
    fc.assert(
      fc.property(steps, steps => {
        const { clock, pass } = machine()
        let before = clock()
        for (const [passed, jump] of steps) {
          pass(passed, jump)
          const now = clock()
          assert.ok(Date.parse(now) >= Date.parse(before) + passed)
          before = now
        }
      }),
    )
  })

  test('more than five minutes behind the mark somebody should hear of, no more and no less', () => {
    assert.equal(minutesBehind(undefined, noon), 0)
    assert.equal(minutesBehind(at(noon - minute), noon), 0)
    assert.equal(minutesBehind(at(noon + 5 * minute), noon), 0)
    assert.equal(minutesBehind(at(noon + 5 * minute + 1), noon), 5)
    assert.equal(minutesBehind(at(noon + 90 * minute), noon), 90)
  })
})

describe('a service that is started after its machine was set back', () => {
  const folder = temporaryFolder()
  after(() => rmSync(folder, { recursive: true }))

  test('keeps the time with its every-minute tidying', async () => {
    const config = readConfig({ KAGIMORI_DATA: folder }, new URL('../', import.meta.url).pathname)
    const { enforcer, parts, close, clockBehindMinutes } = await build(config, assert.fail)
    const before = parts.clock()
    await enforcer.tidy()
    const kept = (await parts.store.getSetting('clock')) ?? ''
    assert.ok(before <= kept && kept <= parts.clock(), kept)
    assert.equal(clockBehindMinutes, 0)
    await close()
  })

  test('says so, and writes nothing with an earlier time than it had written', async () => {
    const mark = at(Date.now() + 90 * minute)
    const store = await openStore({ folder })
    await store.putSetting('clock', mark)
    await store.close()
    const served = await startServer({ dataFolder: folder })
    const rest = restOf(served)
    await rest('PUT', '/systems/mail', { name: 'mail', kind: 'mail', exposure: 'intranet' })
    const { items } = (await rest<{ items: readonly { readonly at: string }[] }>('GET', '/log?limit=1')).body
    assert.ok((items[0]?.at ?? '') >= mark)
    assert.equal(await served.stop(), 0)
    assert.match(
      served.written().toString(),
      /"level":40.*The clock of this machine stands (?:89|90) minutes before the latest time that was recorded; time goes on from there\./,
    )
  })
})
