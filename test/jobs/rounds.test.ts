import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Jobs, ownJobs, type Works } from '../../src/jobs/jobs.ts'
import { Rounds } from '../../src/jobs/rounds.ts'

const now = '2026-11-23T09:30:12.345Z'

/** Rounds whose steps write down that they were made. */
function roundsWith(jobs: Jobs, steps: Readonly<Record<string, () => Promise<void>>> = {}) {
  const made: string[] = []
  const note = (name: string) => async () => {
    made.push(name)
    await steps[name]?.()
  }
  const line = {
    audit: (id: string) => note(`audit ${id}`)(),
    recover: note('recover'),
    settleShared: async (ask: (audit: string) => Promise<void>) => {
      for (const audit of ['audit_1', 'audit_2']) await ask(audit)
    },
  }
  const due = ['rechecks', 'reminders'].map(note)
  return { made, rounds: new Rounds({ jobs, clock: () => now, line, due }) }
}

test('alone, a round ends with its work, audits are done when asked for, and a stop is recovered from here', async () => {
  const jobs = ownJobs()
  const { made, rounds } = roundsWith(jobs)
  await rounds.open()
  await rounds.recover()
  await rounds.next()
  await jobs.ask('audit', 'audit_7')
  assert.deepEqual(made, ['recover', 'rechecks', 'reminders', 'audit audit_7'])
})

test('alone, what fails in a round is told to whoever asked for it, and the next round begins anew', async () => {
  let isBroken = true
  const fail = async () => {
    if (isBroken) throw new Error('no answer')
  }
  const { made, rounds } = roundsWith(ownJobs(), { rechecks: fail })
  await rounds.open()
  await assert.rejects(rounds.next(), /no answer/)
  isBroken = false
  await rounds.next()
  assert.deepEqual(made, ['rechecks', 'rechecks', 'reminders'])
})

test('shared, a minute has one round whoever asks for it, and each round asks for every audit that has not ended', async () => {
  const asked: string[] = []
  let works: Works | undefined
  const shared: Jobs = {
    isShared: true,
    open: async given => {
      works = given
    },
    ask: async (kind, subject) => void asked.push(`${kind} ${subject}`),
    close: async () => undefined,
  }
  const { made, rounds } = roundsWith(shared)
  await rounds.open()
  await rounds.next()
  await rounds.next()
  assert.deepEqual(asked.splice(0), ['round 2026-11-23T09:30', 'round 2026-11-23T09:30'])
  await rounds.recover()
  assert.deepEqual(asked.splice(0), [`round ${now}`], 'the one after a start is its own')
  await works?.round('2026-11-23T09:30')
  assert.deepEqual(asked, ['audit audit_1', 'audit audit_2'])
  assert.deepEqual(made, ['rechecks', 'reminders'])
})
