import { connect } from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** What a load is made of: the same request bytes over and over on several kept-alive connections. */
export interface Load {
  readonly port: number
  readonly request: string
  readonly connections: number
  readonly milliseconds: number
  /** Requests a second over all connections; without it as many as are answered. */
  readonly pace?: number
  /** The first line every answer must begin with; another one stops the load. */
  readonly expected: string
}

/** Answers in a second, and the latency below which 99 of 100 answers came, in milliseconds. */
export interface LoadResult {
  readonly perSecond: number
  readonly p99: number
}

/** Loads a server on loopback from a thread of its own, bounded in time. */
export function runLoad(load: Load): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: load })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

if (!isMainThread) parentPort?.postMessage(await generate(workerData as Load))

async function generate(load: Load): Promise<LoadResult> {
  const latencies: number[] = []
  const began = performance.now()
  await Promise.all(
    Array.from({ length: load.connections }, (_, index) => drive(load, index, began, latencies)),
  )
  const seconds = (performance.now() - began) / 1000
  latencies.sort((a, b) => a - b)
  return {
    perSecond: latencies.length / seconds,
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN,
  }
}

/**
 * One connection: the next request goes out when the whole answer of the last one is in and its time has come. One that
 * is kept waiting by an answer counts from its time.
 */
function drive(load: Load, index: number, began: number, latencies: number[]): Promise<void> {
  const { port, request, expected, connections, milliseconds, pace } = load
  const until = began + milliseconds
  const every = pace === undefined ? 0 : (connections * 1_000) / pace
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let dueAt = began + (index * every) / connections
    let sentAt = 0
    let received = ''
    const write = (at: number) => {
      received = ''
      sentAt = at
      socket.write(request)
    }
    const send = () => {
      if (pace === undefined) return write(performance.now())
      dueAt += every
      const early = dueAt - performance.now()
      if (early <= 0) write(dueAt)
      else setTimeout(() => write(performance.now()), early)
    }
    socket.setNoDelay(true)
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('data', chunk => {
      received += chunk.toString('latin1')
      if (!isWhole(received)) return
      if (!received.startsWith(expected)) {
        socket.destroy()
        reject(new Error(`answered ${received.slice(0, 120)}`))
        return
      }
      const now = performance.now()
      latencies.push(now - sentAt)
      if (now < until) send()
      else {
        socket.end()
        resolve()
      }
    })
  })
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /content-length: *(\d+)/i.exec(answer.slice(0, head))
  return length === null || answer.length >= head + 4 + Number(length[1])
}
