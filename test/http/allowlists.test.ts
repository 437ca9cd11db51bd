import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ftp, openDoor } from './door.ts'

const { ask } = await openDoor()
await ask('put', '/systems/ftp', ftp)
const path = '/systems/ftp/allowlist'
const entriesOf = (body: { entries: readonly { network: string }[] }) =>
  body.entries.map(({ network }) => network)

test('A first allowlist needs no If-Match; entries are answered in canonical form', async () => {
  const { status, body, headers } = await ask('put', path, {
    entries: [{ network: '192.0.2.7', label: 'office' }, { network: '2001:DB8::/32' }],
  })
  assert.equal(status, 200)
  assert.equal(headers.etag, '"v1"')
  assert.deepEqual(entriesOf(body), ['192.0.2.7/32', '2001:db8::/32'])
  assert.deepEqual(Object.keys(body.entries[0]), [
    'network',
    'label',
    'owner',
    'expiresAt',
    'hours',
    'createdAt',
    'reviewedAt',
  ])
})

test('Over an existing one If-Match is required, and an old one is refused', async () => {
  const put = () => ask('put', path, { entries: [{ network: '192.0.2.0/24' }] })
  assert.equal((await put()).status, 428)
  assert.equal((await put().set('If-Match', '"v9"')).status, 412)
  assert.equal((await put().set('If-Match', 'v1')).body.code, 'http-if-match')
  assert.equal((await put().set('If-Match', '"v1"')).headers.etag, '"v2"')
})

test('What was answered can be sent back as it is', async () => {
  const { body, headers } = await ask('get', path)
  const put = await ask('put', path, body).set('If-Match', String(headers.etag))
  assert.deepEqual(entriesOf(put.body), entriesOf(body))
})

test('A dry run tells who would be cut off and changes nothing', async () => {
  await ask('post', '/decisions', { system: 'ftp', ip: '192.0.2.44' })
  await ask('get', '/decisions')
  const { body } = await ask('put', `${path}?dryRun=true`, { entries: [{ network: '198.51.100.0/24' }] })
  assert.deepEqual(body.wouldCutOff, ['192.0.2.44'])
  assert.deepEqual(entriesOf((await ask('get', path)).body), ['192.0.2.0/24'])
})

test('Every bad entry is named with what to write instead, and nothing is changed', async () => {
  const entries = [{ network: '10.1.2.3/8' }, { network: '10.0.0.0/8' }, { network: '010.0.0.1' }]
  const { status, body } = await ask('put', path, { entries }).set('If-Match', '"v3"')
  assert.equal(status, 422)
  assert.deepEqual(
    body.errors.map(({ at }: { at: string }) => at),
    ['entries.0.network', 'entries.2.network'],
  )
  assert.match(body.errors[0].hint, /10\.0\.0\.0\/8/)
  assert.deepEqual(entriesOf((await ask('get', path)).body), ['192.0.2.0/24'])
})

test('One entry is added and removed by its network, in the path or in the query', async () => {
  assert.equal(
    (await ask('post', `${path}/entries`, { network: '203.0.113.0/24', owner: 'sato' })).status,
    201,
  )
  assert.equal((await ask('post', `${path}/entries`, { network: '198.51.100.1' })).body.entries.length, 3)
  const first = await ask('delete', `${path}/entries/203.0.113.0%2F24`)
  assert.deepEqual(entriesOf(first.body), ['192.0.2.0/24', '198.51.100.1/32'])
  const second = await ask('delete', `${path}/entries?network=198.51.100.1/32`)
  assert.deepEqual(entriesOf(second.body), ['192.0.2.0/24'])
  const third = await ask('delete', `${path}/entries?network=198.51.100.1/32`)
  assert.deepEqual([third.status, third.body.code], [404, 'allowlist-entry-unknown'])
})

test('Twelve entries added at once are all there; those who hold a version get one turn', async () => {
  const add = (at: number) => ask('post', `${path}/entries`, { network: `203.0.113.${at}` })
  const twelve = Array.from({ length: 12 }, (_, at) => at)
  assert.deepEqual(new Set((await Promise.all(twelve.map(add))).map(({ status }) => status)), new Set([201]))
  const { body, headers } = await ask('get', path)
  assert.equal(body.entries.length, 13)
  const remove = (at: number) => ask('delete', `${path}/entries/203.0.113.${at}`)
  const held = await Promise.all(twelve.map(at => remove(at).set('If-Match', String(headers.etag))))
  assert.deepEqual(held.map(({ status }) => status).sort(), [200, ...twelve.slice(1).map(() => 412)])
  const rest = await Promise.all(twelve.map(remove))
  assert.deepEqual(rest.map(({ status }) => status).sort(), [...twelve.slice(1).map(() => 200), 404])
  assert.deepEqual(entriesOf((await ask('get', path)).body), ['192.0.2.0/24'])
})

test('An export is text with an ETag that stays while the list stays', async () => {
  const first = await ask('get', `${path}/exports/nginx`)
  assert.equal(first.status, 200)
  assert.match(String(first.headers.etag), /^W\//, 'weak: two texts of one list tell different times')
  assert.match(first.text, /allow 192\.0\.2\.0\/24;[\s\S]*deny all;/)
  const etag = String(first.headers.etag)
  assert.equal((await ask('get', `${path}/exports/nginx`).set('If-None-Match', etag)).status, 304)
  await ask('post', `${path}/entries`, { network: '198.51.100.1' })
  assert.equal((await ask('get', `${path}/exports/nginx`).set('If-None-Match', etag)).status, 200)
  const unknown = await ask('get', `${path}/exports/iptables`)
  assert.equal(unknown.status, 404)
  assert.match(`${unknown.body.detail} ${unknown.body.hint}`, /nftables/)
})
