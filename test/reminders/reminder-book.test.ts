import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { build } from '../../src/build.ts'
import { readConfig } from '../../src/config.ts'
import { all, office, openBuilt } from '../built.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openReceiver } from './receiver.ts'

const root = new URL('../../', import.meta.url).pathname
const folder = temporaryFolder('reminders')
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
writeFileSync(join(folder, 'webhook-secret'), `${secret}\n`, { mode: 0o600 })

/** A people file whose webhook goes to the receiver. */
function writePeople(name: string, url: string, more = ''): string {
  const file = join(folder, name)
  writeFileSync(
    file,
    `page: https://kagimori.aoba.example/
administrator: suzuki
channels:
  webhook:
    url: ${url}/hook
    secret: { file: webhook-secret }
  log: {}
${more}
people:
  suzuki: { language: en }
  sato: { names: [佐藤 花子], manager: suzuki, language: ja }
`,
  )
  return file
}

const wednesday = '2026-11-25T00:30:00.000Z'

test('A person gets one signed message for all his tasks, once, and never what his passwords are', async () => {
  const receiver = await openReceiver()
  const built = await openBuilt({ now: wednesday, people: writePeople('one.yaml', receiver.url) })
  const { enforcer } = built
  await built.declare('ftp', { owner: '佐藤　花子' })
  await built.importLines('ftp', ['aoba', 'aoba', 'tanaka', 'tanaka1'])
  await enforcer.tidy()
  await enforcer.tidy()
  assert.equal(receiver.received.length, 1)
  const [first] = receiver.received
  assert.ok(first !== undefined)
  const { headers, body } = first
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const mac = createHmac('sha256', Buffer.alloc(32, 7)).update(signed).digest('base64')
  assert.equal(headers['webhook-signature'], `v1,${mac}`)
  const { data } = JSON.parse(body)
  assert.deepEqual(data.tasks.map(({ login }: { login: string }) => login).sort(), ['aoba', 'tanaka'])
  assert.equal(data.person, '佐藤 花子')
  assert.equal(data.subject, '変更すべきパスワード 2 件')
  assert.equal(data.page, 'https://kagimori.aoba.example')
  assert.doesNotMatch(body, /tanaka1|zxcvbn|推測/)
  const [kept] = await all(page => enforcer.reminders.page({}, page))
  assert.deepEqual([kept?.status, kept?.person, kept?.attempts], ['sent', 'sato', 1])
  assert.equal(kept?.id, headers['webhook-id'])
})

test('A proved, cancelled or waived task is told to nobody any more', async () => {
  const receiver = await openReceiver()
  const built = await openBuilt({ now: wednesday, people: writePeople('stop.yaml', receiver.url) })
  const { enforcer } = built
  await built.declare('ftp', { owner: 'sato' })
  await built.importLines('ftp', ['aoba', 'aoba'])
  await enforcer.tidy()
  const [task] = await all(page => enforcer.tasks({}, page))
  await enforcer.cancelTask(task?.id ?? '', 'a mistake', office)
  built.setNow('2027-01-08T00:30:00.000Z')
  await enforcer.tidy()
  assert.equal(receiver.received.length, 1)
  await assert.rejects(enforcer.reminders.remind(task?.id ?? '', office), { key: 'task-closed' })
})

test('What a receiver cannot take is tried again with the same key, later and later, and what it refuses is told as failed', async () => {
  let status = 503
  const receiver = await openReceiver(() => status)
  const built = await openBuilt({ now: wednesday, people: writePeople('again.yaml', receiver.url) })
  const { enforcer } = built
  await built.declare('ftp', { owner: 'sato' })
  await built.importLines('ftp', ['aoba', 'aoba'])
  await enforcer.tidy()
  await enforcer.tidy()
  assert.equal(receiver.received.length, 1, 'not before its time')
  built.setNow('2026-11-25T00:32:00.000Z')
  await enforcer.tidy()
  built.setNow('2026-11-25T00:40:00.000Z')
  status = 410
  await enforcer.tidy()
  assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1)
  const [kept] = await all(page => enforcer.reminders.page({}, page))
  assert.ok(kept !== undefined)
  assert.deepEqual([kept.status, kept.attempts], ['failed', 3])
  assert.equal(enforcer.reminders.failure(kept, 'en'), 'webhook answered 410.')
  assert.equal(enforcer.reminders.failure(kept, 'ja'), 'webhook の応答は 410 でした。')
})

