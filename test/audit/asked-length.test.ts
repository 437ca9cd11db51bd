import assert from 'node:assert/strict'
import { appendFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openBuilt } from '../built.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const policies = temporaryFolder('asked-length-policies')
cpSync(new URL('../../policies', import.meta.url).pathname, policies, { recursive: true })
appendFileSync(join(policies, 'ftp.yaml'), 'minLength: 20\n')
const { enforcer, declare, importLines } = await openBuilt({ policies })

const short = 'vK9-mQ2_xL7+pR4z3'
const long = 'vK9-mQ2_xL7+pR4z3wB8'

test('A policy that asks for twenty characters is kept to, to the character', async () => {
  await declare('ftp')
  const { accepted, violations } = await enforcer.ratePassword({ password: short, system: 'ftp' })
  assert.deepEqual([accepted, violations.map(({ rule }) => rule)], [false, ['PW-06']])
  assert.equal((await enforcer.ratePassword({ password: long, system: 'ftp' })).accepted, true)

  await importLines('ftp', ['login,password', `tanaka,${short}`])
  const page = { limit: 10 }
  const [task] = (await enforcer.tasks({ system: 'ftp' }, page)).items
  assert.equal(task?.status, 'open')
  assert.ok(task?.reasons.some(({ rule }) => rule === 'PW-06'))

  await importLines('ftp', ['login,password', `tanaka,${long}`])
  const [closed] = (await enforcer.tasks({ system: 'ftp' }, page)).items
  assert.deepEqual([closed?.id, closed?.status], [task?.id, 'verified'])
})

test('Whom a longer minimum would catch is said where it can be told, and where it cannot', async () => {
  const under = async (minLength: number) =>
    (await enforcer.whatIf('ftp', `extends: base\nminLength: ${minLength}\n`)).changed
  const judged = { system: 'ftp', login: 'tanaka', newlyBroken: [], noLonger: [], newlyUnknown: [] }
  assert.deepEqual(await under(15), [])
  assert.deepEqual(await under(30), [{ ...judged, newlyUnknown: ['PW-06'] }])
  assert.deepEqual(await under(64), [{ ...judged, newlyBroken: ['PW-06'] }])
})
