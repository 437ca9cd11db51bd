import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { AttackWatch } from '../src/attack-evidence/attack-watch.ts'
import type { Decision } from '../src/core/decision.ts'
import { openPolicies } from '../src/policies.ts'
import { readShelf } from '../src/shelf.ts'

const attempts = 10_000_000
const now = '2026-11-23T09:00:00.000Z'
const denied: Decision = { allow: false, wouldAllow: false, rule: 'not-listed', mode: 'enforce' }
const listed: Decision = {
  allow: true,
  wouldAllow: true,
  rule: 'listed',
  entry: { network: '0.0.0.0/0' },
  mode: 'enforce',
}

/** Time and memory of ten million invented attempts, against a Map that counts the same addresses and logins. */
export async function benchAttacks(): Promise<void> {
  const folder = new URL('../policies', import.meta.url).pathname
  const opened = await openPolicies(folder, await readShelf('rules'))
  const policies = { ...opened, tried: async () => opened.current() }
  const watch = new AttackWatch({ policies, clock: () => now, random: below => Math.floor(below / 3) })
  watch.onSystems([{ id: 'mail', policy: 'mail' }])
  const quiet = perAttempt(1_000_000, at => ask(watch, at))
  say(`a question nobody attacks with: ${quiet.nanoseconds.toFixed(0)} ns`)
  report(watch, 0)
  const ours = perAttempt(attempts, at => (at % 4 === 0 ? report(watch, at) : deny(watch, at)))
  say(`kagimori: ${ours.nanoseconds.toFixed(0)} ns an attempt, ${ours.mebibytes.toFixed(1)} MiB more`)
  const during = perAttempt(1_000_000, at => ask(watch, at))
  say(`a question after them: ${during.nanoseconds.toFixed(0)} ns`)
  const few = attempts / 10
  const counts = new Map<string, number>()
  const peer = perAttempt(few, at => {
    for (const name of [addressOf(at), `guess${at}`]) counts.set(name, (counts.get(name) ?? 0) + 1)
  })
  say(
    `Map: ${peer.nanoseconds.toFixed(0)} ns an attempt, ${peer.mebibytes.toFixed(1)} MiB more after ${few} (${counts.size} names)`,
  )
  say(`ratio of time ${(ours.nanoseconds / peer.nanoseconds).toFixed(2)}`)
  await opened.close()
}

function ask(watch: AttackWatch, at: number): void {
  const question = { system: 'mail', ip: addressOf(at), login: `staff${at % 100}`, phase: 'after' } as const
  watch.objection(question, listed, now)
  watch.delay(question, now)
  watch.onDecision(question, listed, now)
}

function deny(watch: AttackWatch, at: number): void {
  watch.onDecision({ system: 'mail', ip: addressOf(at), login: `guess${at}` }, denied, now)
}

function report(watch: AttackWatch, at: number): void {
  const login = `guess${at}`
  watch.onAttempt({ system: 'mail', ip: addressOf(at), login, success: false, rejectedHere: false })
}

function addressOf(at: number): string {
  return `${11 + (at % 80)}.${(at >>> 8) & 255}.${(at >>> 16) & 255}.${at & 255}`
}

function perAttempt(count: number, attempt: (at: number) => void) {
  const before = mebibytes()
  const begin = performance.now()
  for (let at = 0; at < count; at += 1) attempt(at)
  const nanoseconds = ((performance.now() - begin) * 1e6) / count
  return { nanoseconds, mebibytes: mebibytes() - before }
}

function mebibytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

function say(line: string): void {
  process.stdout.write(`attacks: ${line}\n`)
}
