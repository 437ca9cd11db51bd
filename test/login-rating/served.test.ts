import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Canaries, CanarySearch, tracesIn } from '../canary-search.ts'
import { bytesUnder } from '../folder-bytes.ts'
import { restOf, type Shown } from '../rest.ts'
import { startServer } from '../served.ts'

const canaries = new Canaries(20_261_124)
const served = await startServer({ env: { KAGIMORI_FINGERPRINT_COST: 'hmac' } })
after(() => served.stop())
const rest = restOf(served)
const answered: Buffer[] = []

const system = { name: 'files', kind: 'webdav', exposure: 'internet', endpoints: [], mode: 'report' }
for (const id of ['files', 'ftp']) await rest('PUT', `/systems/${id}`, system)
const { body: issued } = await rest('POST', '/tokens', { name: 'gate', scopes: ['decide'] })

async function ask(path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<number> {
  const answer = await fetch(`${served.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'X-Kagimori-Token': String(issued.token), ...headers },
    ...(body === undefined ? {} : { body }),
  })
  answered.push(Buffer.from(JSON.stringify([...answer.headers])), Buffer.from(await answer.arrayBuffer()))
  return answer.status
}

/** A visitor's Basic credential, which the web server has checked or not. */
const byBasic = (login: string, password: string, query = '') =>
  ask(`/gates/forward-auth/files${query}`, {
    'X-Real-IP': '203.0.113.7',
    Authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
  })
/** What the shell client asks under PAM. */
const byPam = (user: string, password: string, more: Readonly<Record<string, string>> = {}) =>
  ask(
    '/gates/pam',
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    `${new URLSearchParams({ system: 'ftp', ip: '203.0.113.7', user, password, ...more })}`,
  )

const accountsOf = async (id: string) =>
  (await rest<{ readonly items: readonly Shown[] }>('GET', `/systems/${id}/accounts`)).body.items
const tasksOf = async (id: string) =>
  (await rest<{ readonly items: readonly Shown[] }>('GET', `/rotation-tasks?system=${id}`)).body.items

async function until(about: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return
    await pause(50)
  }
  assert.fail(`never: ${about}`)
}

test('A gate that asks before the check never has an account made of what is tried there', async () => {
  const [right, wrong] = canaries.take(2).map(({ password }) => password)
  assert.equal(await byBasic('tanaka', wrong ?? ''), 204)
  assert.equal(await byBasic('tanaka', wrong ?? '', '?login=required'), 204)
  assert.equal(await byPam('sato', wrong ?? ''), 204)
  assert.equal(await byPam('sato', wrong ?? '', { checked: 'no' }), 204)
  // These two are worked in order behind them: when they are there, nothing of the others is still to come.
  assert.equal(await byBasic('ueda', right ?? '', '?login=checked'), 204)
  assert.equal(await byPam('mori', right ?? '', { checked: 'yes' }), 204)
  await until('the checked ones are there', async () => {
    return (await accountsOf('files')).length > 0 && (await accountsOf('ftp')).length > 0
  })
  assert.deepEqual(
    (await accountsOf('files')).map(({ login }) => login),
    ['ueda'],
  )
  assert.deepEqual(
    (await accountsOf('ftp')).map(({ login }) => login),
    ['mori'],
  )
})

test('A weak password behind a checked login opens its task by itself, and says how it was seen', async () => {
  await byBasic('ogawa', 'ogawa2019', '?login=checked')
  await until('its task is open', async () => (await tasksOf('files')).some(({ login }) => login === 'ogawa'))
  const [account] = (await accountsOf('files')).filter(({ login }) => login === 'ogawa')
  assert.equal(account?.credential, 'absent')
  assert.match(account?.seenAtLogin ?? '', /^2\d{3}-/)
})

test('What has no room is counted where everything is counted', async () => {
  const { body } = await rest<unknown>('GET', '/metrics')
  assert.match(String(body), /^kagimori_login_ratings_dropped_total 0$/m)
})

test('No password that passed stands in any byte that was written or answered', async () => {
  await rest('POST', '/audits', {})
  for (const path of ['/findings', '/rotation-tasks', '/log', '/decisions', '/systems/files/accounts'])
    answered.push(Buffer.from(JSON.stringify((await rest('GET', path)).body)))
  const search = new CanarySearch(canaries.all)
  assert.deepEqual(tracesIn('data folder', bytesUnder(served.dataFolder), search), [])
  assert.deepEqual(tracesIn('answers', answered, search), [])
  assert.deepEqual(tracesIn('output', [served.written()], search), [])
  const [known] = canaries.all
  const found = tracesIn('itself', [Buffer.from(known?.password ?? '')], search)
  assert.ok(found.length > 0, 'the search finds what is there')
})
