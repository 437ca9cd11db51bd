import type { Config } from '../config.ts'
import type { FoundAccount } from '../core/executor.ts'
import { render } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import type { TaskStatus } from '../core/rotation.ts'
import { liveStatuses } from '../core/rotation-states.ts'
import { Secret } from '../core/secret.ts'
import type { Endpoint } from '../core/system.ts'
import { journalOf, requireJournal } from '../rotating/change-journal.ts'
import { findAccount, type RotatedSystem } from '../rotating/executor-choice.ts'
import {
  cutShortOf,
  type RotationDoor,
  type RotationEnd,
  rotate,
  type TaskInHand,
} from '../rotating/rotation-run.ts'
import { exitCodes } from './exit-codes.ts'
import { openPasswords } from './password-input.ts'
import { Answered, callService, serviceAt } from './rest.ts'
import { say, sentenceOf } from './saying.ts'
import { terminal } from './terminal.ts'

/** What `kagimori rotate` was told on the command line. */
interface RotateFlags {
  readonly file?: string
  readonly as?: string
  readonly adminPasswordFile?: string
  readonly oldPasswordFile?: string
  readonly executor?: string
  readonly reload?: string
  readonly networks?: string
  readonly publicUrl?: string
  readonly apply?: boolean
}

/**
 * Changes the password of a task where it is kept, has the change proved and answers a link to the new one; without
 * `--apply` only says what it would do. Exit 1 where it was not proved and what stood there before is back.
 */
export async function runRotate(config: Config, id: string, flags: RotateFlags): Promise<number> {
  const task = await readTask(config, id)
  const system = await readSystem(config, task.system)
  const read = openPasswords()
  const passwordOf = async (question: string, file: string | undefined) => {
    const text = await read(question, file)
    return text === undefined ? undefined : new Secret(text)
  }
  const { oldPasswordFile, adminPasswordFile, as, file, apply = false } = flags
  // In this order whether anything is applied or not: the same input means the same.
  const isAtServer = as !== undefined && file === undefined
  const isOldGiven = apply || oldPasswordFile !== undefined || (isAtServer && isTyped(adminPasswordFile))
  const old = isOldGiven
    ? await passwordOf(render(config.language, 'cli-old-password'), oldPasswordFile)
    : undefined
  const admin = isAtServer
    ? await passwordOf(render(config.language, 'cli-password-of', { login: as ?? '' }), adminPasswordFile)
    : undefined
  const journal = journalOf(config.dataFolder, config.fingerprintKeyFile)
  const find = () => findAccount(system, task.login, { ...flags, adminPassword: async () => admin, journal })
  const door = doorOf(config, flags)
  if (!apply) {
    if (old !== undefined) await door.requireOld(task, old)
    return tellPlan(config, task, await find(), door)
  }
  if (old === undefined) throw new Refusal('invalid', 'rotate-old-missing', { login: task.login })
  if (isAtServer) requireJournal(journal)
  const onChanged = ({ at }: FoundAccount) => say(config, 'rotate-changed', { at, login: task.login })
  const onPutBack = (copy: string) => say(config, 'rotate-put-back', { copy })
  const order = { task, find, oldPassword: old, reload: flags.reload, onPutBack, onChanged }
  return tellEnd(config, task, await undisturbed(() => rotate(order, door)))
}

/** Whether a password comes by prompt or on standard input. */
function isTyped(file: string | undefined): boolean {
  return file === undefined || file === '-'
}

/** What has been begun is brought to an end: whoever stops it half way leaves an account that nobody can use. */
async function undisturbed<T>(work: () => Promise<T>): Promise<T> {
  const wait = () => undefined
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, wait)
  try {
    return await work()
  } finally {
    for (const signal of signals) process.off(signal, wait)
  }
}

async function readTask(config: Config, id: string): Promise<TaskInHand> {
  const { body } = await callService(config, `/rotation-tasks/${encodeURIComponent(id)}`)
  const task = body as TaskInHand & { readonly status: TaskStatus }
  if (liveStatuses.includes(task.status)) return task
  throw new Refusal('conflict', 'rotate-closed', { id, status: task.status })
}

