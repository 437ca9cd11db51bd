import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RotationTask } from '../../src/core/rotation.ts'
import type { Endpoint } from '../../src/core/system.ts'
import { type OpenBuilt, office } from '../built.ts'

/** Invented, strong and unlike each other: what one system has used is no new password for another. */
const invented = [
  ['vK7#mWq2!tRz9xPd4', 'bN3$hYc8%uJf6gLs1'],
  ['eT5&oXa9*iMk2dQw7', 'zG4@rVp6^nBy1cHj8'],
  ['cF6!vTn1#pGz8$eYw', 'yL3@sKd7%oRq5&bHx'],
  ['uM9$gXj4!rBn2@hVz', 'iC5%wPs8#kTd1&yFq'],
] as const
/** With which a server begins. */
export const firstPassword = invented[0][0]

/** A real server of one account `tanaka`, with the means to do to it what people do. */
export interface ProvenServer {
  readonly name: string
  readonly endpoint: Endpoint
  readonly setPassword: (password: string) => Promise<void>
  /** Lets the old password in beside the new one; without it that is not tried. */
  readonly letBothIn?: (newPassword: string, oldPassword: string) => Promise<void>
  readonly stop: () => void
}

interface Opened {
  readonly id: string
  readonly oldPassword: string
  readonly newPassword: string
}

/** What must hold at every server: a real import opens the task, and only the server's own two answers close it. */
export function holdProof(built: OpenBuilt, server: ProvenServer): void {
  const { name, endpoint, setPassword, letBothIn, stop } = server
  /** A system of its own for each case, so that each has a task and passwords of its own. */
  const opened = async (at: number): Promise<Opened> => {
    const system = `${endpoint.protocol}-${at}`
    const [oldPassword, newPassword] = invented[at] ?? invented[0]
    await setPassword(oldPassword)
    await built.declare(system, { kind: 'other', endpoints: [endpoint] })
    await built.importLines(system, ['login,password', `tanaka,${oldPassword}`])
    const input = { system, login: 'tanaka', reason: 'seen on a note' }
    const { items } = await built.enforcer.tasks({ system }, { limit: 9 })
    const { id } = items[0] ?? (await built.enforcer.openTask(input, office))
    return { id, oldPassword, newPassword }
  }
  const verify = ({ id, ...both }: Opened) => built.enforcer.verifyTask(id, both, office)
  const said = (answers: RotationTask['lastRefusal'] | RotationTask['proof']) =>
    (answers?.answers ?? []).map(({ password, answer }) => `${password} ${answer.answer}`)

  test(`${name}: a password that was not changed leaves the task open, and the old one is not tried`, async () => {
    const task = await opened(0)
    await assert.rejects(verify(task), { key: 'proof-new-refused' })
    const { status, lastRefusal } = await built.enforcer.task(task.id)
    assert.deepEqual([status, said(lastRefusal)], ['open', ['new refused']])
  })

  test(`${name}: a changed password closes the task with both answers of the server`, async t => {
    const task = await opened(1)
    await setPassword(task.newPassword)
    const begunAt = performance.now()
    const { status, proof, history } = await verify(task)
    t.diagnostic(`proved in ${Math.round(performance.now() - begunAt)} ms`)
    assert.equal(status, 'verified')
    assert.deepEqual(said(proof), ['new accepted', 'old refused'])
    assert.equal(proof?.answers?.[0]?.endpoint.startsWith(`${endpoint.protocol}://`), true)
    assert.deepEqual(
      history?.map(step => [step.status, step.by, step.why]),
      [['verified', office.actor, 'proof-why-asked']],
    )
    await built.loginRating.settle()
    await built.enforcer.settle()
    assert.equal((await built.enforcer.task(task.id)).status, 'verified', 'an audit does not open it again')
  })

  if (letBothIn !== undefined) {
    test(`${name}: the old password still let in keeps the task, seen as changed`, async () => {
      const task = await opened(2)
      await letBothIn(task.newPassword, task.oldPassword)
      await assert.rejects(verify(task), { key: 'proof-old-accepted' })
      const { status, seenChangedAt, lastRefusal } = await built.enforcer.task(task.id)
      assert.equal(status, 'seen-changed')
      assert.notEqual(seenChangedAt, undefined)
      assert.deepEqual(said(lastRefusal).slice(0, 2), ['new accepted', 'old accepted'])
    })
  }

  test(`${name}: a server that is stopped proves nothing`, async () => {
    const task = await opened(3)
    await setPassword(task.newPassword)
    stop()
    await assert.rejects(verify(task), { key: 'proof-unknown' })
    const { status, lastRefusal } = await built.enforcer.task(task.id)
    assert.deepEqual([status, lastRefusal?.values.reason], ['open', 'unreachable'])
  })
}
