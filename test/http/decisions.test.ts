import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ftp, openDoor } from './door.ts'

const { ask, askAs, issue } = await openDoor()
await ask('put', '/systems/ftp', ftp)
await ask('put', '/systems/shop', { ...ftp, kind: 'shop', mode: 'report' })
const entries = [{ network: '192.0.2.0/24', label: 'office' }]
for (const id of ['ftp', 'shop']) await ask('put', `/systems/${id}/allowlist`, { entries })
const decide = (question: object) => ask('post', '/decisions', question)

test('A listed address comes in, with the entry that let it in', async () => {
  const { status, body } = await decide({
    system: 'ftp',
    ip: '192.0.2.44',
    login: 'tanaka',
    password: 'unread',
  })
  assert.equal(status, 200)
  assert.deepEqual(body, {
    allow: true,
    reason: 'The address is in the entry 192.0.2.0/24.',
    rule: 'listed',
    entry: { network: '192.0.2.0/24', label: 'office', expiresAt: null },
    mode: 'enforce',
    wouldAllow: true,
  })
})

const cases: readonly (readonly [
  about: string,
  question: object,
  allow: boolean,
  rule: string,
  reason: RegExp,
])[] = [
  ['another address', { system: 'ftp', ip: '203.0.113.9' }, false, 'not-listed', /in no entry/],
  ['an unknown system', { system: 'nas', ip: '192.0.2.1' }, false, 'unknown-system', /not known/],
  ['what is no address', { system: 'ftp', ip: '192.0.2.1.' }, false, 'not-an-address', /not an IP address/],
  [
    'a login with a NUL',
    { system: 'ftp', ip: '192.0.2.1', login: 'kato\0' },
    false,
    'malformed',
    /login that does not read/,
  ],
  ['report mode', { system: 'shop', ip: '203.0.113.9' }, true, 'not-listed', /only reports/],
]
for (const [about, question, allow, rule, reason] of cases) {
  test(`The decision on ${about} says so and is answered 200`, async () => {
    const { status, body } = await decide(question)
    assert.deepEqual([status, body.allow, body.rule, body.entry], [200, allow, rule, null])
    assert.match(body.reason, reason)
  })
}

test('The question is read strictly and asked with a token that may decide', async () => {
  assert.equal((await decide({ system: 'ftp', address: '192.0.2.1' })).status, 400)
  const asked = async (token: string) =>
    (await askAs(token, 'post', '/decisions').send({ system: 'ftp', ip: '192.0.2.1' })).status
  assert.equal(await asked(await issue('decide')), 200)
  assert.equal(await asked(await issue('read', 'write')), 403)
})

test('Its refusals are those of every route: named, counted, in the reader’s language', async () => {
  const nobody = await askAs(undefined, 'post', '/decisions').send({ system: 'ftp', ip: '192.0.2.1' })
  assert.deepEqual([nobody.status, nobody.body.code], [401, 'http-token'])
  assert.ok(nobody.headers['www-authenticate'] && nobody.headers['x-request-id'])
  const broken = await ask('post', '/decisions').set('Content-Type', 'application/json').send('{"system":')
  assert.deepEqual([broken.status, broken.body.code], [400, 'http-body-json'])
  const japanese = await decide({}).set('Accept-Language', 'ja')
  assert.match(japanese.body.detail, /[ぁ-ん]/)
  const large = await decide({ system: 'ftp', ip: 'x'.repeat(300_000) })
  assert.equal(large.status, 413)
  const queried = await ask('post', '/decisions?dryRun=true', { system: 'ftp', ip: '192.0.2.1' })
  assert.equal(queried.body.errors[0].at, 'query.dryRun')
})

test('Tokens that are guessed at the door of decisions are slowed down like everywhere', async () => {
  const guess = () => askAs('kgm_guessed', 'post', '/decisions').send({ system: 'ftp', ip: '192.0.2.1' })
  const statuses: number[] = []
  for (let tries = 0; tries < 62; tries++) statuses.push((await guess()).status)
  assert.deepEqual([statuses.at(0), statuses.at(-1)], [401, 429])
  assert.equal((await decide({ system: 'ftp', ip: '192.0.2.1' })).status, 200)
})

test('Decisions are kept without the password, and found by system and outcome', async () => {
  const { body } = await ask('get', '/decisions?system=ftp&allow=true')
  assert.ok(body.items.length >= 2)
  assert.ok(
    body.items.every(({ system, allow }: { system: string; allow: boolean }) => system === 'ftp' && allow),
  )
  assert.equal(JSON.stringify(body).includes('unread'), false)
})
