import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { ftp, openDoor } from './door.ts'

const { ask, faults } = await openDoor()
await ask('put', '/systems/ftp', ftp)
const path = '/systems/ftp/sync-reports'
const place = 'web-1:/etc/nginx/inventory.allow'
const told = { target: 'nginx', place, state: 'in-force' }
const drift = async () =>
  (await ask('get', '/findings?system=ftp&rule=NW-10&status=open')).body.items as { reason: string }[]

test('A report is kept once a file, the latest one', async () => {
  assert.equal((await ask('post', path, told)).status, 200)
  const digest = 'a'.repeat(64)
  const { body } = await ask('post', path, { ...told, digest, everySeconds: 60 })
  const { items } = (await ask('get', path)).body
  assert.deepEqual(items, [{ ...told, digest, everySeconds: 60, differences: [], at: body.at }])
})

test('A difference is a finding in the very moment, and resolved by the next clean report', async () => {
  await ask('post', path, { ...told, state: 'edited', differences: ['+allow 203.0.113.9;'] })
  assert.deepEqual(
    (await drift()).map(({ reason }) => reason),
    [`${place}: changed by hand: +allow 203.0.113.9;.`],
  )
  await ask('post', path, told)
  assert.deepEqual(await drift(), [])
})

test('An audit says the same as the report did', async () => {
  await ask('post', path, { ...told, state: 'reload-failed' })
  const { headers } = await ask('post', '/audits', { systems: ['ftp'] })
  for (;;) {
    const { body } = await ask('get', String(headers.location).replace('/api/v1', ''))
    if (body.status !== 'running') break
  }
  assert.match((await drift())[0]?.reason ?? '', /refused the newest list/)
  await ask('post', path, told)
  assert.deepEqual(await drift(), [])
})

test('Only a change of state is in the log: a watching server reports every minute', async () => {
  const entries = async () =>
    (await ask('get', '/log?limit=200')).body.items.filter(
      ({ action }: { action: string }) => action === 'sync.report',
    ).length
  const before = await entries()
  await ask('post', path, told)
  assert.equal(await entries(), before)
  await ask('post', path, { ...told, state: 'missing' })
  assert.equal(await entries(), before + 1)
})

test('A file that is no longer written is forgotten, with its finding', async () => {
  const query = `target=nginx&place=${encodeURIComponent(place)}`
  assert.equal((await ask('delete', `${path}?${query}`)).status, 204)
  assert.deepEqual([await drift(), (await ask('get', path)).body.items], [[], []])
  const again = await ask('delete', `${path}?${query}`)
  assert.deepEqual([again.status, again.body.code], [404, 'sync-place-unknown'])
})

test('Fifty files are kept of a system; one more is refused, and the fifty stay', async () => {
  for (let number = 0; number < 50; number += 1) {
    assert.equal((await ask('post', path, { ...told, place: `web-${number}:/list` })).status, 200)
  }
  const { status, body } = await ask('post', path, { ...told, place: 'web-50:/list' })
  assert.deepEqual([status, body.code], [409, 'sync-too-many'])
  assert.equal((await ask('get', path)).body.items.length, 50)
})

test('What is no report is refused field by field, and an unknown system by name', async () => {
  const { status, body } = await ask('post', path, { ...told, state: 'fine', differences: ['x'.repeat(201)] })
  assert.equal(status, 400)
  assert.deepEqual(
    body.errors.map(({ at }: { at: string }) => at),
    ['state', 'differences.0'],
  )
  assert.equal((await ask('post', '/systems/none/sync-reports', told)).body.code, 'system-unknown')
})

test('A removed system leaves no reports to one that takes its name', async () => {
  await ask('delete', '/systems/ftp')
  await ask('put', '/systems/ftp', ftp)
  assert.deepEqual((await ask('get', path)).body.items, [])
})

test('An export names the SHA-256 of its text; its ETag changes with the ports it names', async () => {
  const exported = () => ask('get', '/systems/ftp/allowlist/exports/ufw')
  const { text, headers } = await exported()
  assert.equal(headers['x-kagimori-sha256'], createHash('sha256').update(text).digest('hex'))
  await ask('put', '/systems/ftp', { ...ftp, endpoints: [{ protocol: 'ftp', host: 'ftp', port: 2121 }] })
  assert.notEqual((await exported()).headers.etag, headers.etag)
})

test('What an address would be answered can be asked without a record', async () => {
  await ask('post', '/systems/ftp/allowlist/entries', { network: '192.0.2.0/24' })
  const foreseen = async (ip: string) => (await ask('get', `/systems/ftp/decision?ip=${ip}`)).body
  assert.deepEqual(
    [(await foreseen('192.0.2.7')).allow, (await foreseen('192.0.2.7')).rule],
    [true, 'listed'],
  )
  assert.deepEqual(
    [(await foreseen('203.0.113.9')).allow, (await foreseen('203.0.113.9')).rule],
    [false, 'not-listed'],
  )
  assert.deepEqual((await ask('get', '/decisions?system=ftp')).body.items, [])
})

test('None of it was a fault of our own', () => assert.deepEqual(faults, []))
