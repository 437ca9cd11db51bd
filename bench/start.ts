import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { middle } from './decisions.ts'
import { memoryOf, startService } from './service.ts'

const rounds = 5
const expressHello =
  "const e=require('express')();e.get('/',(q,s)=>s.send('ok'));e.listen(0,'127.0.0.1',()=>console.log('ready'))"

/** Milliseconds from spawn to ready and idle memory, against a bare Express server started the same way in the same run. */
export async function benchStart(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kagimori-bench-'))
  const ours = { ready: [] as number[], memory: [] as number[] }
  const peer = { ready: [] as number[], memory: [] as number[] }
  // The first start makes the database and fills Node's compile cache; it is told apart.
  const first = await startService({}, folder)
  process.stdout.write(`start: very first ${first.readyAfter.toFixed(0)} ms (makes the database)\n`)
  await first.stop()
  for (let round = 0; round < rounds; round++) {
    const service = await startService({}, folder)
    await pause(1_500)
    ours.ready.push(service.readyAfter)
    ours.memory.push(memoryOf(service.pid))
    await service.stop()
    const bare = await startBare()
    peer.ready.push(bare.readyAfter)
    peer.memory.push(bare.memory)
  }
  rmSync(folder, { recursive: true, force: true })
  const line = (what: string, a: readonly number[], b: readonly number[], unit: string) =>
    process.stdout.write(
      `${what}: kagimori ${middle(a).toFixed(0)} ${unit}, bare express ${middle(b).toFixed(0)} ${unit}, ratio ${(middle(a) / middle(b)).toFixed(1)}\n`,
    )
  line('start to ready', ours.ready, peer.ready, 'ms')
  line('idle memory', ours.memory, peer.memory, 'MiB')
}

async function startBare(): Promise<{ readonly readyAfter: number; readonly memory: number }> {
  const began = performance.now()
  const child = spawn(process.execPath, ['-e', expressHello], {
    cwd: new URL('..', import.meta.url).pathname,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise(resolve => child.stdout.once('data', resolve))
  const readyAfter = performance.now() - began
  await pause(1_500)
  const memory = memoryOf(child.pid ?? 0)
  child.kill()
  await new Promise(resolve => child.once('exit', resolve))
  return { readyAfter, memory }
}
