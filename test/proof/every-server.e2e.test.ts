import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { atAnyEnd, wanted } from '../gates/gated.ts'
import { canMount } from '../gates/own-etc.ts'
import { randomPassword } from '../random-password.ts'
import { type Rest, restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { makeAuthority } from '../servers/certificates.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { logins } from './kept-logins.ts'
import type { KnownLogin, LaidOut, ProvenServer } from './proven-server.ts'
import { provenServers } from './proven-servers.ts'

type Login = (typeof logins)[number]

interface Told {
  readonly password: 'new' | 'old'
  readonly answer: string
  readonly reason: string | null
}

interface Task {
  readonly id: string
  readonly login: string
  readonly status: string
  readonly code: string
  /** Of a refusal: about which password nothing was learnt, and what mends it. */
  readonly errors: readonly { readonly at: string; readonly code: string }[]
  readonly closedAt: string | null
  readonly seenChangedAt: string | null
  readonly proof: { readonly outcome: string; readonly answers: readonly Told[] } | null
  readonly lastRefusal: {
    readonly code: string
    readonly reason: string
    readonly answers: readonly Told[]
  } | null
  readonly history: readonly { readonly status: string }[]
}

// Each server has its own end, whatever becomes of this process.
process.setMaxListeners(100)
const folder = temporaryFolder('every-server')
const authority = makeAuthority(folder)
const served = await startServer({
  env: { NODE_EXTRA_CA_CERTS: authority.file, KAGIMORI_FINGERPRINT_COST: 'hmac' },
})
atAnyEnd(() => void served.kill())
after(() => served.stop())
const rest = restOf(served)

/** A server that runs, with a task for each of its logins. */
interface Running extends LaidOut {
  readonly stop: () => void
  readonly system: string
  readonly tasks: ReadonlyMap<string, string>
}

/** Starts it with logins whose password is their own name, and has its own account list open their tasks. */
async function open(server: ProvenServer, at: number): Promise<Running | undefined> {
  const programs = wanted(server.needs)
  if (programs === undefined || (server.hasOwnEtc === true && !canMount())) return undefined
  const own = join(folder, `server-${at}`)
  mkdirSync(own)
  const laidOut = await server.layOut({ folder: own, authority, programs })
  const stop = await laidOut.start()
  for (const login of logins) laidOut.put({ login, password: login })
  const system = `server-${at}`
  await declare(rest, system, laidOut.endpoint)
  const { status, body } = await rest<{ readonly format: string }>(
    'POST',
    `/systems/${system}/account-lists`,
    laidOut.list(),
  )
  assert.deepEqual([status, body.format], [201, server.format], `${server.name}: ${JSON.stringify(body)}`)
  const { body: tasks } = await rest<{ readonly items: readonly Task[] }>(
    'GET',
    `/rotation-tasks?system=${system}`,
  )
  return { ...laidOut, stop, system, tasks: new Map(tasks.items.map(({ login, id }) => [login, id])) }
}

async function declare(ask: Rest, system: string, endpoint: LaidOut['endpoint']): Promise<void> {
  const declared = {
    name: system,
    kind: 'other',
    exposure: 'intranet',
    endpoints: [endpoint],
    mode: 'enforce',
  }
  const { status, body } = await ask('PUT', `/systems/${system}`, declared)
  assert.ok(status < 300, JSON.stringify(body))
}

/** What must hold at every server, one login a case. */
function holdProof(server: ProvenServer, running: Running): void {
  const { name, locked, untrusted, onePassword } = server
  const idOf = (login: Login) => running.tasks.get(login) ?? assert.fail(`${login} has no task`)
  const read = async (login: Login) => (await rest<Task>('GET', `/rotation-tasks/${idOf(login)}`)).body
  /** Has the server's administrator change the password as `differs` says; answers the new one. */
  const change = (login: Login, differs: Partial<KnownLogin> = {}) => {
    const newPassword = randomPassword()
    running.put({ login, password: newPassword, ...differs })
    return newPassword
  }
  const prove = (login: Login, newPassword: string) =>
    rest<Task>('POST', `/rotation-tasks/${idOf(login)}/verify`, { oldPassword: login, newPassword })
  /** What is answered and what is kept of a proof that is none; `told` is how the system's answers begin. */
  const isUnproved = async (
    login: Login,
    answer: Awaited<ReturnType<typeof prove>>,
    code: string,
    told: readonly string[],
  ) => {
    assert.deepEqual([answer.status, answer.body.code], [409, code])
    const task = await read(login)
    assert.deepEqual([task.lastRefusal?.code, task.proof, task.closedAt], [code, null, null])
    assert.deepEqual(saidBy(task.lastRefusal?.answers).slice(0, told.length), told)
    const [, , reason] = code === 'proof-unknown' ? (told[0]?.split(' ') ?? []) : []
    const mended = reason === undefined ? [] : [{ at: 'newPassword', code: `proof-asked-${reason}` }]
    assert.deepEqual(
      answer.body.errors.map(({ at, code }) => ({ at, code })),
      mended,
    )
    return task
  }

  // All before the first is asked about: Dovecot looks at its file but once a second.
  const changed = {
    tanaka: change('tanaka'),
    sato: change('sato', { password: 'sato' }),
    suzuki: change('suzuki', onePassword === undefined ? { also: 'suzuki' } : {}),
    kato: change('kato', { isLocked: true }),
  }
  describe(`${name}, while it runs`, { concurrency: true }, () => {
    test(`${name}: its own account list opens the task, and its two answers close it`, async t => {
      const { id, status } = await read('tanaka')
      assert.equal(status, 'open')
      await rest('POST', `/rotation-tasks/${id}/claim`)
      const claimedAt = performance.now()
      const answer = await prove('tanaka', changed.tanaka)
      t.diagnostic(`from claim to proof: ${Math.round(performance.now() - claimedAt)} ms`)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      const task = await read('tanaka')
      assert.deepEqual([task.status, task.proof?.outcome], ['verified', 'rotated'])
      assert.deepEqual(saidBy(task.proof?.answers), ['new accepted', 'old refused'])
      assert.deepEqual(
        task.history.map(step => step.status),
        ['claimed', 'verified'],
      )
    })

    test(`${name}: a password that was not changed leaves the task open, and the old one is not tried`, async () => {
      const answer = await prove('sato', changed.sato)
      const task = await isUnproved('sato', answer, 'proof-new-refused', ['new refused'])
      assert.deepEqual([task.status, task.lastRefusal?.answers.length], ['open', 1])
    })

    if (onePassword === undefined) {
      test(`${name}: the old password still let in keeps the task, seen as changed`, async () => {
        const answer = await prove('suzuki', changed.suzuki)
        const refusal = ['new accepted', 'old accepted']
        const task = await isUnproved('suzuki', answer, 'proof-old-accepted', refusal)
        assert.equal(task.status, 'seen-changed')
        assert.notEqual(task.seenChangedAt, null)
      })
    }

    test(`${name}: a locked account proves nothing`, async () => {
      const answer = await prove('kato', changed.kato)
      const task =
        locked === 'refused'
          ? await isUnproved('kato', answer, 'proof-new-refused', ['new refused'])
          : await isUnproved('kato', answer, 'proof-unknown', [`new unknown ${locked}`])
      assert.deepEqual([task.status, task.lastRefusal?.answers.length], ['open', 1])
    })
  })

  test(`${name}: a server that is stopped proves nothing`, async () => {
    const newPassword = change('ito')
    running.stop()
    const answer = await prove('ito', newPassword)
    const task = await isUnproved('ito', answer, 'proof-unknown', ['new unknown unreachable'])
    assert.equal(task.status, 'open')
  })

  test(`${name}: a server nobody can be sure of proves nothing`, async () => {
    await declare(rest, running.system, running.breakTls() ?? running.endpoint)
    await running.start()
    const answer = await prove('mori', change('mori'))
    const task = await isUnproved('mori', answer, 'proof-unknown', [`new unknown ${untrusted}`])
    // Asked once: it will not mend by itself.
    assert.deepEqual([task.status, task.lastRefusal?.answers.length], ['open', 1])
  })
}

function saidBy(answers: readonly Told[] = []): readonly string[] {
  return answers.map(({ password, answer, reason }) => [password, answer, reason].filter(Boolean).join(' '))
}

const running = await Promise.all(provenServers.map(open))
describe('Every server', { concurrency: true }, () => {
  for (const [at, server] of provenServers.entries()) {
    const itself = running[at]
    if (itself !== undefined) describe(server.name, { concurrency: 1 }, () => holdProof(server, itself))
  }
})
