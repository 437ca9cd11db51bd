import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ftp, openDoor } from './door.ts'

const { ask, faults } = await openDoor()

test('A system is declared with 201 and replaced with 200, each time under a new ETag', async () => {
  const declared = await ask('put', '/systems/ftp', ftp)
  assert.equal(declared.status, 201)
  assert.deepEqual(declared.body, {
    id: 'ftp',
    ...ftp,
    owner: null,
    server: null,
    policy: 'ftp',
    hours: null,
    facts: {},
    columns: {},
  })
  const replaced = await ask('put', '/systems/ftp', { ...ftp, owner: 'tanaka' })
  assert.equal(replaced.status, 200)
  assert.equal(replaced.body.owner, 'tanaka')
  assert.notEqual(replaced.headers.etag, declared.headers.etag)
})

test('What was answered can be sent back as it is', async () => {
  const { body } = await ask('get', '/systems/ftp')
  assert.equal((await ask('put', '/systems/ftp', body)).status, 200)
  const elsewhere = await ask('put', '/systems/mail', body)
  assert.equal(elsewhere.status, 400)
  assert.equal(elsewhere.body.errors[0].at, 'id')
})

test('A reader who knows the newest version is told so with 304', async () => {
  const { headers } = await ask('get', '/systems/ftp')
  assert.equal((await ask('get', '/systems/ftp').set('If-None-Match', String(headers.etag))).status, 304)
})

test('A change made from an old version is refused with 412', async () => {
  const { headers } = await ask('get', '/systems/ftp')
  const ifMatch = (version: string) => ask('put', '/systems/ftp', ftp).set('If-Match', version)
  assert.equal((await ifMatch(String(headers.etag))).status, 200)
  const stale = await ifMatch(String(headers.etag))
  assert.equal(stale.status, 412)
  assert.equal(stale.body.code, 'version-stale')
})

test('A tag that is none of its own is stale, * asks for whatever is there, If-None-Match: * for nothing', async () => {
  const put = (id: string, header: string, value: string) =>
    ask('put', `/systems/${id}`, { ...ftp, name: 'Till' }).set(header, value)
  const other = await put('ftp', 'If-Match', '"stale"')
  assert.deepEqual([other.status, other.body.code], [412, 'version-other'])
  assert.equal((await put('ftp', 'If-Match', 'stale')).status, 400)
  assert.equal((await put('ftp', 'If-Match', '*')).status, 200)
  const absent = await put('till', 'If-Match', '*')
  assert.deepEqual([absent.status, absent.body.code], [412, 'version-absent'])
  assert.equal((await put('till', 'If-None-Match', '*')).status, 201)
  const exists = await put('till', 'If-None-Match', '*')
  assert.deepEqual([exists.status, exists.body.code], [412, 'version-exists'])
  assert.equal((await ask('delete', '/systems/till').set('If-Match', '"v9"')).status, 412)
  assert.equal((await ask('delete', '/systems/till').set('If-Match', '"v1"')).status, 204)
})

test('A policy that is not there is a bad field of the declaration: the system itself was found', async () => {
  const { status, body } = await ask('put', '/systems/ftp', { ...ftp, policy: 'fpt' })
  assert.deepEqual([status, body.code, body.errors[0].at], [422, 'policy-unknown', 'policy'])
  assert.match(body.hint, /ftp/)
})

test('A name is one line', async () => {
  const { status, body } = await ask('put', '/systems/ftp', { ...ftp, name: 'File\r\nserver', owner: 'a\tb' })
  assert.deepEqual(
    [status, body.errors.map(({ at, code }: { at: string; code: string }) => [at, code])],
    [
      400,
      [
        ['name', 'http-field-line'],
        ['owner', 'http-field-line'],
      ],
    ],
  )
})

test('A misspelt field is named, nothing is changed', async () => {
  const { status, body } = await ask('put', '/systems/shop', { ...ftp, exposur: 'internet', kind: 'store' })
  assert.equal(status, 400)
  assert.deepEqual(
    body.errors.map(({ at, code }: { at: string; code: string }) => [at, code]),
    [
      ['kind', 'http-field-choice'],
      ['exposur', 'http-field-unknown'],
    ],
  )
  assert.equal((await ask('get', '/systems/shop')).status, 404)
})

test('An id that cannot be one is refused with the form of an id', async () => {
  const { status, body } = await ask('put', '/systems/File%20Server', ftp)
  assert.equal(status, 422)
  assert.equal(body.code, 'system-id')
})

test('Systems are listed page by page without a gap or a repetition', async () => {
  for (const id of ['mail', 'points', 'shop']) await ask('put', `/systems/${id}`, { ...ftp, kind: id })
  const seen: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const { body } = await ask('get', `/systems?limit=2${next && `&cursor=${encodeURIComponent(next)}`}`)
    seen.push(...body.items.map(({ id }: { id: string }) => id))
    next = body.next
  }
  assert.deepEqual(seen.toSorted(), ['ftp', 'mail', 'points', 'shop'])
  assert.equal((await ask('get', '/systems?limit=201')).status, 400)
  assert.equal((await ask('get', '/systems?limit=2&limit=3')).status, 400)
})

