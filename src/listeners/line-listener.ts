import { randomUUID } from 'node:crypto'
import { lstatSync, rmSync } from 'node:fs'
import { connect, createServer, type ListenOptions, type Server, type Socket } from 'node:net'
import {
  type Arrived,
  type GateDesk,
  type LineGate,
  passGate,
  passInTime,
  type Verdict,
} from '../core/gate.ts'
import { readLines } from '../core/gate-lines.ts'
import type { Language } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import { QuestionStream } from './question-stream.ts'

/** Where a line gate listens: on TCP, or on a Unix socket that its group may use (mode 0660). */
export type Place = { readonly host: string; readonly port: number } | { readonly path: string }

/** What a listener is made from. */
export interface ListenerParts {
  readonly gate: LineGate
  readonly place: Place
  /** The system asked about where the question does not name one. */
  readonly system?: string
  readonly desk: GateDesk
  /** Whether a server at this address may ask; a Unix socket is guarded by its file. */
  readonly admits: (ip: string) => boolean
  readonly language: Language
}

/** An open listener; `close` ends every connection at once, since no answer is ever owed. */
export interface LineListener {
  readonly place: string
  readonly close: () => Promise<void>
}

/** Postfix keeps one connection a process, at most a hundred, and holds an idle one for five minutes. */
const mostConnections = 256
const idleMilliseconds = 600_000
const questionMilliseconds = 10_000
const mostUnreadBytes = 64 * 1024

/** Listens for questions of a line gate. Refuses a place that is taken, with what to do about it. */
export async function openLineListener(parts: ListenerParts): Promise<LineListener> {
  const { gate, place } = parts
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    attend(parts, socket)
  })
  server.maxConnections = mostConnections
  try {
    if ('path' in place) await clearStaleSocket(place.path)
    await listen(server, place)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (code === undefined) throw error
    throw new Refusal('invalid', 'listener-place', { gate: gate.name, place: nameOf(server, place), code })
  }
  server.on('error', error => parts.desk.reportFault(`listener ${gate.name}`, error))
  return {
    place: nameOf(server, place),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroySoon()
      }),
  }
}

function attend(parts: ListenerParts, socket: Socket): void {
  // A server that goes away in the middle of a word is its own business.
  socket.on('error', () => socket.destroy())
  if (!('path' in parts.place) && !parts.admits(socket.remoteAddress ?? '')) return void socket.destroy()
  const questions = new QuestionStream(parts.gate.door.end)
  let unfinished: NodeJS.Timeout | undefined
  const end = () => socket.destroy()
  socket.setTimeout(idleMilliseconds, end)
  socket.once('close', () => {
    clearTimeout(unfinished)
    questions.forget()
  })
  socket.on('data', (chunk: Buffer) => {
    for (const text of questions.take(chunk)) {
      if (!answer(parts, socket, text)) return
    }
    if (questions.isTooLong) answer(parts, socket, undefined)
    if (socket.writableLength > mostUnreadBytes) return end()
    if (questions.isOpen) unfinished ??= setTimeout(end, questionMilliseconds)
    else {
      clearTimeout(unfinished)
      unfinished = undefined
    }
  })
}

/** Answers one question; false when the connection ends with it: it was the only one, or what follows would be no better. */
function answer(
  { gate, system, desk, language }: ListenerParts,
  socket: Socket,
  text: string | undefined,
): boolean {
  if (socket.destroyed || socket.writableEnded) return false
  const body = text === undefined ? undefined : readLines(text, gate.door)
  const arrived: Arrived = { named: system === undefined ? {} : { system }, headers: {}, body, trusted: [] }
  const told = { request: randomUUID(), language: () => language }
  const worded = (verdict: Verdict) => gate.answer(verdict, { ...arrived, body: body ?? {} })
  const goesOn = body !== undefined && gate.door.questions === 'many'
  // Of many questions on one connection none waits, lest the next be answered before it.
  if (goesOn) socket.write(worded(passGate(gate, arrived, desk, told)))
  else passInTime(gate, arrived, desk, told, verdict => socket.end(worded(verdict)))
  return goesOn
}

function listen(server: Server, place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      server.off('error', reject)
      resolve()
    })
    if ('path' in place) listenPrivately(server, place)
    else server.listen(place)
  })
}

/** The file must never be open to everybody, not even before its mode could be changed. */
function listenPrivately(server: Server, options: ListenOptions): void {
  const before = process.umask(0o117)
  try {
    server.listen(options)
  } finally {
    process.umask(before)
  }
}

/** A socket that a killed service left behind is taken away; one that somebody answers on, or another file, stays. */
async function clearStaleSocket(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isSocket() === true && !(await isAnswered(path))) rmSync(path)
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function nameOf(server: Server, place: Place): string {
  const bound = server.address()
  if ('path' in place) return place.path
  return `${place.host}:${typeof bound === 'object' && bound !== null ? bound.port : place.port}`
}
