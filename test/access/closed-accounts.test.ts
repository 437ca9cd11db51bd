import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ClosedAccounts } from '../../src/access/closed-accounts.ts'
import { office, openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-23T03:00:00Z' })
const { enforcer, declare, importLines, setNow } = built
const entries = [{ network: '0.0.0.0/0' }]
for (const [id, kind] of [
  ['ftp', 'ftp'],
  ['mail', 'mail'],
] as const) {
  await declare(id, { kind, mode: 'enforce' })
  await enforcer.putAllowlist(id, entries, {}, office)
}
const columns = 'login,password,enabled,left_at,expires_at,shared'
const list = [
  columns,
  'tanaka,Xk29vmQpa-77-hh,true,,,',
  'sato,Zk31wmRpb-78-jj,false,,,',
  'suzuki,Ak31wmRpb-71-ja,true,2026-11-30,,',
  'vendor,Bk31wmRpb-72-jb,true,,2026-12-31T15:00:00Z,',
  'press,Ck31wmRpb-73-jc,true,2026-10-01,,true',
  'Goro,Dk31wmRpb-74-jd,false,,,',
]
for (const system of ['ftp', 'mail']) await importLines(system, list)

const ruleFor = (login: string | undefined, system = 'ftp') =>
  enforcer.decide({ system, ip: '198.51.100.7', login }).rule

describe('An account that is nobody’s any more', () => {
  test('does not get in where it is disabled; the others do, and who names no login', () => {
    assert.equal(ruleFor('sato'), 'account-closed')
    assert.equal(ruleFor('tanaka'), 'listed')
    assert.equal(ruleFor(undefined), 'listed')
    assert.equal(ruleFor('nobody-ever-listed'), 'listed')
  })

  test('is kept open for the others where its holder shared it and left', () => {
    assert.equal(ruleFor('press'), 'listed')
  })

  test('is told by its exact spelling, but for mail servers, which take both for one', () => {
    assert.equal(ruleFor('Goro'), 'account-closed')
    assert.equal(ruleFor('goro'), 'listed')
    assert.equal(ruleFor('goro', 'mail'), 'account-closed')
    assert.equal(ruleFor('SATO', 'mail'), 'account-closed')
  })

  test('is let in to the end of the last day here, and not an instant longer', () => {
    setNow('2026-11-30T14:59:59.999Z')
    assert.equal(ruleFor('suzuki'), 'listed')
    setNow('2026-11-30T15:00:00.000Z')
    assert.equal(ruleFor('suzuki'), 'account-closed')
  })

  test('is let in until the instant it expires', () => {
    setNow('2026-12-31T14:59:59.999Z')
    assert.equal(ruleFor('vendor'), 'listed')
    setNow('2026-12-31T15:00:00.000Z')
    assert.equal(ruleFor('vendor'), 'account-closed')
  })

  test('is one that the newest list no longer names, until a list names it again', async () => {
    await importLines(
      'ftp',
      list.filter(line => !line.startsWith('tanaka')),
    )
    assert.equal(ruleFor('tanaka'), 'account-closed')
    assert.equal(ruleFor('tanaka', 'mail'), 'listed')
    await importLines('ftp', list)
    assert.equal(ruleFor('tanaka'), 'listed')
  })

  test('is open again as soon as a list enables it', async () => {
    await importLines(
      'ftp',
      list.map(line => line.replace('jj,false', 'jj,true')),
    )
    assert.equal(ruleFor('sato'), 'listed')
  })

  test('is forgotten with its system', async () => {
    await enforcer.removeSystem('mail', office)
    await declare('mail', { kind: 'mail', mode: 'enforce' })
    await enforcer.putAllowlist('mail', entries, {}, office)
    assert.equal(ruleFor('sato', 'mail'), 'listed')
  })
})

test('A process that shares the database learns of what others have changed when it reads anew', async () => {
  const { parts } = built
  const elsewhere = new ClosedAccounts(parts, 'Asia/Tokyo')
  const decision = enforcer.foresee('ftp', '198.51.100.7')
  const objection = () =>
    elsewhere.objection({ system: 'ftp', ip: '198.51.100.7', login: 'press' }, decision, parts.clock())
  await elsewhere.reread()
  assert.equal(objection(), undefined)
  await importLines(
    'ftp',
    list.filter(line => !line.startsWith('press')),
  )
  assert.equal(objection(), undefined)
  await elsewhere.reread()
  assert.equal(objection(), 'account-closed')
})

test('A closed account is denied in words of its own and only recorded where the system reports', async () => {
  await declare('nas', { kind: 'webdav', mode: 'report' })
  await enforcer.putAllowlist('nas', entries, {}, office)
  await importLines('nas', list)
  const { allow, wouldAllow, rule } = enforcer.decide({ system: 'nas', ip: '198.51.100.7', login: 'sato' })
  assert.deepEqual({ allow, wouldAllow, rule }, { allow: true, wouldAllow: false, rule: 'account-closed' })
})
