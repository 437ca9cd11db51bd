import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Footprint, footprintOf } from './footprint.ts'
import { type Gated, letLeave, visitors } from './gated.ts'

const { listed, stranger, leaving, neighbour } = visitors

/** How somebody comes in by a server with the gate in front of it, and what it says to him. */
export interface Door {
  /** Comes from an address, with the right password where there is one; answers the server's last word. */
  readonly enter: (from: string, port?: number) => Promise<string>
  readonly welcome: RegExp
  readonly refusal: RegExp
  /** Its word while Kagimori does not answer it. */
  readonly unanswered: RegExp
  /** A port whose IPv6 socket takes IPv4 clients too, or why the server never has one. */
  readonly mapped: number | string
  /** The server's own processes, without their children. */
  readonly pids: readonly number[]
}

type Condition = (gated: Gated, door: Door) => Promise<void>

const logins = 200
/** Some servers take a tenth of a second for each. */
const sideBySide = 4
/** Pools and caches may grow a little; a leak would be one each login. */
const mostMore: Footprint = { processes: 12, descriptors: 60 }

/** What holds at every gate under real conditions, in this order: each leaves things as it found them but the last. */
const conditions: Readonly<Record<string, Condition>> = {
  'lets a listed address in': async (gated, { enter, welcome }) => {
    assert.match(await enter(listed), welcome)
    const { rule, ip } = (await gated.lastDecision(listed)) ?? {}
    assert.deepEqual([rule, ip], ['listed', listed])
  },

  'lets an address in until its entry ends, and keeps everybody else out without a word of why': async (
    gated,
    { enter, welcome, refusal },
  ) => {
    assert.match(await enter(leaving), welcome)
    await letLeave(gated)
    // Together: some servers let whoever they refuse wait.
    const words = await Promise.all([enter(leaving), enter(stranger), enter(neighbour)])
    for (const word of words) {
      assert.match(word, refusal)
      assert.doesNotMatch(word, /not-listed|expired|kagimori|kgm_/i)
    }
    const rules = [leaving, stranger, neighbour].map(async ip => (await gated.lastDecision(ip))?.rule)
    assert.deepEqual(await Promise.all(rules), ['expired', 'not-listed', 'not-listed'])
  },

  'lets a listed IPv6 address in': async (gated, { enter, welcome }) => {
    await gated.list(inAnHour(), [`${neighbour}/128`])
    assert.match(await enter(neighbour), welcome)
    assert.equal((await gated.lastDecision(neighbour))?.rule, 'listed')
    await gated.list(inAnHour())
  },

  'lets everybody in while the system only reports, and it is recorded': async (
    gated,
    { enter, welcome },
  ) => {
    await gated.setMode('report')
    assert.match(await enter(stranger), welcome)
    const { rule, allow, wouldAllow } = (await gated.lastDecision(stranger)) ?? {}
    assert.deepEqual({ rule, allow, wouldAllow }, { rule: 'not-listed', allow: true, wouldAllow: false })
    await gated.setMode('enforce')
  },

  [`leaves nothing open after ${logins} logins`]: async (gated, { enter, welcome, pids }) => {
    const all = [gated.served.pid, ...pids]
    const logIn = async (times: number) => {
      for (let time = 0; time < times; time += 1) assert.match(await enter(listed), welcome)
    }
    const side = (times: number) => Promise.all(Array.from({ length: sideBySide }, () => logIn(times)))
    await side(3)
    const before = footprintOf(all)
    await side(logins / sideBySide)
    assert.deepEqual(await restingGrowth(all, before), {})
  },

  'gives up on a Kagimori that is silent, and asks it again once it answers': async (
    { served },
    { enter, welcome, unanswered },
  ) => {
    process.kill(served.pid, 'SIGSTOP')
    const word = await enter(listed).finally(() => process.kill(served.pid, 'SIGCONT'))
    assert.match(word, unanswered)
    assert.match(await enter(listed), welcome)
  },

  'lets nobody in while Kagimori is stopped': async ({ served }, { enter, unanswered }) => {
    await served.kill()
    for (const word of await Promise.all([enter(listed), enter(stranger)])) assert.match(word, unanswered)
  },
}

/** IPv4 clients of an IPv6 socket are the same visitors, however the server writes their addresses. */
async function asMapped(gated: Gated, { enter, welcome, refusal }: Door, mapped: number): Promise<void> {
  assert.match(await enter(listed, mapped), welcome)
  const word = await enter(stranger, mapped)
  assert.match(word, refusal)
  for (const [ip, rule] of [
    [listed, 'listed'],
    [stranger, 'not-listed'],
  ] as const)
    assert.equal((await gated.lastDecision(ip))?.rule, rule)
}

/** Holds a server to every condition. The last one stops the service. */
export function holdGate(name: string, gated: Gated, door: Door): void {
  const { mapped } = door
  if (typeof mapped === 'number') {
    test(`${name} knows IPv4 clients of an IPv6 socket`, { timeout: 60_000 }, () =>
      asMapped(gated, door, mapped),
    )
  }
  for (const [sentence, hold] of Object.entries(conditions)) {
    test(`${name} ${sentence}`, { timeout: 60_000 }, () => hold(gated, door))
  }
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

/** What is beyond all measure even after a while; servers end their children when they get to it. */
async function restingGrowth(pids: readonly number[], before: Footprint): Promise<Partial<Footprint>> {
  let grown: Partial<Footprint> = {}
  for (let tries = 0; tries < 40; tries += 1) {
    const now = footprintOf(pids)
    grown = {
      ...(now.processes > before.processes + mostMore.processes ? { processes: now.processes } : {}),
      ...(now.descriptors > before.descriptors + mostMore.descriptors
        ? { descriptors: now.descriptors }
        : {}),
    }
    if (Object.keys(grown).length === 0) break
    await pause(100)
  }
  return grown
}
