import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDoor } from '../http/door.ts'

const { port, ask, enforcer, issue } = await openDoor()
const token = await issue('decide')
const crawler = '203.0.113.9'
const office = '192.0.2.7'

const ftp = { name: 'FTP', kind: 'ftp', exposure: 'internet', endpoints: [], mode: 'enforce' }
await ask('put', '/systems/ftp', ftp)
await ask('put', '/systems/ftp/allowlist', {
  entries: [{ network: '0.0.0.0/0' }, { network: '192.0.2.0/24' }],
})

type Fields = Readonly<Record<string, string>>

/** Sends a form as the client script does; answers the status. */
async function send(fields: Fields, as: string | undefined = token): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/gates/pam`, {
    method: 'POST',
    headers: as === '' ? {} : { 'X-Kagimori-Token': as },
    body: new URLSearchParams({ system: 'ftp', user: 'tanaka', ip: crawler, ...fields }),
  })
  return answer.status
}
const seen = async () =>
  (await ask('get', '/attacks?system=ftp')).body.items[0]?.lastHour ?? { denied: 0, failed: 0 }

test('Whoever has no token of a server reports nothing', async () => {
  for (const as of ['', 'kgm_invented', await issue('read')]) {
    assert.notEqual(await send({ outcome: 'failed' }, as), 204)
    assert.notEqual(await send({ outcome: 'succeeded' }, as), 204)
  }
  assert.deepEqual(await seen(), { denied: 0, failed: 0 })
})

test('What does not read as a report lets nobody in, counts for nobody and is recorded as a question that does not read', async () => {
  for (const fields of [{ outcome: '' }, { outcome: 'yes' }, { outcome: 'failed', user: '' }] as const) {
    assert.equal(await send(fields), 403)
    const [record] = (await enforcer.decisions({ system: 'ftp' }, { limit: 1 })).items
    assert.deepEqual([record?.rule, record?.allow], ['malformed', false])
  }
  assert.equal(await send({ outcome: 'succeeded', ip: 'pc1.aoba.example' }), 403)
  assert.deepEqual(await seen(), { denied: 0, failed: 0 })
})

test('A report asks nothing: it is thanked for wherever it is about, and stands among no decisions', async () => {
  const total = async () => (await enforcer.decisions({ system: 'ftp' }, { limit: 50 })).items.length
  const before = await total()
  assert.equal(await send({ outcome: 'failed', password: 'spring-of-2026' }), 204)
  assert.equal(await send({ outcome: 'succeeded', system: 'unknown' }), 204)
  assert.equal(await total(), before)
  assert.deepEqual(await seen(), { denied: 0, failed: 1 })
})

test('From as many failures as the policy allows nobody is let in, and the right password takes its own mistakes back', async () => {
  for (let failures = 1; failures < 100; failures += 1) await send({ outcome: 'failed' })
  assert.equal(await send({}), 403)
  assert.equal(await send({ checked: 'yes' }), 403)
  assert.equal(await send({ ip: office }), 204)
  await send({ outcome: 'succeeded' })
  assert.equal(await send({}), 204)
})
