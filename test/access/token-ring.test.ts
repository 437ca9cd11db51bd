import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-23T03:00:00.000Z' })
const { enforcer } = built
const issue = (more: Partial<Parameters<typeof enforcer.issueToken>[0]> = {}) =>
  enforcer.issueToken({ name: 'test', scopes: ['read'], ...more }, office)

test('a token opens until the very instant it expires', async () => {
  const { text, token } = await issue({ expiresAt: '2026-11-23T13:00:00+09:00' })
  built.setNow('2026-11-23T03:59:59.999Z')
  assert.equal(enforcer.authenticate(text, office.ip).id, token.id)
  built.setNow('2026-11-23T04:00:00.000Z')
  assert.throws(() => enforcer.authenticate(text, office.ip), {
    kind: 'unauthenticated',
    key: 'token-expired',
  })
})

test('a token that has ended already is not made', async () => {
  for (const expiresAt of ['2026-11-23T04:00:00Z', '2020-01-01T00:00:00Z']) {
    await assert.rejects(issue({ expiresAt }), { kind: 'invalid', key: 'token-ended' })
  }
})

test('a token ends in ninety days unless its end is named; a gate’s, which would shut everybody out, does not', async () => {
  const endOf = async (more: Parameters<typeof issue>[0]) => (await issue(more)).token.expiresAt
  assert.equal(await endOf({}), '2027-02-21T04:00:00.000Z')
  assert.equal(await endOf({ scopes: ['decide', 'read'] }), '2027-02-21T04:00:00.000Z')
  assert.equal(await endOf({ scopes: ['decide'] }), undefined)
  assert.equal(await endOf({ expiresAt: 'never' }), undefined)
  assert.equal(
    await endOf({ scopes: ['decide'], expiresAt: '2026-12-24T00:00:00Z' }),
    '2026-12-24T00:00:00.000Z',
  )
})

test('a token opens from its networks only, a mapped address counting as the IPv4 one', async () => {
  const { text, token } = await issue({ networks: ['10.20.30.0/24', '2001:db8::/32'] })
  assert.deepEqual(token.networks, ['10.20.30.0/24', '2001:db8::/32'])
  for (const ip of ['10.20.30.255', '::ffff:10.20.30.1', '2001:db8::9']) {
    assert.equal(enforcer.authenticate(text, ip).id, token.id)
  }
  for (const ip of ['10.20.31.0', '2001:db9::1', '::1']) {
    assert.throws(() => enforcer.authenticate(text, ip), {
      kind: 'forbidden',
      key: 'token-network',
      values: { ip },
    })
  }
})

test('a network that is written wrongly is refused with what to write, and no token is made', async () => {
  const before = (await enforcer.tokens()).length
  await assert.rejects(issue({ networks: ['10.20.30.5/24'] }), { key: 'network-host-bits' })
  assert.equal((await enforcer.tokens()).length, before)
})

test('a token that was never issued, or is one character off, opens nothing', async () => {
  const { text } = await issue()
  for (const wrong of ['', 'kgm_', `${text} `, text.slice(0, -1), text.toUpperCase()]) {
    assert.throws(() => enforcer.authenticate(wrong, office.ip), { key: 'token-unknown' })
  }
  assert.match(text, /^kgm_[0-9A-Za-z]{36}$/)
})

test('a revoked token opens nothing from that moment, and the last admin token stays', async () => {
  const first = await issue({ scopes: ['admin'] })
  const last = await refused(enforcer.revokeToken(first.token.id, office))
  assert.equal(last, 'token-last-admin')
  const ending = await issue({ scopes: ['admin'], expiresAt: '2026-11-23T05:00:00Z' })
  const second = await issue({ scopes: ['admin'] })
  await enforcer.revokeToken(second.token.id, office)
  assert.throws(() => enforcer.authenticate(second.text, office.ip), { key: 'token-unknown' })
  built.setNow('2026-11-23T05:00:00.000Z')
  assert.equal(
    await refused(enforcer.revokeToken(first.token.id, office)),
    'token-last-admin',
    'an expired one does not count',
  )
  await enforcer.revokeToken(ending.token.id, office)
  assert.equal(await refused(enforcer.revokeToken(ending.token.id, office)), 'token-id-unknown')
  assert.equal(enforcer.authenticate(first.text, office.ip).id, first.token.id)
})

test('an admin token that is bound elsewhere does not count where the caller is', async () => {
  const elsewhere = await issue({ scopes: ['admin'], networks: ['192.0.2.0/24'] })
  const [here] = (await enforcer.tokens()).filter(
    ({ id, scopes }) => scopes.includes('admin') && id !== elsewhere.token.id,
  )
  assert.equal(await refused(enforcer.revokeToken(here?.id ?? '', office)), 'token-last-admin')
  await enforcer.revokeToken(elsewhere.token.id, office)
})

test('neither the list of tokens nor the log gives a token away', async () => {
  const { text } = await issue({ name: 'nightly' })
  const shown = JSON.stringify([
    await built.parts.store.allTokens(),
    (await enforcer.log({ limit: 200 })).items,
  ])
  assert.ok(shown.includes('nightly'))
  assert.ok(!shown.includes(text) && !shown.includes(text.slice(4)))
})

async function refused(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: { readonly key?: string }) => error.key,
  )
}
