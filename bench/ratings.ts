import { Agent, request } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { startService } from './service.ts'

/** Requests that are sent at a fixed pace, whatever comes of the ones before. */
interface Pace {
  readonly port: number
  readonly token: string
  readonly perSecond: number
  readonly seconds: number
}

interface Paced {
  readonly p50: number
  readonly p99: number
  readonly longest: number
  /** How late this sender itself was at worst: what its figures cannot be better than. */
  readonly senderLag: number
}

/** Latency of `POST /passwords/rate` at 500 and 1,000 a second, with the lag of the service's event loop. */
export async function benchRatings(): Promise<void> {
  const service = await startService()
  try {
    const idleLag = await loopLag(service.port)
    await pacedBy({ ...service, perSecond: 500, seconds: 4 })
    for (const perSecond of [500, 1_000]) {
      const { p50, p99, longest, senderLag } = await pacedBy({ ...service, perSecond, seconds: 10 })
      process.stdout.write(
        `ratings at ${perSecond}/s: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, longest ${longest.toFixed(1)} ms; ` +
          `event loop's lag p99 ${await loopLag(service.port)} ms (idle: ${idleLag}, a timer of 10 ms); the sender was late by up to ${senderLag.toFixed(1)} ms\n`,
      )
    }
  } finally {
    await service.stop()
  }
}

async function loopLag(port: number): Promise<string> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text)?.[1]
  return (Number(seconds) * 1000).toFixed(1)
}

function pacedBy({ port, token, perSecond, seconds }: Pace): Promise<Paced> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { port, token, perSecond, seconds } })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

if (!isMainThread) parentPort?.postMessage(await send(workerData as Pace))

async function send(pace: Pace): Promise<Paced> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const lag = monitorEventLoopDelay({ resolution: 1 })
  const latencies: number[] = []
  const open: Promise<void>[] = []
  const total = pace.perSecond * pace.seconds
  const began = performance.now()
  lag.enable()
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.ceil(((performance.now() - began) / 1000) * pace.perSecond))
    for (; sent < due; sent += 1) open.push(ask(pace, agent, passwordOf(sent), latencies))
    await pause(1)
  }
  await Promise.all(open)
  agent.destroy()
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), longest: at(1), senderLag: lag.max / 1e6 }
}

/** Another password each time, in the shapes people use. */
function passwordOf(number: number): string {
  const words = ['zaiko', 'Tanaka', 'sakura', 'kagimori', 'correcthorse', 'qwerty', 'eigyou', 'P@ssw0rd']
  return `${words[number % words.length]}${(number * 7919) % 100_003}${'!#-_'[number % 4]}`
}

function ask({ port, token }: Pace, agent: Agent, password: string, latencies: number[]): Promise<void> {
  const body = JSON.stringify({ password })
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/v1/passwords/rate',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        },
      },
      answer => {
        answer.resume().once('end', () => {
          latencies.push(performance.now() - began)
          if (answer.statusCode === 200) resolve()
          else reject(new Error(`answered ${answer.statusCode}`))
        })
      },
    )
    asked.once('error', reject).end(body)
  })
}
