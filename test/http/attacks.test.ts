import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDoor } from './door.ts'

const { port, ask, askAs, enforcer, issue } = await openDoor()
const token = await issue('decide')
const attacker = '203.0.113.9'
const stranger = '198.51.100.20'

const mail = { name: 'Mail', kind: 'mail', exposure: 'internet', endpoints: [], mode: 'enforce' }
await ask('put', '/systems/mail', mail)
await ask('put', '/systems/ftp', { ...mail, kind: 'ftp' })
await ask('put', '/systems/mail/allowlist', {
  entries: [{ network: '0.0.0.0/0' }, { network: '192.0.2.0/24', label: 'office' }],
})
await ask('put', '/systems/ftp/allowlist', { entries: [{ network: '192.0.2.0/24' }] })
await askAs(await issue('import'), 'post', '/systems/mail/account-lists')
  .set('Content-Type', 'text/csv')
  .send('login,password\ntanaka,Xk29vmQpa-77-hh\n')

async function post(command: string, login: string, remote: string, more: object = {}) {
  const answer = await fetch(`http://127.0.0.1:${port}/gates/dovecot/mail?command=${command}`, {
    method: 'POST',
    headers: { 'X-Kagimori-Token': token, 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, remote, ...more }),
  })
  const { status } = (await answer.json()) as { readonly status: number }
  return status
}
const fails = (login: string) => post('report', login, attacker, { success: false, policy_reject: false })

test('A hundred parallel attempts are counted as a hundred', async () => {
  await Promise.all(Array.from({ length: 100 }, (_, at) => fails(at < 60 ? 'tanaka' : `Secret${at}`)))
  const { status, body } = await ask('get', '/attacks?system=mail')
  assert.equal(status, 200)
  const [attack] = body.items
  assert.deepEqual(attack.lastHour, { denied: 0, failed: 100 })
  assert.deepEqual([attack.system, attack.underAttack, attack.attempts], ['mail', true, 100])
  assert.deepEqual(
    attack.sources.map(({ address, attempts }: Record<string, unknown>) => [address, attempts]),
    [[attacker, 100]],
  )
})

test('What is no account of the system is counted and never shown: it may be a password', async () => {
  const { body } = await ask('get', '/attacks')
  const [attack] = body.items
  assert.deepEqual(
    attack.logins.map(({ login, attempts }: Record<string, unknown>) => [login, attempts]),
    [['tanaka', 60]],
  )
  assert.equal(attack.otherLogins, 40)
  assert.doesNotMatch(JSON.stringify(body), /Secret/)
})

test('Whoever guessed too often is denied at the gate with the reason, others are not', async () => {
  assert.equal(await post('allow', 'sato', attacker), -1)
  assert.equal(await post('allow', 'sato', stranger), 0)
  const { body } = await ask('get', '/decisions?system=mail&allow=false')
  assert.deepEqual([body.items[0].rule, body.items[0].ip], ['throttled', attacker])
  assert.match(body.items[0].reason, /Too many logins have failed/)
})

test('A colleague at the office is kept waiting and let in', async () => {
  const begun = performance.now()
  assert.equal(await post('allow', 'tanaka', '192.0.2.7'), 0)
  // A timer never rings early: not a measurement, but that the answer was held back at all.
  assert.ok(performance.now() - begun > 1_400)
})

test('The finding opens with the next look around, names the evidence, and is one however often it is seen', async () => {
  await enforcer.tidy()
  const found = async () => (await ask('get', '/findings?rule=LG-05&system=mail')).body.items
  const [finding] = await found()
  assert.deepEqual([finding.status, finding.severity, finding.reasonCode], ['open', 'high', 'guessing'])
  assert.match(finding.reason, /100 logins failed/)
  assert.deepEqual(finding.evidence.sources, [`${attacker} (101)`])
  await enforcer.tidy()
  assert.deepEqual(
    (await found()).map(({ id }: { id: string }) => id),
    [finding.id],
  )
})

test('What is denied at the door is evidence too', async () => {
  for (let at = 0; at < 3; at += 1)
    await ask('post', '/decisions', { system: 'ftp', ip: '2001:db8::7', login: 'x' })
  const { body } = await ask('get', '/attacks?system=ftp')
  assert.deepEqual(body.items[0].lastTenMinutes, { denied: 3, failed: 0 })
  assert.deepEqual(body.items[0].sources[0].address, '2001:db8::/64')
  assert.equal(body.items[0].underAttack, false)
})

test('The list is paged like the others and asks for a token that may read', async () => {
  const first = await ask('get', '/attacks?limit=1')
  assert.deepEqual([first.body.items[0].system, typeof first.body.next], ['ftp', 'string'])
  const second = await ask('get', `/attacks?limit=1&cursor=${first.body.next}`)
  assert.deepEqual([second.body.items[0].system, second.body.next], ['mail', null])
  assert.equal((await askAs(token, 'get', '/attacks')).status, 403)
})
