import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { isAccountRow, type ReadResult } from '../core/format.ts'
import { Refusal } from '../core/refusal.ts'
import { readShelf } from '../shelf.ts'
import { Assessor } from './assess.ts'
import { openFingerprinter, openFingerprintKey, passingFingerprintKey } from './fingerprint.ts'
import type { IntakeMessage, IntakeOrder } from './protocol.ts'
import { readList } from './reading.ts'

/*
 * The process that reads one account list and ends. Standard input: the order as one line of JSON, then the file's
 * bytes (with `--inherited` they come on descriptor 3). Standard output: messages, one line of JSON each. Passwords
 * leave it by no way; of an unexpected error only its name does, because a message may quote what was being read.
 */

const batchSize = 500
/** Batches being assessed while the next is read. */
const batchesUnderWay = 3
const progressEveryMilliseconds = 500

process.title = 'kagimori intake'
process.on('uncaughtException', fail).on('unhandledRejection', fail)
// A service that is killed cannot end us, and nobody is left to hear what comes of the passwords we hold.
const service = process.ppid
setInterval(() => process.ppid === service || end(), 200).unref()

function fail(error: unknown): void {
  process.stderr.write(error instanceof Error ? error.name : 'Error')
  end()
}

/** At once: `process.exit` would first stretch every password that waits, 15 s for three batches. */
function end(): void {
  process.kill(process.pid, 'SIGKILL')
}

async function say(message: IntakeMessage): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(message)}\n`)) await once(process.stdout, 'drain')
}

/** The order's line, and an iterator over the bytes behind it. */
async function readOrder(
  input: AsyncIterator<Buffer>,
): Promise<{ readonly order: IntakeOrder; readonly rest: Buffer }> {
  const parts: Buffer[] = []
  for (;;) {
    const next = await input.next()
    if (next.done === true) throw new RangeError('no order')
    const end = next.value.indexOf(0x0a)
    parts.push(end < 0 ? next.value : next.value.subarray(0, end))
    if (end < 0) continue
    return { order: JSON.parse(Buffer.concat(parts).toString()), rest: next.value.subarray(end + 1) }
  }
}

async function* bytesOf(first: Buffer, input: AsyncIterator<Buffer>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first
  for (let next = await input.next(); next.done !== true; next = await input.next()) yield next.value
}

/** Assesses results in batches, some at a time, and says them in order. */
class Answering {
  rows = 0
  readonly #assessor: Assessor
  readonly #underWay: Promise<readonly IntakeMessage[]>[] = []
  #saidAt = performance.now()

  constructor(assessor: Assessor) {
    this.#assessor = assessor
  }

  async take(results: readonly ReadResult[], bytes: number): Promise<void> {
    for (let at = 0; at < results.length; at += batchSize) {
      this.#underWay.push(this.#answer(results.slice(at, at + batchSize)))
      if (this.#underWay.length > batchesUnderWay) await this.#sayNext()
    }
    if (performance.now() - this.#saidAt > progressEveryMilliseconds) await this.progress(bytes)
  }

  async finish(): Promise<void> {
    while (this.#underWay.length > 0) await this.#sayNext()
  }

  async progress(bytes: number): Promise<void> {
    this.#saidAt = performance.now()
    await say({ type: 'progress', rows: this.rows, bytes })
  }

  async #sayNext(): Promise<void> {
    for (const message of (await this.#underWay.shift()) ?? []) await say(message)
  }

  async #answer(results: readonly ReadResult[]): Promise<readonly IntakeMessage[]> {
    const accounts = await Promise.all(results.filter(isAccountRow).map(row => this.#assessor.assess(row)))
    const rejected = results.flatMap(result =>
      isAccountRow(result) ? [] : [{ type: 'rejected' as const, ...result }],
    )
    this.rows += results.length
    return [...rejected, ...(accounts.length === 0 ? [] : [{ type: 'accounts' as const, accounts }])]
  }
}

async function readAndAssess(order: IntakeOrder, source: AsyncIterator<Uint8Array>): Promise<void> {
  const { fingerprintKeyFile: keyFile, fingerprintCost: cost } = order
  const key = keyFile === undefined ? passingFingerprintKey() : openFingerprintKey(keyFile)
  const [formats, schemes] = await Promise.all([readShelf('formats'), readShelf('hashes')])
  const fingerprinter = openFingerprinter({ key, cost })
  const answering = new Answering(new Assessor({ order, schemes, fingerprinter }))
  let bytes = 0
  for await (const reading of readList(source, order, formats)) {
    if (reading.type === 'recognised') {
      await say(reading)
      continue
    }
    bytes = reading.bytes
    await answering.take(reading.results, bytes)
  }
  await answering.finish()
  await answering.progress(bytes)
  await say({ type: 'done', rows: answering.rows })
}

const input: AsyncIterator<Buffer> = process.stdin[Symbol.asyncIterator]()
const { order, rest } = await readOrder(input)
const inherited = process.argv.includes('--inherited')
const source: AsyncIterator<Uint8Array> = inherited
  ? createReadStream('', { fd: 3 })[Symbol.asyncIterator]()
  : bytesOf(rest, input)
try {
  await readAndAssess(order, source)
} catch (error) {
  if (error instanceof Refusal) await say({ type: 'refused', key: error.key, values: error.values })
  else fail(error)
}
process.stdout.end(() => process.exit(0))
