import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { memoryOf, startService } from './service.ts'

/** Rows of a list, one CSV line each; seeded, so that every run reads the same file. */
function* rows(count: number, withPasswords: boolean): Generator<string> {
  yield withPasswords ? 'login,password,name\n' : 'login,password_hash,name\n'
  let seed = 42
  const next = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed % below
  }
  for (let row = 0; row < count; row++) {
    const hash = Array.from({ length: 4 }, () =>
      next(2 ** 31)
        .toString(16)
        .padStart(8, '0'),
    ).join('')
    const secret = withPasswords
      ? `Kagi-${next(5_000)}-mori${next(90)}`
      : `$6$${hash.slice(0, 8)}$${hash}${hash}${hash.slice(0, 22)}`
    yield `user${row},${secret},"Name ${row}"\n`
  }
}

/** Import rows a second through the whole service against bare `csv-parse` over the same file, and peak memory. */
export async function benchImport(count = 1_000_000): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kagimori-bench-'))
  const hashes = join(folder, 'hashes.csv')
  const clear = join(folder, 'clear.csv')
  await pipeline(rows(count, false), createWriteStream(hashes))
  await pipeline(rows(Math.min(count, 20_000), true), createWriteStream(clear))
  try {
    await compare('hash-only list', hashes, count, folder)
    await compare('list with passwords', clear, Math.min(count, 20_000), folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(what: string, file: string, count: number, folder: string): Promise<void> {
  const peer = await bareParse(file)
  const service = await startService(
    { KAGIMORI_FINGERPRINT_COST: 'hmac', KAGIMORI_CANDIDATE_MILLISECONDS: '0' },
    join(folder, what),
  )
  try {
    await service.call('PUT', '/systems/inventory', {
      name: 'inventory',
      kind: 'inventory',
      exposure: 'intranet',
      endpoints: [],
    })
    // Again: by then every weak account has an open task, whose old password the new one is compared with.
    for (const when of ['', ' again']) {
      const peak = watchChildren(service.pid)
      const began = performance.now()
      await post(service.port, service.token, file)
      const perSecond = count / ((performance.now() - began) / 1000)
      process.stdout.write(
        `import, ${what}${when}, ${count} rows: kagimori ${perSecond.toFixed(0)} rows/s with audit, ` +
          `bare csv-parse ${peer.toFixed(0)} rows/s, ratio ${(perSecond / peer).toFixed(3)}; ` +
          `peak memory: service ${memoryOf(service.pid, 'VmHWM').toFixed(0)} MiB, reading child ${peak().toFixed(0)} MiB\n`,
      )
    }
  } finally {
    await service.stop()
  }
}

async function bareParse(file: string): Promise<number> {
  const began = performance.now()
  let count = 0
  for await (const _row of createReadStream(file).pipe(parse())) count += 1
  return count / ((performance.now() - began) / 1000)
}

/** Follows the peak memory of a process's children; answers the largest seen. */
function watchChildren(pid: number): () => number {
  let peak = 0
  const timer = setInterval(() => {
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      for (const child of readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
        .split(' ')
        .filter(Boolean)) {
        try {
          peak = Math.max(peak, memoryOf(Number(child), 'VmHWM') || 0)
        } catch {
          // The child ended between the two looks.
        }
      }
    }
  }, 50)
  return () => {
    clearInterval(timer)
    return peak
  }
}

/** Sends the file with curl, as an administrator would, and waits for the answer. */
function post(port: number, token: string, file: string): Promise<void> {
  const url = `http://127.0.0.1:${port}/api/v1/systems/inventory/account-lists?format=csv`
  const child = spawn('curl', [
    '-sS',
    '-f',
    '-o',
    '/dev/null',
    '-H',
    `Authorization: Bearer ${token}`,
    '-H',
    'Content-Type: text/csv',
    '-T',
    file,
    '-X',
    'POST',
    url,
  ])
  return new Promise((resolve, reject) => {
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error(`curl ended with ${code}`))))
  })
}
