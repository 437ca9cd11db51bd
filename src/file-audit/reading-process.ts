import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../core/refusal.ts'
import { spawnCoreless } from '../intake/coreless.ts'
import { dropBuffers } from '../memory.ts'
import type { ReadingMessage, ReadingOrder, ReadRows } from './reading-order.ts'

/** What a list was found to be. */
export interface ListRead {
  readonly format: string
  readonly encoding: string
}

/** Called with the rows of a list, in order, and the bytes read so far. */
export type OnRows = (rows: ReadRows, bytes: number) => void

/** Messages between two collections. */
const partsBetween = 8
const childFile = fileURLToPath(new URL('./reading-child.ts', import.meta.url))
/** No debugger by signal; heaps that stay near what is in use. */
const nodeFlags = ['--disable-sigusr1', '--disable-warning=ExperimentalWarning', '--max-semi-space-size=4']
/** Descriptors below belong to the standard streams and the channel. */
const firstDescriptor = 4

/** The process that reads lists, so that no password ever is in this one. */
export class ReadingProcess {
  readonly #child: ChildProcess
  readonly #fault: Promise<string>
  readonly #gone: Promise<unknown>

  /** `descriptors` are the open lists; they may be closed as soon as this is made. */
  constructor(descriptors: readonly number[]) {
    this.#child = spawnCoreless([...nodeFlags, childFile], {
      threads: availableParallelism(),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', ...descriptors],
      serialization: 'advanced',
    })
    const { stderr } = this.#child
    this.#fault = stderr === null ? Promise.resolve('') : text(stderr)
    this.#gone = once(this.#child, 'close')
    this.#gone.catch(() => undefined)
  }

  /** Reads the list at `index` of those opened. Refuses as reading does. */
  async read(index: number, order: Omit<ReadingOrder, 'descriptor'>, on: OnRows): Promise<ListRead> {
    const { promise, resolve, reject } = Promise.withResolvers<ListRead>()
    let turn = 0
    const take = (message: ReadingMessage) => {
      turn += 1
      if (turn % partsBetween === 0) dropBuffers()
      if (message.type === 'rows') on(message.rows, message.bytes)
      else if (message.type === 'done') resolve({ format: message.format, encoding: message.encoding })
      else reject(new Refusal('invalid', message.key, message.values))
    }
    const fail = async () => {
      const fault = await this.#fault
      const { signalCode, exitCode } = this.#child
      const cause = /^\w{1,40}$/.test(fault) ? fault : (signalCode ?? `exit code ${exitCode}`)
      reject(new Error(`the reading process ended early: ${cause}`))
    }
    this.#child.on('message', take).once('close', fail)
    this.#child.send({ ...order, descriptor: firstDescriptor + index })
    try {
      return await promise
    } finally {
      this.#child.off('message', take).off('close', fail)
    }
  }

  /** Ends it, whatever it is at. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#gone
  }
}
