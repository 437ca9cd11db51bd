import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { freePort, write } from '../gates/gated.ts'
import { openReceiver } from '../reminders/receiver.ts'
import { everyItem, restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { kagimori } from './kagimori.ts'

const folder = temporaryFolder('cli-remind')
const receiver = await openReceiver()
const people = write(
  folder,
  'people.yaml',
  `administrator: suzuki
channels:
  mail: { server: "smtp-plain://127.0.0.1:${await freePort()}", from: kagimori@aoba.example }
  mattermost: { url: ${receiver.url}/hook }
people:
  suzuki: { mail: suzuki@aoba.example }
  sato: { mail: sato@aoba.example, channels: [mail] }
  mori: { mail: mori@aoba.example, channels: [mail, mattermost] }
`,
)
const served = await startServer({
  env: { KAGIMORI_PEOPLE: people, KAGIMORI_FINGERPRINT_COST: 'hmac', KAGIMORI_LANGUAGE: 'en' },
})
after(() => served.stop())
const rest = restOf(served)

/** The task of an account with this owner. */
async function taskOf(owner: string): Promise<string> {
  const declared = { name: owner, kind: 'ftp', owner, exposure: 'internet', endpoints: [], mode: 'report' }
  await rest('PUT', `/systems/${owner}`, declared)
  await rest('POST', `/systems/${owner}/account-lists`, 'login,password\ntanaka,tanaka1\n')
  return (await everyItem(rest, `/rotation-tasks?system=${owner}`))[0]?.id ?? assert.fail('no task')
}

function remind(task: string) {
  return kagimori(['tasks', 'remind', task], '', {
    KAGIMORI_LISTEN: new URL(served.url).host,
    KAGIMORI_ADMIN_TOKEN: served.token,
    KAGIMORI_LANGUAGE: 'en',
  })
}

test('A reminder that no channel took is said to wait, and why; a script learns it by the exit code', async () => {
  const id = await taskOf('sato')
  const { exit, out, err } = await remind(id)
  assert.equal(exit, 1)
  assert.match(err, /sato has not been told by mail yet; it is tried again by itself/)
  assert.match(err, /mail could not be reached \(\w+\)/)
  assert.equal(JSON.parse(out).id, id)
})

test('A person whom one of two channels has told is told; the other is named', async () => {
  const { exit, err } = await remind(await taskOf('mori'))
  assert.equal(exit, 0, err)
  assert.match(err, /mori has not been told by mail yet/)
  assert.doesNotMatch(err, /mattermost/)
  assert.equal(receiver.received.length, 1)
})