test('What a receiver could not take on Friday evening waits for Monday', async () => {
  let status = 503
  const receiver = await openReceiver(() => status)
  const friday = '2026-11-27T07:50:00.000Z'
  const built = await openBuilt({ now: friday, people: writePeople('friday.yaml', receiver.url) })
  await built.declare('ftp', { owner: 'sato' })
  await built.importLines('ftp', ['aoba', 'aoba'])
  await built.enforcer.tidy()
  status = 200
  const reached: number[] = []
  for (const now of ['2026-11-28T01:00:00.000Z', '2026-11-29T01:00:00.000Z', '2026-11-30T01:00:00.000Z']) {
    built.setNow(now)
    await built.enforcer.tidy()
    reached.push(receiver.received.length)
  }
  assert.deepEqual(reached, [1, 1, 2])
})

test('Somebody may ask for a reminder at any hour, once a minute, and the log knows who', async () => {
  const receiver = await openReceiver()
  const built = await openBuilt({
    now: '2026-11-28T15:00:00.000Z',
    people: writePeople('ask.yaml', receiver.url),
  })
  const { enforcer } = built
  await built.declare('ftp', { owner: 'sato' })
  await built.importLines('ftp', ['aoba', 'aoba'])
  await enforcer.tidy()
  assert.equal(receiver.received.length, 0, 'Sunday, at midnight')
  const [task] = await all(page => enforcer.tasks({}, page))
  await enforcer.reminders.remind(task?.id ?? '', office)
  const again = { kind: 'conflict', key: 'reminder-again', values: { id: task?.id, person: 'sato' } }
  await assert.rejects(enforcer.reminders.remind(task?.id ?? '', office), again)
  assert.equal(receiver.received.length, 1)
  const log = await all(page => enforcer.log(page))
  assert.deepEqual(
    log.filter(({ action }) => action === 'task.remind').map(({ actor }) => actor),
    [office.actor],
    'what was not sent stands in no log',
  )
  built.setNow('2026-11-30T00:00:00.000Z')
  await enforcer.tidy()
  assert.equal(receiver.received.length, 2, 'the ladder goes on')
  const expiresAt = '2026-12-24T00:00:00.000Z'
  await enforcer.waiveTask(task?.id ?? '', { reason: 'the till', approver: 'kacho', expiresAt }, office)
  const waived = { kind: 'conflict', key: 'reminder-waived', values: { id: task?.id, expiresAt } }
  await assert.rejects(enforcer.reminders.remind(task?.id ?? '', office), waived)
  await enforcer.claimTask(task?.id ?? '', 'sato', office)
  await enforcer.reminders.remind(task?.id ?? '', office)
  assert.equal(receiver.received.length, 3, 'as the hint says')
})

