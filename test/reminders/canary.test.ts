import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Canaries, CanarySearch, tracesIn } from '../canary-search.ts'
import { everyItem, restOf, type Shown } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openReceiver } from './receiver.ts'

/** Channels whose address a company chooses; Chatwork's is its own, and what it is sent stands in its examples. */
const chat = ['slack', 'teams', 'line-works', 'mattermost'] as const

/** A mail server that takes everything; answers what it was sent, and that with its encodings undone. */
async function openMailServer() {
  let said = ''
  const server = createServer(socket => {
    let isData = false
    socket.on('error', () => undefined).write('220 mail.aoba.example\r\n')
    socket.setEncoding('latin1').on('data', (part: string) => {
      said += part
      if (isData && !said.endsWith('\r\n.\r\n')) return
      isData = !isData && /^DATA/i.test(part)
      socket.write(isData ? '354 go on\r\n' : /^QUIT/i.test(part) ? '221 bye\r\n' : '250 ok\r\n')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  const read = () => {
    const unfolded = said.replaceAll('=\r\n', '')
    const quoted = unfolded.replace(/=([0-9A-F]{2})/g, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    const blocks = said.match(/^(?:[A-Za-z0-9+/]{40,}={0,2}\r\n)+(?:[A-Za-z0-9+/]+={0,2}\r\n)?/gm) ?? []
    const bytes = [said, quoted].map(text => Buffer.from(text, 'latin1'))
    return Buffer.concat([...bytes, ...blocks.map(block => Buffer.from(block, 'base64'))])
  }
  return { port: (server.address() as AddressInfo).port, read }
}

const folder = temporaryFolder('reminder-canary')
const receiver = await openReceiver()
const mail = await openMailServer()
const people = join(folder, 'people.yaml')
writeFileSync(
  people,
  `administrator: suzuki
page: https://kagimori.aoba.example
channels:
  mail: { server: "smtp-plain://127.0.0.1:${mail.port}", from: "Kagimori <kagimori@aoba.example>" }
  webhook: { url: "${receiver.url}/webhook", secret: "whsec_${Buffer.alloc(32, 7).toString('base64')}" }
${chat.map(name => `  ${name}: { url: "${receiver.url}/${name}" }\n`).join('')}  log: {}
people:
  suzuki: { mail: suzuki@aoba.example, language: ja, channels: [mail, webhook, ${chat.join(', ')}, log] }
`,
)
const served = await startServer({ env: { KAGIMORI_PEOPLE: people, KAGIMORI_FINGERPRINT_COST: 'hmac' } })
after(() => served.stop())
const rest = restOf(served)

const canaries = new Canaries(20_261_124)
const shared = (['plain', 'spaced', 'japanese', 'markup'] as const).flatMap(shape => canaries.take(3, shape))
const offered = canaries.take(12)
/** A password taken for a login, which every message has to name: it shows that the search finds what is there. */
const [known = assert.fail()] = new Canaries(20_261_125).take(1)

/** Every message, list and feed, by where it came out. */
async function readEverything(): Promise<Readonly<Record<string, Buffer>>> {
  const calendars = await Promise.all(
    ['en', 'ja'].map(language =>
      rest<string>('GET', '/rotation-tasks.ics', undefined, { 'accept-language': language }),
    ),
  )
  const lists = await Promise.all(
    ['/reminders', '/rotation-tasks', '/findings', '/log'].map(path => everyItem(rest, path)),
  )
  const sentTo = (channel: string) =>
    receiver.received.filter(({ path }) => path === `/${channel}`).map(message => JSON.stringify(message))
  return {
    mail: mail.read(),
    ...Object.fromEntries(['webhook', ...chat].map(name => [name, Buffer.from(sentTo(name).join('\n'))])),
    calendar: Buffer.from(calendars.map(({ body }) => body).join('\n')),
    reminders: Buffer.from(JSON.stringify(lists)),
    log: served.written(),
  }
}

test('No message of any channel, no calendar and no list of reminders holds a password or a part of one', async () => {
  const system = { name: 'file server', kind: 'ftp', exposure: 'intranet', endpoints: [], mode: 'report' }
  await rest('PUT', '/systems/ftp', { ...system, owner: 'suzuki' })
  // Two accounts with one password open a task each.
  const rows = shared.flatMap(({ password }, at) =>
    ['a', 'b'].map(which => ({ login: `staff${at}${which}`, password })),
  )
  rows.push({ login: known.password, password: known.password })
  const imported = await rest<Shown>('POST', '/systems/ftp/account-lists', JSON.stringify(rows))
  assert.equal(imported.status, 201, JSON.stringify(imported.body))
  const tasks = await everyItem(rest, '/rotation-tasks?status=open')
  assert.equal(tasks.length, rows.length)
  for (const [at, { id, login }] of tasks.entries()) {
    const oldPassword = rows.find(row => row.login === login)?.password
    const newPassword = offered[at % offered.length]?.password
    const { status } = await rest('POST', `/rotation-tasks/${id}/verify`, { oldPassword, newPassword })
    assert.equal(status, 409, 'it has no endpoint to be asked at')
  }
  for (const { id } of tasks) assert.equal((await rest('POST', `/rotation-tasks/${id}/remind`)).status, 200)

  const written = await readEverything()
  const [search, control] = [new CanarySearch(canaries.all), new CanarySearch([known])]
  // Any eight characters in a row of what is random in it.
  const parts = canaries.all.flatMap(({ core }) =>
    Array.from({ length: Math.max(core.length - 7, 1) }, (_, at) => core.slice(at, at + 8)),
  )
  for (const [where, bytes] of Object.entries(written)) {
    assert.deepEqual(tracesIn(where, [bytes], search), [])
    const text = bytes.toString()
    assert.deepEqual(
      parts.filter(part => text.includes(part)),
      [],
      where,
    )
    if (where !== 'log')
      assert.notDeepEqual(tracesIn(where, [bytes], control), [], `${where}: ${text.slice(0, 500)}`)
  }
})
