import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { type Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../core/refusal.ts'
import { answersDescriptor } from './asking.ts'
import { spawnCoreless } from './coreless.ts'
import type { IntakeMessage, IntakeOrder, OldPassword } from './protocol.ts'

/** Called with each message in order; reading goes on when it has answered. */
export type OnMessage = (message: IntakeMessage) => Promise<void> | void

export interface ReadOptions {
  readonly signal?: AbortSignal
  /** Called with their number once all bytes have been passed on. */
  readonly onReceived?: (bytes: number) => void
  /** Answers the child's questions, login by login, where the order says that it has any. */
  readonly oldPasswords?: (logins: readonly string[]) => Promise<readonly (OldPassword | null)[]>
}

/** What the list was and how many rows it had, rejected ones included. */
export interface ListRead {
  readonly format: string
  readonly encoding: string
  readonly rows: number
}

const childFile = fileURLToPath(new URL('./child.ts', import.meta.url))
/**
 * No debugger by signal. Heaps may grow as a list needs, but a fifth beyond what is in use at most, so that the whole
 * process stays below 300 MB with a million accounts (it took 340 MB without).
 */
const nodeFlags = [
  '--disable-sigusr1',
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=2',
  '--heap-growing-percent=20',
  '--max-old-space-size=512',
]
/** Threads for Argon2: each takes 19 MB. */
const mostThreads = 2

/**
 * Reads a list in a process of its own, so that its passwords never are in this one's heap; each part of `bytes` is
 * overwritten with zeros when it has been passed on. Refuses as the child does. The child is gone when this
 * settles.
 */
export async function readAccountList(
  bytes: AsyncIterable<Uint8Array>,
  order: IntakeOrder,
  on: OnMessage,
  options: ReadOptions = {},
): Promise<ListRead> {
  return withChild(options, (input, output, answers) => {
    const feeding = feed(input, order, bytes, options.onReceived)
    const answer = async (message: IntakeMessage) => {
      if (message.type !== 'asks') return on(message)
      const old = await options.oldPasswords?.(message.logins)
      if (old !== undefined) await write(answers, Buffer.from(`${JSON.stringify(old)}\n`))
    }
    return settleBoth(feeding, listen(output, answer))
  })
}

async function withChild(
  { signal }: ReadOptions,
  work: (input: Writable, output: Readable, answers: Writable) => Promise<ListRead | undefined>,
): Promise<ListRead> {
  signal?.throwIfAborted()
  const child = spawnChild()
  const { stdin, stdout, stderr } = child
  const answers = child.stdio[answersDescriptor]
  if (stdin === null || stdout === null || stderr === null || !(answers instanceof Writable))
    throw new TypeError('the reading process has no pipes')
  const gone = once(child, 'close')
  gone.catch(() => undefined)
  const stop = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', stop)
  // A child that has refused reads no further; what it said counts, not that its pipe broke.
  for (const pipe of [stdin, answers]) pipe.on('error', () => undefined)
  const fault = text(stderr)
  try {
    const read = await work(stdin, stdout, answers)
    if (read !== undefined) return read
    await gone
    throw new Error(`the reading process ended early: ${causeOf(child, await fault)}`)
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    if (child.exitCode === null) stop()
    await gone
  }
}

function spawnChild(): ChildProcess {
  const threads = Math.min(mostThreads, availableParallelism())
  return spawnCoreless([...nodeFlags, childFile], { threads, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })
}

/** Passes order and bytes on, waiting for the pipe each time; ends early when the child has closed it. */
async function feed(
  input: Writable,
  order: IntakeOrder,
  bytes: AsyncIterable<Uint8Array>,
  onReceived?: (bytes: number) => void,
): Promise<void> {
  const line = Buffer.from(`${JSON.stringify(order)}\n`)
  await write(input, line)
  // A column mapping may hold a password by mistake.
  line.fill(0)
  let sent = 0
  for await (const part of bytes) {
    const taken = await write(input, part)
    part.fill(0)
    if (!taken) return
    sent += part.length
  }
  input.end()
  onReceived?.(sent)
}

function write(input: Writable, part: Uint8Array): Promise<boolean> {
  if (input.destroyed) return Promise.resolve(false)
  return new Promise(resolve => input.write(part, error => resolve(error === null || error === undefined)))
}

/**
 * The list as read, or the first failure of either side: a source that breaks off must not pass for the file's end.
 */
async function settleBoth<T>(feeding: Promise<void>, listening: Promise<T>): Promise<T> {
  for (const side of [feeding, listening]) side.catch(() => undefined)
  await Promise.race([feeding, listening])
  return listening
}

/** Hands the messages on; undefined when they stop before the last one. */
async function listen(output: Readable, on: OnMessage): Promise<ListRead | undefined> {
  let recognised = { format: '', encoding: '' }
  for await (const message of messages(output)) {
    if (message.type === 'refused') throw new Refusal('invalid', message.key, message.values)
    if (message.type === 'recognised') recognised = { format: message.format, encoding: message.encoding }
    await on(message)
    if (message.type === 'done') return { ...recognised, rows: message.rows }
  }
  return undefined
}

async function* messages(output: Readable): AsyncGenerator<IntakeMessage> {
  let rest = ''
  for await (const part of output.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as IntakeMessage
  }
}

/** The name of the error the child ended with; never more of what it wrote, for that may quote the list. */
function causeOf(child: ChildProcess, written: string): string {
  return /^\w{1,40}$/.test(written) ? written : (child.signalCode ?? `exit code ${child.exitCode}`)
}
