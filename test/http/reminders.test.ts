import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openReceiver } from '../reminders/receiver.ts'
import { restOf, type Shown } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('GET /reminders shows what went to whom, over what, and why something did not', async () => {
  const receiver = await openReceiver(({ path }) => (path === '/slack' ? 404 : 200))
  const people = join(temporaryFolder('http-reminders'), 'people.yaml')
  writeFileSync(
    people,
    `administrator: suzuki
channels: { mattermost: { url: "${receiver.url}/mattermost" }, slack: { url: "${receiver.url}/slack" } }
people: { suzuki: { language: en, channels: [mattermost, slack] } }
`,
  )
  const served = await startServer({ env: { KAGIMORI_PEOPLE: people, KAGIMORI_FINGERPRINT_COST: 'hmac' } })
  after(() => served.stop())
  const rest = restOf(served)
  await rest('PUT', '/systems/ftp', {
    name: 'ftp',
    kind: 'ftp',
    exposure: 'internet',
    endpoints: [],
    mode: 'report',
  })
  await rest('POST', '/systems/ftp/account-lists', 'login,password\naoba,aoba\n')
  const { body: tasks } = await rest<{ items: Shown[] }>('GET', '/rotation-tasks')
  const id = tasks.items[0]?.id
  const { body: task } = await rest<{ reminders: Shown[] }>('POST', `/rotation-tasks/${id}/remind`)
  assert.deepEqual(task.reminders.map(({ channel, status }) => `${channel} ${status}`).sort(), [
    'mattermost sent',
    'slack failed',
  ])
  assert.deepEqual(
    (await rest<{ reminders: Shown[] }>('GET', `/rotation-tasks/${id}`)).body.reminders,
    task.reminders,
  )
  const { body: failed } = await rest<{ items: Shown[] }>('GET', '/reminders?status=failed', undefined, {
    'accept-language': 'ja',
  })
  assert.deepEqual(
    failed.items.map(({ person, channel, failure }) => ({ person, channel, failure })),
    [{ person: 'suzuki', channel: 'slack', failure: 'slack の応答は 404 でした。' }],
  )
  for (const { body } of receiver.received) assert.doesNotMatch(body, /score|common|token/)
  assert.equal((await rest('GET', '/reminders?status=lost')).status, 400)
  assert.equal((await rest('POST', '/rotation-tasks/task_none/remind')).status, 404)
})