test('A people file that breaks leaves the last good one in force and is told; without one nobody is reminded', async () => {
  const receiver = await openReceiver()
  const file = writePeople('break.yaml', receiver.url)
  const built = await openBuilt({ now: wednesday, people: file })
  const good = readFileSync(file, 'utf8')
  writeFileSync(file, good.replace('manager: suzuki', 'manager: suzuky'))
  await built.enforcer.tidy()
  const { status, reasons } = await built.enforcer.readiness()
  assert.deepEqual([status, /break\.yaml line/.test(reasons.join())], ['degraded', true])
  assert.deepEqual(
    built.enforcer.reminders.problem()?.faults.map(({ key, values }) => [key, values?.name]),
    [['people-unknown', 'suzuky']],
  )
  writeFileSync(file, good)
  await built.enforcer.tidy()
  assert.equal(built.enforcer.reminders.problem(), undefined)

  const without = await openBuilt({ now: wednesday })
  await without.declare('ftp', { owner: 'sato' })
  await without.importLines('ftp', ['aoba', 'aoba'])
  await without.enforcer.tidy()
  assert.deepEqual(await all(page => without.enforcer.reminders.page({}, page)), [])
  const [task] = await all(page => without.enforcer.tasks({}, page))
  await assert.rejects(without.enforcer.reminders.remind(task?.id ?? '', office), { key: 'reminder-nobody' })
})

const wrong: readonly (readonly [what: string, from: string, to: string, key: string])[] = [
  ['an unknown key', 'page:', 'pages:', 'policy-misspelt-key'],
  ['a page that is no address', 'https://kagimori.aoba.example/', 'kagimori', 'people-page'],
  ['an administrator nobody knows', 'administrator: suzuki', 'administrator: x', 'people-unknown'],
  [
    'a secret that is none',
    'secret: { file: webhook-secret }',
    'secret: tiger-lily',
    'channel-webhook-secret',
  ],
  ['a secret file that is not there', 'file: webhook-secret', 'file: nowhere', 'people-secret-file'],
  ['a zone that is none', 'language: en', 'timeZone: Asia/Aoba', 'people-time-zone'],
  ['hours that end before they begin', 'language: en', 'hours: {from: "18:00", to: "08:00"}', 'people-hours'],
  ['a channel that is not set up', 'language: en', 'channels: [slack]', 'people-channel'],
  ['a name of two people', 'language: en', 'names: [佐藤 花子]', 'people-twice'],
]

for (const [what, from, to, key] of wrong) {
  test(`${what} in the people file refuses the start with its line, and quotes no secret`, async () => {
    const file = writePeople('wrong.yaml', 'http://127.0.0.1:1')
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
    await assert.rejects(
      openBuilt({ now: wednesday, people: file }),
      (error: Error & { faults: object[] }) => {
        assert.match(JSON.stringify(error.faults[0]), new RegExp(`wrong.yaml line \\d+.*"${key}"`))
        assert.doesNotMatch(JSON.stringify(error.faults), /tiger-lily/)
        return true
      },
    )
  })
}

test('Killed between sending and noting, the service never sends that rung again and says that it does not know', async () => {
  let victim: number | undefined
  const receiver = await openReceiver(() => {
    if (victim !== undefined) process.kill(victim, 'SIGKILL')
    return 204
  })
  const env = {
    KAGIMORI_DATA: join(folder, 'killed'),
    KAGIMORI_FINGERPRINT_COST: 'hmac',
    KAGIMORI_TIME_ZONE: 'Asia/Tokyo',
    KAGIMORI_PEOPLE: writePeople('killed.yaml', receiver.url),
  }
  const child = spawn(process.execPath, ['test/reminders/one-round.ts', wednesday], {
    cwd: root,
    env: { ...env, PATH: process.env.PATH },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  victim = child.pid
  const [, signal] = await once(child, 'exit')
  victim = undefined
  assert.deepEqual([signal, receiver.received.length], ['SIGKILL', 1])

  let now = '2026-11-25T00:31:00.000Z'
  const built = await build(
    readConfig(env, root),
    () => undefined,
    () => now,
  )
  after(() => built.close())
  await built.enforcer.tidy()
  now = '2026-11-25T00:40:00.000Z'
  await built.enforcer.tidy()
  assert.equal(receiver.received.length, 1)
  const [kept] = await all(page => built.enforcer.reminders.page({}, page))
  assert.equal(kept?.status, 'uncertain')
  now = '2026-11-30T00:40:00.000Z'
  await built.enforcer.tidy()
  assert.equal(receiver.received.length, 2, 'the next rung tells again')
})
