import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import zxcvbn from 'zxcvbn'
import { seeded } from '../test/strength/password-cases.ts'

const sizes = [1_000, 10_000, 100_000, 1_000_000]
/** Rows the package is called for: all of the largest list would take it six minutes. */
const sampled = 20_000
const root = new URL('../', import.meta.url).pathname

const words =
  'zaiko keiri souko tanaka sato suzuki sakura haru natsu aki fuyu tokyo osaka nagoya kyoto sapporo admin soumu ' +
  'jinji eigyou hanbai kanri shachou tenpo uriage seikyuu juchuu hacchuu onigiri ramen sushi neko inu tora usagi ' +
  'kuma panda summer winter spring autumn welcome password company office server dragon monkey master shadow'
const walks = ['qwerty', '1qaz2wsx', 'asdfgh', 'zxcvbn', '12345678', 'abcd1234']
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789!#$%&*+-=?@'

/** Accounts that share each password that is shared at all, on average. */
const sharers = 84

/**
 * A list in clear, the same for the same size: 60 % of the passwords a word and a year that many others have too, 20 %
 * random of 8 to 16 signs, the rest words joined, keyboard walks and look-alikes with numbers. The same share of them
 * differs whatever the size, lest the longer list be the easier one.
 */
function* rows(count: number): Generator<string> {
  const below = seeded(42)
  const pick = (from: readonly string[]) => from[below(from.length)] ?? ''
  const list = words.split(' ')
  const word = () => pick(list)
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  const mixed: readonly (() => string)[] = [
    () => word() + word() + below(1_000),
    () => `${word()}-${word()}-${word()}${below(100)}`,
    () => pick(walks) + below(10_000),
    () => `${capital(word()).replace('a', '@').replace('o', '0')}#${below(100_000)}`,
  ]
  const usual = () =>
    (below(2) === 0 ? word() : capital(word())) + (1990 + below(37)) + (below(4) === 0 ? '!' : '')
  const shared = Array.from({ length: Math.ceil((count * 0.6) / sharers) }, usual)
  const password = () => {
    const share = below(10)
    if (share < 6) return pick(shared)
    if (share < 8)
      return Array.from({ length: 8 + below(9) }, () => signs.charAt(below(signs.length))).join('')
    return mixed[below(mixed.length)]?.() ?? ''
  }
  const two = (number: number) => String(number).padStart(2, '0')
  yield 'login,password,name,role,last_login\n'
  for (let row = 0; row < count; row++) {
    const seen = `2026-${two(1 + below(11))}-${two(1 + below(28))} ${two(below(24))}:05`
    const role = below(50) === 0 ? 'admin' : 'user'
    yield `user${row},${password()},${capital(word())} ${capital(word())},${role},${seen}\n`
  }
}

/**
 * Accounts a second of `kagimori audit` over lists of four sizes against the package called once a row, the cost of an
 * account beyond that of an empty list, and, in a run of its own, the peak memory of all its processes together.
 */
export async function benchAudit(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kagimori-bench-'))
  try {
    const file = join(folder, 'list.csv')
    await pipeline(rows(1), createWriteStream(file))
    const start = await secondsOf(audit(file))
    process.stdout.write(`audit of a list with one account: ${start.toFixed(2)} s\n`)
    for (const size of sizes) {
      await pipeline(rows(size), createWriteStream(file))
      const peer = await packageRate(file)
      const seconds = await secondsOf(audit(file))
      const mebibytes = await peakOf(audit(file))
      const rate = size / seconds
      const beyond = ((seconds - start) / size) * 1e6
      process.stdout.write(
        `audit of ${size.toLocaleString('en')} accounts: ${seconds.toFixed(2)} s, ${Math.round(rate).toLocaleString('en')}/s, ` +
          `${(rate / peer).toFixed(1)}× the zxcvbn package in a loop (${Math.round(peer).toLocaleString('en')}/s` +
          `${size > sampled ? `, of the first ${sampled.toLocaleString('en')} rows` : ''}); ` +
          `${beyond.toFixed(0)} µs an account beyond the start; peak memory ${mebibytes.toFixed(0)} MiB\n`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function packageRate(file: string): Promise<number> {
  const lines = createInterface({ input: createReadStream(file) })
  const passwords: string[] = []
  for await (const line of lines) {
    passwords.push(line.split(',')[1] ?? '')
    if (passwords.length > sampled) break
  }
  lines.close()
  const [, ...list] = passwords
  for (const password of list.slice(0, 500)) zxcvbn(password)
  const began = performance.now()
  for (const password of list) zxcvbn(password)
  return list.length / ((performance.now() - began) / 1_000)
}

/** Starts the command as an administrator would. */
function audit(file: string): ChildProcess {
  return spawn(process.execPath, ['src/cli.ts', 'audit', file], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** How long the command takes from now; nothing looks at it meanwhile. */
async function secondsOf(child: ChildProcess): Promise<number> {
  const began = performance.now()
  await ended(child)
  return (performance.now() - began) / 1_000
}

/** The most memory the command has, in MiB: asked for ten times a second, which slows it by a tenth. */
async function peakOf(child: ChildProcess): Promise<number> {
  let mebibytes = 0
  const timer = setInterval(() => {
    mebibytes = Math.max(mebibytes, memoryOfAll(child.pid ?? 0))
  }, 100)
  await ended(child)
  clearInterval(timer)
  return mebibytes
}

/** Waits for its end: 1 where something is bad. */
async function ended(child: ChildProcess): Promise<void> {
  const [code] = await once(child, 'exit')
  if (code !== 0 && code !== 1) throw new Error(`kagimori audit ended with ${code}`)
}

/** Memory of a process and all its children in MiB, pages they share counted once. */
function memoryOfAll(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    const own = Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1_024
    return readdirSync(`/proc/${pid}/task`)
      .flatMap(task => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' '))
      .filter(child => child !== '')
      .reduce((sum, child) => sum + memoryOfAll(Number(child)), own)
  } catch {
    // It ended between two looks.
    return 0
  }
}
