import { connect, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import type { ProbeLimits, ProbeTarget } from '../core/probe.ts'
import { ProbeStop } from './attempt.ts'
import { tlsOf, tlsOptions } from './tls.ts'

interface Waiter {
  readonly take: (line: string) => void
  readonly fail: (error: unknown) => void
}

/**
 * A line protocol spoken by hand, with the pinned address only. Reads no more bytes than allowed. What comes in
 * before TLS is never taken for what came after (RFC 3207, section 5).
 */
export class LineConversation {
  #socket: Socket
  readonly #target: ProbeTarget
  #left: number
  #text = ''
  #waiter: Waiter | undefined
  #fault: unknown
  #localAddress: string | undefined

  private constructor(socket: Socket, target: ProbeTarget, bytes: number) {
    this.#socket = socket
    this.#target = target
    this.#left = bytes
    this.#listen()
  }

  /** Connects, from one of this machine's addresses if told, with TLS from the first byte where the target has it. */
  static async open(
    target: ProbeTarget,
    { bytes }: ProbeLimits,
    { localAddress, ...options }: ConnectionOptions & { readonly localAddress?: string } = {},
  ): Promise<LineConversation> {
    const { address: host, port } = target
    const plain = connect({ host, port, ...(localAddress === undefined ? {} : { localAddress }) })
    const conversation = new LineConversation(plain, target, bytes)
    await settled(plain, 'connect', conversation)
    conversation.#localAddress = plain.localAddress
    if (target.tls === 'implicit') await conversation.upgrade(options)
    return conversation
  }

  /** Goes over to TLS on the same connection; checked unless the options say otherwise. */
  async upgrade(options: ConnectionOptions = {}): Promise<void> {
    if (this.#text !== '') throw new ProbeStop('tls-failed')
    const plain = this.#socket
    plain.removeAllListeners('data').removeAllListeners('close')
    const secure = connectTls({
      ...tlsOptions(this.#target),
      ...options,
      socket: plain,
    })
    this.#socket = secure
    this.#listen()
    await settled(secure, 'secureConnect', this)
  }

  /** The next line, without its end. */
  async read(): Promise<string> {
    const end = this.#text.indexOf('\n')
    if (end >= 0) {
      const line = this.#text.slice(0, end).replace(/\r$/, '')
      this.#text = this.#text.slice(end + 1)
      return line
    }
    if (this.#fault !== undefined) throw this.#fault
    return new Promise((take, fail) => {
      this.#waiter = { take, fail }
    })
  }

  /** Sends a line, if any, and reads up to the line that ends the answer. A line break within is refused. */
  async ask(line: string | undefined, isLast: (line: string) => boolean): Promise<readonly string[]> {
    if (line !== undefined) {
      if (/[\r\n\0]/.test(line)) throw new ProbeStop('unreadable')
      this.#socket.write(`${line}\r\n`)
    }
    const answer: string[] = []
    do answer.push(await this.read())
    while (!isLast(answer.at(-1) ?? ''))
    return answer
  }

  get tls(): ReturnType<typeof tlsOf> {
    return tlsOf(this.#socket)
  }

  /** The address this end has, while the connection holds and after. */
  get localAddress(): string | undefined {
    return this.#localAddress
  }

  close(): void {
    this.#socket.destroy()
  }

  /** @internal What the connection died of, for whoever waits. */
  stop(error: unknown): void {
    this.#fault ??= error
    this.#waiter?.fail(this.#fault)
    this.#waiter = undefined
  }

  #listen(): void {
    this.#socket
      .on('error', error => this.stop(error))
      .on('close', () => this.stop(new ProbeStop('unreachable')))
      .on('data', (bytes: Buffer) => {
        this.#left -= bytes.length
        if (this.#left < 0) return this.stop(new ProbeStop('unreadable'))
        this.#text += bytes.toString('latin1')
        const waiter = this.#waiter
        if (waiter === undefined || !this.#text.includes('\n')) return undefined
        this.#waiter = undefined
        return void this.read().then(waiter.take, waiter.fail)
      })
  }
}

function settled(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  conversation: LineConversation,
): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve()).once('error', reject)
    socket.once('close', () => {
      const error = new ProbeStop(event === 'connect' ? 'unreachable' : 'tls-failed')
      conversation.stop(error)
      reject(error)
    })
  })
}
