import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { textOf } from './body.ts'
import { type Asked, type Enquiry, lengthOf } from './enquiry.ts'
import { sendDue, sendSoon } from './turn.ts'
import { readWholeRequest, type WholeRequest } from './whole-request.ts'

const { STATUS_CODES, validateHeaderValue } = process.getBuiltinModule('node:http')

// What Node's parser, its request and its response objects cost is as much as all the rest of a decision: 31 µs of
// processor with them, 22 without. So a request that came whole and in the plain form is read here; anything else is left
// to Node with its connection, for good.

/** Who answers what came whole. */
export interface Attendant {
  /** Answers, now or later; or calls `leave` before it returns, and the request goes to Node's parser, unread. */
  readonly answer: (enquiry: Enquiry, leave: () => void) => void
  /** Hears of every request that is answered here. */
  readonly noted: (asked: Asked) => void
  readonly isStopping: () => boolean
}

/** The connections that are not Node's yet. */
export interface Connections {
  /** Closes those on which nobody waits for an answer. */
  readonly closeIdle: () => void
  readonly closeAll: () => void
}

/** Stands before a server's own way of receiving connections, which is every listener for them so far. */
export function attendConnections(server: Server, attendant: Attendant): Connections {
  const receivers = server.listeners('connection')
  const open = new Set<Connection>()
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const connection: Connection = new Connection(socket, attendant, {
      idleMilliseconds: server.keepAliveTimeout,
      receive: () => {
        for (const receive of receivers) receive.call(server, socket)
      },
      onGone: () => open.delete(connection),
    })
    open.add(connection)
  })
  return {
    closeIdle: () => {
      for (const connection of open) connection.end()
    },
    closeAll: () => {
      for (const connection of open) connection.drop()
    },
  }
}

interface Surroundings {
  readonly idleMilliseconds: number
  /** Hands the socket to Node. */
  readonly receive: () => void
  readonly onGone: () => void
}

const nothing = Buffer.alloc(0)

class Connection {
  readonly #socket: Socket
  readonly #attendant: Attendant
  readonly #around: Surroundings
  #unread: Buffer = nothing
  /** Somebody waits for an answer: nothing is read meanwhile, so that answers go out in the order of the questions. */
  #isAsking = false
  #isLast = false

  constructor(socket: Socket, attendant: Attendant, around: Surroundings) {
    this.#socket = socket
    this.#attendant = attendant
    this.#around = around
    socket.setTimeout(around.idleMilliseconds)
    socket.on('data', this.#read).on('drain', this.#goOn).on('end', this.end)
    socket.on('timeout', this.drop).on('error', this.drop).on('close', around.onGone)
  }

  /** Ends it after the answer that is waited for, if there is one. */
  readonly end = (): void => {
    this.#isLast = true
    if (!this.#isAsking) sendSoon(this.#close)
  }

  readonly #close = (): void => this.#socket.destroySoon()

  readonly drop = (): void => {
    this.#socket.destroy()
  }

  readonly #read = (bytes: Buffer): void => {
    this.#unread = bytes
    this.#answerAll()
  }

  readonly #goOn = (): void => {
    if (this.#isAsking || this.#socket.writableNeedDrain) return
    this.#socket.resume()
    this.#answerAll()
  }

  #answerAll(): void {
    while (this.#unread.length > 0 && !this.#isAsking && !this.#isLast) {
      const bytes = this.#unread
      const request = readWholeRequest(bytes)
      this.#unread = request === undefined ? nothing : bytes.subarray(request.length)
      if (request === undefined || !this.#answer(request)) {
        this.#leave(bytes)
        return
      }
      // It may hold a password.
      bytes.fill(0, 0, request.length)
    }
    if (this.#isAsking) this.#socket.pause()
  }

  /** False where it is left to Node. */
  #answer({ method, url, headers, body }: WholeRequest): boolean {
    const asked: Asked = { method, url, headers, socket: this.#socket }
    let isLeft = false
    let isLate = false
    this.#isAsking = true
    const enquiry: Enquiry = {
      asked,
      // Whatever is read here is shorter than any limit.
      takeText: (take, fail) => {
        try {
          take(textOf(body))
        } catch (error) {
          fail(error)
        }
      },
      reply: (status, headers, text) => {
        this.#send(status, headers, text)
        this.#isAsking = false
        if (isLate) this.#goOn()
      },
    }
    this.#attendant.answer(enquiry, () => {
      isLeft = true
    })
    isLate = true
    if (isLeft) this.#isAsking = false
    else this.#attendant.noted(asked)
    return !isLeft
  }

  #send(status: number, headers: readonly string[], text: string): void {
    this.#isLast ||= this.#attendant.isStopping()
    const seconds = Math.floor(this.#around.idleMilliseconds / 1_000)
    const kept = this.#isLast ? 'close' : `keep-alive\r\nKeep-Alive: timeout=${seconds}`
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${fieldsOf(headers)}${fieldsOf(lengthOf(status, text))}`
    sendSoon(this.#write, `${head}Date: ${httpDate()}\r\nConnection: ${kept}\r\n\r\n${text}`)
    if (this.#isLast) sendSoon(this.#close)
  }

  readonly #write = (text: string): void => {
    if (!this.#socket.write(text)) this.#socket.pause()
  }

  #leave(bytes: Buffer): void {
    const socket = this.#socket
    this.#unread = nothing
    socket.off('data', this.#read).off('drain', this.#goOn).off('end', this.end)
    socket.off('timeout', this.drop).off('error', this.drop).setTimeout(0)
    this.#around.onGone()
    // What was asked earlier on this connection is answered first.
    sendDue()
    this.#around.receive()
    socket.unshift(bytes)
    socket.resume()
  }
}

function fieldsOf(headers: readonly string[]): string {
  let text = ''
  for (let at = 0; at < headers.length; at += 2) {
    const [name = '', value = ''] = [headers[at], headers[at + 1]]
    validateHeaderValue(name, value)
    text += `${name}: ${value}\r\n`
  }
  return text
}

let shown = { second: Number.NaN, text: '' }

/** The present as an HTTP-date (RFC 9110, section 5.6.7). */
function httpDate(): string {
  const second = Math.floor(Date.now() / 1_000)
  if (second !== shown.second) shown = { second, text: new Date(second * 1_000).toUTCString() }
  return shown.text
}