test('A removed system is gone, and removing it again finds nothing', async () => {
  assert.equal((await ask('delete', '/systems/shop')).status, 204)
  assert.equal((await ask('delete', '/systems/shop')).status, 404)
  assert.deepEqual(faults, [])
})

test('A server is declared with what is reported of it, and stays while systems run on it', async () => {
  const facts = { disks: [{ mount: '/', usedPercent: 97, holds: ['logs'] }], logs: { rotated: false } }
  const declared = await ask('put', '/servers/vps-1', { name: 'Rented server', facts })
  assert.equal(declared.status, 201)
  assert.deepEqual(declared.body, { id: 'vps-1', name: 'Rented server', facts })
  assert.equal((await ask('put', '/servers/vps-1', declared.body)).status, 200)
  assert.deepEqual((await ask('get', '/servers')).body.items, [declared.body])
  await ask('put', '/systems/ftp', { ...ftp, server: 'vps-1' })
  const kept = await ask('delete', '/servers/vps-1')
  assert.equal(kept.status, 409)
  assert.match(kept.body.detail, /ftp/)
})

const hours = [{ days: ['mon'], from: '09:00', to: '18:00', exceptHolidays: true }]

test('A system may have hours, and outside them nobody comes in', async () => {
  const put = await ask('put', '/systems/vendor', { ...ftp, hours })
  assert.deepEqual([put.status, put.body.hours], [201, hours])
  await ask('put', '/systems/vendor/allowlist', { entries: [{ network: '192.0.2.0/24' }] })
  const always = [{ days: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '00:00', to: '24:00' }]
  const rule = async () => (await ask('post', '/decisions', { system: 'vendor', ip: '192.0.2.7' })).body.rule
  await ask('put', '/systems/vendor', { ...ftp, hours: always })
  assert.equal(await rule(), 'listed')
  // Three days off is another day in every time zone.
  const daysOff = (new Date().getUTCDay() + 3) % 7
  const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][daysOff]
  await ask('put', '/systems/vendor', { ...ftp, hours: [{ days: [day], from: '00:00', to: '24:00' }] })
  assert.equal(await rule(), 'outside-hours')
})

for (const [about, window, at] of [
  ['an hour of one digit', { from: '9:00' }, 'hours.0.from'],
  ['a window without length', { to: '09:00' }, 'hours.0.to'],
  ['a day nobody knows', { days: ['monday'] }, 'hours.0.days.0'],
  ['no day at all', { days: [] }, 'hours.0.days'],
] as const) {
  test(`Hours with ${about} are refused by name`, async () => {
    const body = { ...ftp, hours: [{ days: ['mon'], from: '09:00', to: '18:00', ...window }] }
    const { status, body: problem } = await ask('put', '/systems/vendor', body)
    assert.deepEqual([status, problem.errors[0].at], [400, at])
  })
}

test('Kagimori itself takes no hours, so that nobody is shut out of changing them', async () => {
  const own = { ...ftp, kind: 'other', hours }
  const { status, body } = await ask('put', '/systems/kagimori', own)
  assert.deepEqual([status, body.code], [422, 'hours-own-system'])
  await ask('put', '/systems/kagimori', { ...ftp, kind: 'other' })
  const entries = [{ network: '127.0.0.0/8', hours }]
  const list = await ask('put', '/systems/kagimori/allowlist', { entries })
  assert.deepEqual([list.status, list.body.code], [422, 'hours-own-system'])
})

test('An edit that leaves the mode out leaves it as it is: nobody’s doors open by it', async () => {
  const shop = { name: 'Shop', kind: 'shop', exposure: 'internet' }
  assert.equal((await ask('put', '/systems/edited', shop)).body.mode, 'report')
  await ask('put', '/systems/edited', { ...shop, mode: 'enforce' })
  assert.equal((await ask('put', '/systems/edited', { ...shop, owner: 'suzuki' })).body.mode, 'enforce')
  assert.equal((await ask('put', '/systems/edited', { ...shop, mode: 'report' })).body.mode, 'report')
})

test('A host with a path, a port or a space in it is refused by its place', async () => {
  for (const host of ['a b', 'ftp.aoba.example/x', 'https://ftp.aoba.example', 'aoba@ftp.aoba.example']) {
    const endpoints = [{ protocol: 'ftp', host, port: 21 }]
    const { status, body } = await ask('put', '/systems/hosts', {
      ...{ name: 'Hosts', kind: 'ftp', exposure: 'internet' },
      endpoints,
    })
    assert.deepEqual(
      [status, body.errors[0].at, body.errors[0].code],
      [400, 'endpoints.0.host', 'http-field-host'],
    )
  }
})
