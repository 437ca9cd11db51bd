import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyItem } from '../rest.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Gated, openGated, secondsFromNow, visitors, write } from './gated.ts'

/** How somebody logs in at a server that tells Kagimori how it ended; answers the server's last word. */
export interface GuessedAt {
  readonly enter: (from: string, password: string) => Promise<string>
  /** The same server, told to let in while Kagimori is down. */
  readonly enterOpen: (from: string, password: string) => Promise<string>
  readonly welcome: RegExp
  readonly refusal: RegExp
}

interface Seen {
  readonly attempts: number
  readonly firstSeenAt: string
  readonly lastSeenAt: string
}

/** One item of `GET /attacks`, as far as it is looked at here. */
interface Attacked extends Seen {
  readonly lastHour: { readonly denied: number; readonly failed: number }
  readonly sources: readonly (Seen & { readonly address: string })[]
  readonly logins: readonly (Seen & { readonly login: string })[]
  readonly otherLogins: number
}

const allowed = 6
const atOnce = 100
const right = 'spring-of-2026'
/** Behind the entry that lists everybody. */
const [forgetful, crawler] = ['127.0.0.20', '127.0.0.66']

/** A service whose policy stops guessing after six failures, and one system with an own address and an open door. */
export async function openGuessedAt(system: string): Promise<Gated> {
  const policies = temporaryFolder(`policies-${system}`)
  write(policies, 'base.yaml', `throttle:\n  delayAfterFailures: 3\n  denyAfterFailures: ${allowed}\n`)
  const gated = await openGated(system, 'ftp', { KAGIMORI_POLICIES: policies })
  await gated.list(secondsFromNow(3_600), ['0.0.0.0/0'])
  await gated.rest('POST', `/systems/${system}/account-lists`, 'login,password\ntanaka,Xk29vmQpa-77-hh\n')
  return gated
}

/** The lines of PAM, told to let in while Kagimori is down. */
export function failingOpen(block: string): string {
  return block.replaceAll(' --url ', ' --when-unreachable allow --url ')
}

/** What `GET /attacks` shows of the system; nothing where nobody was kept out and nothing failed. */
export async function attackOn({ rest, system }: Gated): Promise<Attacked | undefined> {
  const { body } = await rest<{ readonly items: readonly Attacked[] }>('GET', `/attacks?system=${system}`)
  return body.items[0]
}

/** What was kept out and what failed so far. */
async function counted(gated: Gated): Promise<Attacked['lastHour']> {
  return (await attackOn(gated))?.lastHour ?? { denied: 0, failed: 0 }
}

type Condition = (gated: Gated, door: GuessedAt) => Promise<void>

/** In this order: each goes on from the failures of those before. */
const conditions: Readonly<Record<string, Condition>> = {
  'takes mistakes back with the right password, so that nobody adds them up for ever': async (
    gated,
    door,
  ) => {
    for (let round = 0; round < 2; round += 1) {
      const before = await counted(gated)
      await guess(door, forgetful, allowed - 2)
      assert.equal((await counted(gated)).failed, before.failed + allowed - 2)
      assert.match(await door.enter(forgetful, right), door.welcome)
    }
  },

  'does not tell once more of whom Kagimori kept out': async (gated, door) => {
    const before = await counted(gated)
    await guess(door, visitors.neighbour, 1)
    const { denied, failed } = await counted(gated)
    assert.deepEqual({ denied, failed }, { denied: before.denied + 1, failed: before.failed })
  },

  [`gives ${atOnce} guesses at once no more than the ${allowed} that are allowed, and the right one comes too late`]:
    async (gated, door) => {
      const before = await counted(gated)
      await guess(door, crawler, atOnce)
      const { denied, failed } = await counted(gated)
      const guesses = failed - before.failed
      assert.ok(guesses > 0 && guesses <= allowed, `${guesses} guesses`)
      assert.equal(guesses + denied - before.denied, atOnce)
      assert.match(await door.enter(crawler, right), door.refusal)
      assert.equal((await gated.lastDecision(crawler))?.rule, 'throttled')
    },

  'lets the account in where it got in before, and late at an own address however often it failed there':
    async (gated, door) => {
      assert.match(await door.enter(forgetful, right), door.welcome)
      await guess(door, visitors.listed, allowed + 2)
      const begun = performance.now()
      assert.match(await door.enter(visitors.listed, right), door.welcome)
      // A timer never rings early: not a measurement, but that the answer was held back at all.
      assert.ok(performance.now() - begun > 1_400)
      assert.equal((await gated.lastDecision(visitors.listed))?.rule, 'listed')
    },

  'has the evidence shown: since when, how often, from where, at which account': async (gated, _) => {
    const seen = (await attackOn(gated)) ?? assert.fail('nothing seen')
    const { firstSeenAt, lastSeenAt, attempts, lastHour, sources, logins } = seen
    assert.ok(firstSeenAt < lastSeenAt)
    assert.equal(attempts, lastHour.denied + lastHour.failed)
    const [busiest] = sources
    assert.deepEqual([busiest?.address, busiest?.attempts], [crawler, atOnce + 1])
    assert.equal(logins[0]?.login, 'tanaka')
    const rules = (await everyItem(gated.rest, `/decisions?system=${gated.system}&allow=false`))
      .filter(({ ip }) => ip === crawler)
      .map(({ rule }) => rule)
    assert.deepEqual(new Set(rules), new Set(['throttled']))
    assert.doesNotMatch(gated.served.written().toString(), /of-2026/)
  },

  'fails a wrong password while Kagimori is stopped too, and a right one as it is told': async (
    gated,
    door,
  ) => {
    await gated.served.kill()
    for (const enter of [door.enter, door.enterOpen])
      assert.match(await enter(visitors.listed, 'autumn-of-2026'), door.refusal)
    assert.match(await door.enter(visitors.listed, right), door.refusal)
    assert.match(await door.enterOpen(visitors.listed, right), door.welcome)
  },
}

/** Wrong passwords at once; each is refused. */
async function guess({ enter, refusal }: GuessedAt, from: string, times: number): Promise<void> {
  const words = await Promise.all(
    Array.from({ length: times }, (_, at) => enter(from, `autumn-of-2026-${at}`)),
  )
  for (const word of words) assert.match(word, refusal)
}

/** Holds a server to every condition. The last one stops the service. */
export function holdGuessing(name: string, gated: Gated, door: GuessedAt): void {
  for (const [sentence, hold] of Object.entries(conditions)) {
    test(`${name} ${sentence}`, { timeout: 120_000 }, () => hold(gated, door))
  }
}
