import assert from 'node:assert/strict'
import { appendFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { Secret } from '../../src/core/secret.ts'
import { office, openBuilt } from '../built.ts'
import { restOf } from '../rest.ts'
import { type Served, startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const policies = temporaryFolder('first-login-policies')
cpSync(new URL('../../policies/', import.meta.url), policies, { recursive: true })
appendFileSync(
  join(policies, 'ftp.yaml'),
  '\ndenyAtLogin:\n  causes: [default]\n  graceDays: 0\n  from: everywhere\n',
)
const list = ['login,password', 'admin,admin', 'tanaka,vK7#mWq2!tRz9xPd4']
const [listed, stranger] = ['203.0.113.7', '198.51.100.9']

describe('Whether an answer waits', () => {
  test('is for passwords never seen before of an account that one password keeps out, from listed addresses', async () => {
    const { enforcer, declare, importLines, loginRating } = await openBuilt({ policies })
    await declare('ftp', { policy: 'ftp' })
    await enforcer.putAllowlist('ftp', [{ network: `${listed}/32` }], {}, office)
    await importLines('ftp', list)
    await loginRating.settle()
    const waits = (login: string, password?: string, ip = listed) => {
      const secret = password === undefined ? {} : { password: new Secret(password) }
      return enforcer.gates.beforeDeciding({ system: 'ftp', ip, login, ...secret })
    }
    assert.equal(waits('tanaka', 'anything'), undefined, 'nothing is held against that account')
    assert.equal(waits('admin'), undefined, 'no password passes by')
    assert.equal(waits('admin', 'admin', stranger), undefined, 'strangers are kept out anyway')
    const decide = (password: string) =>
      enforcer.decide({ system: 'ftp', ip: listed, login: 'admin', password: new Secret(password) }).rule
    for (const [password, rule] of [
      ['admin', 'default-password'],
      ['Gt8^kVd2@xQm4rZc7', 'listed'],
    ] as const) {
      const waiting = waits('admin', password)
      assert.notEqual(waiting, undefined)
      await waiting
      assert.equal(decide(password), rule)
      assert.equal(waits('admin', password), undefined, 'known from now on')
    }
  })
})

test('The first login after a start is kept out with a default password, and comes in with another', async () => {
  const dataFolder = temporaryFolder('first-login-data')
  const env = { KAGIMORI_POLICIES: policies }
  const start = async () => {
    const served = await startServer({ env, dataFolder })
    after(() => served.stop())
    return served
  }
  const before = await start()
  const rest = restOf(before)
  await rest('PUT', '/systems/ftp', {
    name: 'ftp',
    kind: 'ftp',
    exposure: 'internet',
    endpoints: [],
    policy: 'ftp',
    mode: 'enforce',
  })
  await rest('PUT', '/systems/ftp/allowlist', { entries: [{ network: `${listed}/32` }] })
  const { body: issued } = await rest('POST', '/tokens', { name: 'gate', scopes: ['decide'] })
  const imported = await fetch(`${before.url}/api/v1/systems/ftp/account-lists`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${before.token}`, 'Content-Type': 'text/csv' },
    body: list.map(line => `${line}\n`).join(''),
  })
  assert.equal(imported.status, 201, await imported.text())
  await before.stop()
  const { url }: Served = await start()
  const ask = async (password: string) => {
    const { status } = await fetch(`${url}/gates/pam`, {
      method: 'POST',
      headers: {
        'X-Kagimori-Token': String(issued.token),
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: String(new URLSearchParams({ system: 'ftp', ip: listed, user: 'admin', password })),
    })
    return status
  }
  const flood = Array.from({ length: 150 }, (_, at) => ask(`guess-${at}`))
  const during = [ask('admin'), ask('admin'), ask('admin')]
  assert.deepEqual(await Promise.all(during), [403, 403, 403], 'not even among guesses')
  await Promise.all(flood)
  let own = await ask('Gt8^kVd2@xQm4rZc7')
  for (let tries = 0; tries < 50 && own !== 204; tries += 1) own = await ask('Gt8^kVd2@xQm4rZc7')
  assert.deepEqual([await ask('admin'), own], [403, 204])
  const basic = await fetch(`${url}/gates/forward-auth/ftp`, {
    headers: {
      'X-Kagimori-Token': String(issued.token),
      'X-Real-IP': listed,
      Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}`,
    },
  })
  assert.equal(basic.status, 403)
})
