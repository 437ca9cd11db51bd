import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { needs } from '../debian.ts'
import { randomPassword } from '../random-password.ts'
import { everyItem, type Rest, restOf } from '../rest.ts'
import { type Served, startServer } from '../served.ts'
import { postgresBinaries, postgresPlaces } from '../store/places.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const binaries = postgresBinaries()
if (binaries === undefined) test('probes by two processes', t => void needs(t, 'postgres', 'postgresql'))
else await tests(binaries)

/** An FTP server that refuses whoever gives his own name as password, and takes its time for `slow…`. */
async function openFtp() {
  const tried: string[] = []
  const server = createServer(socket => {
    let login = ''
    socket.write('220 ready\r\n')
    socket
      .on('error', () => undefined)
      .on('data', async bytes => {
        const line = bytes.toString().trim()
        if (line.startsWith('USER ')) {
          login = line.slice(5)
          socket.write('331 password\r\n')
        } else if (line.startsWith('PASS ')) {
          const isRefused = line.slice(5) === login
          tried.push(`${login} ${isRefused ? 'refused' : 'accepted'}`)
          if (login.startsWith('slow')) await pause(1_500)
          socket.write(isRefused ? '530 Login incorrect.\r\n' : '230 in\r\n')
        } else socket.write('500 what\r\n')
      })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { port, tried, close: () => server.close() }
}

async function tests(postgres: string): Promise<void> {
  const places = await postgresPlaces(postgres)
  const keyFile = join(temporaryFolder('probing'), 'key')
  const place = await places.fresh()
  assert.ok('url' in place)
  const ftp = await openFtp()
  const started: Served[] = []
  const start = async () => {
    const served = await startServer({
      env: {
        KAGIMORI_DATABASE_URL: place.url,
        KAGIMORI_FINGERPRINT_COST: 'hmac',
        KAGIMORI_FINGERPRINT_KEY_FILE: keyFile,
      },
    })
    started.push(served)
    return served
  }
  after(async () => {
    await Promise.all(started.map(served => served.stop()))
    ftp.close()
    await places.close()
  })
  const first = await start()
  const [one, two] = [restOf(first), restOf(await start())]
  const endpoint = { protocol: 'ftp', host: '127.0.0.1', port: ftp.port, tls: 'none' }
  /** A system with these logins, each with its own name as password, and so with a task. */
  const declare = async (system: string, logins: readonly string[]) => {
    const declared = { name: system, kind: 'other', exposure: 'intranet', endpoints: [endpoint] }
    await one('PUT', `/systems/${system}`, declared)
    const lines = ['login,password', ...logins.map(login => `${login},${login}`), '']
    await one('POST', `/systems/${system}/account-lists`, lines.join('\n'))
    const tasks = await everyItem(one, `/rotation-tasks?system=${system}`)
    return new Map(tasks.map(({ id, login }) => [login, id]))
  }
  const prove = (rest: Rest, id: string | undefined, login: string, newPassword: string) =>
    rest<{ readonly code?: string; readonly errors?: readonly { readonly code: string }[] }>(
      'POST',
      `/rotation-tasks/${id}/verify`,
      { oldPassword: login, newPassword },
    )
  const made = new Map<string, string>()
  const strong = (login: string) => {
    const password = made.get(login) ?? randomPassword()
    made.set(login, password)
    return password
  }

  test('However many ask two processes for a proof at once, the account meets one refused try', async () => {
    const tasks = await declare('shop', ['slow-tanaka'])
    const id = tasks.get('slow-tanaka')
    const asks = Array.from({ length: 20 }, (_, at) =>
      prove(at % 2 === 0 ? one : two, id, 'slow-tanaka', strong('slow-tanaka')),
    )
    const answers = await Promise.all(asks)
    const codes = answers.map(({ status, body }) => body.code ?? status)
    assert.deepEqual([...new Set(codes)].map(String).sort(), ['200', 'probe-held'])
    assert.deepEqual(ftp.tried.splice(0), ['slow-tanaka accepted', 'slow-tanaka refused'])
  })

  test('A system’s budget is one for all processes', async t => {
    const logins = Array.from({ length: 33 }, (_, at) => `staff${at}`)
    const tasks = await declare('files', logins)
    const asks = logins.map((login, at) =>
      prove(at % 2 === 0 ? one : two, tasks.get(login), login, strong(login)),
    )
    const answers = await Promise.all(asks)
    const closed = answers.filter(({ status }) => status === 200).length
    const open = answers.filter(({ status }) => status !== 200).map(({ body }) => body.errors?.[0]?.code)
    t.diagnostic(`${closed} proofs in the budget`)
    assert.deepEqual([...new Set(open)], ['proof-asked-budget-spent'])
    assert.equal(ftp.tried.splice(0).length, 60)
  })

  test('What is killed in the middle of a proof gives no try back, and holds the account for a minute', async () => {
    const tasks = await declare('mail', ['slow-sato'])
    const asked = prove(one, tasks.get('slow-sato'), 'slow-sato', strong('slow-sato')).catch(() => undefined)
    for (let waits = 0; ftp.tried.length < 2; waits += 1) {
      assert.ok(waits < 500, 'the old password is tried')
      await pause(20)
    }
    await first.kill()
    await asked
    const third = restOf(await start())
    for (const rest of [two, third]) {
      const { status, body } = await prove(rest, tasks.get('slow-sato'), 'slow-sato', strong('slow-sato'))
      assert.deepEqual([status, body.code], [409, 'probe-held'])
    }
    const tasksLeft = await everyItem(third, '/rotation-tasks?system=files')
    const left = tasksLeft.find(({ status }) => status !== 'verified') ?? assert.fail('some are open')
    const { body } = await prove(third, left.id, left.login ?? '', strong(left.login ?? ''))
    assert.equal(body.errors?.[0]?.code, 'proof-asked-budget-spent', 'a new process finds the budget spent')
    assert.deepEqual(ftp.tried, ['slow-sato accepted', 'slow-sato refused'])
  })
}