/** The endpoints as they were declared: what is absent is answered as null. */
async function readSystem(config: Config, id: string): Promise<RotatedSystem> {
  const { body } = await callService(config, `/systems/${encodeURIComponent(id)}`)
  const { endpoints } = body as { readonly endpoints: readonly Readonly<Record<string, unknown>>[] }
  const declared = endpoints.map(
    endpoint => Object.fromEntries(Object.entries(endpoint).filter(([, value]) => value !== null)) as unknown,
  )
  return { id, endpoints: declared as readonly Endpoint[] }
}

function doorOf(config: Config, { networks, publicUrl }: RotateFlags): RotationDoor {
  const post = (path: string, body: unknown) => callService(config, path, { method: 'POST', body })
  const at = ({ id }: Pick<TaskInHand, 'id'>) => `/rotation-tasks/${encodeURIComponent(id)}`
  return {
    generate: async ({ system, login }, longest) => {
      const limit = longest === undefined ? {} : { maxLength: longest }
      const { body } = await post('/passwords/generate', { system, userInputs: [login], ...limit })
      const [made] = (body as { readonly passwords: readonly { readonly password: string }[] }).passwords
      return new Secret(made?.password ?? '')
    },
    handOver: async ({ id }, password) => {
      const from = networks === undefined ? {} : { networks: networks.split(/[\s,]+/).filter(Boolean) }
      const { body } = await post('/handovers', { task: id, password: password.reveal(), ...from })
      const made = body as { readonly id: string; readonly link: string; readonly expiresAt: string }
      // Behind a proxy the service may have a path of its own, which the link begins with.
      return { ...made, link: `${(publicUrl ?? serviceAt(config)).replace(/\/+$/, '')}${made.link}` }
    },
    requireOld: async (task, oldPassword) => {
      const answer = await post(`${at(task)}/verify`, { oldPassword: oldPassword.reveal() }).catch(asAnswer)
      if (answer instanceof Answered && answer.problem.code === 'proof-new-missing') return
      if (answer instanceof Answered) throw answer
      throw new Refusal('conflict', 'rotate-closed', { id: task.id, status: 'verified' })
    },
    withdraw: async ({ id }) => {
      await callService(config, `/handovers/${id}`, { method: 'DELETE' })
    },
    verify: async (task, oldPassword, newPassword) => {
      const body = { oldPassword: oldPassword.reveal(), newPassword: newPassword.reveal() }
      await post(`${at(task)}/verify`, body)
    },
    isVerified: async task => {
      const { body } = await callService(config, at(task))
      return (body as { readonly status: TaskStatus }).status === 'verified'
    },
  }
}

/** The refusal is what is asked for. */
function asAnswer(error: unknown): Answered {
  if (error instanceof Answered) return error
  throw error
}

async function tellPlan(
  config: Config,
  task: TaskInHand,
  account: FoundAccount,
  door: RotationDoor,
): Promise<number> {
  const { at, kept } = account
  try {
    const left = await cutShortOf(task, account, door)
    if (left !== undefined) say(config, 'rotate-cut-short-plan', { copy: left.copy })
    say(config, 'rotate-plan', { at, login: task.login, ...kept })
    print(task, { at, kept, state: 'planned', ...(left === undefined ? {} : { cutShort: left.copy }) })
    return exitCodes.yes
  } finally {
    await account.close()
  }
}

function tellEnd(config: Config, task: TaskInHand, end: RotationEnd): number {
  const { at } = end
  const { login, system } = task
  if (end.state === 'rotated') {
    const { link, expiresAt } = end.handover
    say(config, 'rotate-proved', { system, login })
    say(config, 'rotate-hand-over', { link, expiresAt })
    print(task, { at, state: end.state, link, expiresAt })
    return exitCodes.yes
  }
  const reason = sentenceOf(config, end.reason)
  if (end.state === 'restored') say(config, 'rotate-restored', { at, reason })
  else {
    say(config, 'rotate-not-restored', { at, cause: sentenceOf(config, end.cause) })
    say(config, 'rotate-not-restored.hint', { login, link: end.handover.link })
  }
  print(task, { at, state: end.state, reason })
  return exitCodes.no
}

function print({ id, system, login }: TaskInHand, more: object): void {
  terminal.out.write(`${JSON.stringify({ task: id, system, login, ...more })}\n`)
}
