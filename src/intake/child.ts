import { once } from 'node:events'
import type { AccountRow } from '../core/account.ts'
import { isAccountRow, type ReadResult } from '../core/format.ts'
import { Refusal } from '../core/refusal.ts'
import { readShelf } from '../shelf.ts'
import { openAsking } from './asking.ts'
import { Assessor } from './assess.ts'
import { openFingerprinter, openFingerprintKey, passingFingerprintKey } from './fingerprint.ts'
import type { AssessedAccount, IntakeMessage, IntakeOrder, OldPassword } from './protocol.ts'
import { readAhead } from './read-ahead.ts'
import { readList } from './reading.ts'

/*
 * The process that reads one account list and ends. Standard input: the order as one line of JSON, then the file's
 * bytes. Standard output: messages, one line of JSON each. Descriptor 3: answers to what it asks. Passwords
 * leave it by no way; of an unexpected error only its name does, because a message may quote what was being read.
 */

const batchSize = 500
/** Batches being assessed while the next is read. */
const batchesUnderWay = 3
const progressEveryMilliseconds = 500
/** Held unread at most. A million rows have some 40 MB. */
const mostHeldBytes = 64 * 2 ** 20

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
  #rejected = 0
  /** Rows taken, those that are not assessed yet included, and the bytes they were read from. */
  #taken = { rows: 0, bytes: 0 }
  readonly #assessor: Assessor
  readonly #ask: (logins: readonly string[]) => Promise<readonly (OldPassword | null)[]>
  readonly #underWay: Promise<readonly IntakeMessage[]>[] = []

  constructor(assessor: Assessor, { hasOpenTasks }: IntakeOrder) {
    this.#assessor = assessor
    this.#ask = hasOpenTasks === true ? openAsking(say) : async () => []
  }

  async take(results: readonly ReadResult[], bytes: number): Promise<void> {
    this.#taken = { rows: this.#taken.rows + results.length, bytes }
    for (let at = 0; at < results.length; at += batchSize) {
      this.#underWay.push(this.#answer(results.slice(at, at + batchSize)))
      if (this.#underWay.length > batchesUnderWay) await this.#sayNext()
    }
  }

  async finish(): Promise<void> {
    while (this.#underWay.length > 0) await this.#sayNext()
  }

  /** Of rows still being assessed the bytes count as not read. */
  async progress(): Promise<void> {
    const { rows, bytes } = this.#taken
    const share = rows === 0 ? 1 : this.rows / rows
    const [read, rejected] = [Math.round(bytes * share), this.#rejected]
    await say({ type: 'progress', rows: this.rows, rejected, bytes: read })
  }

  async #sayNext(): Promise<void> {
    for (const message of (await this.#underWay.shift()) ?? []) await say(message)
  }

  async #answer(results: readonly ReadResult[]): Promise<readonly IntakeMessage[]> {
    const rows = results.filter(isAccountRow)
    const old = await this.#ask(rows.map(({ login }) => login))
    const accounts = await Promise.all(rows.map((row, at) => this.#assess(row, old[at] ?? undefined)))
    const rejected = results.flatMap(result =>
      isAccountRow(result) ? [] : [{ type: 'rejected' as const, ...result }],
    )
    this.rows += rejected.length
    this.#rejected += rejected.length
    return [...rejected, ...(accounts.length === 0 ? [] : [{ type: 'accounts' as const, accounts }])]
  }

  async #assess(row: AccountRow, old: OldPassword | undefined): Promise<AssessedAccount> {
    const account = await this.#assessor.assess(row, old)
    this.rows += 1
    return account
  }
}

async function readAndAssess(order: IntakeOrder, source: AsyncIterator<Uint8Array>): Promise<void> {
  const { fingerprintKeyFile: keyFile, fingerprintCost: cost } = order
  const key = keyFile === undefined ? passingFingerprintKey() : openFingerprintKey(keyFile)
  const [formats, schemes] = await Promise.all([readShelf('formats'), readShelf('hashes')])
  const fingerprinter = openFingerprinter({ key, cost })
  const answering = new Answering(new Assessor({ order, schemes, fingerprinter }), order)
  const telling = setInterval(() => answering.progress(), progressEveryMilliseconds)
  try {
    for await (const reading of readList(source, order, formats)) {
      if (reading.type === 'recognised') await say(reading)
      else await answering.take(reading.results, reading.bytes)
    }
    await answering.finish()
  } finally {
    clearInterval(telling)
  }
  await answering.progress()
  await say({ type: 'done', rows: answering.rows })
}

const input: AsyncIterator<Buffer> = process.stdin[Symbol.asyncIterator]()
const { order, rest } = await readOrder(input)
const sent = bytesOf(rest, input)
const source = order.takesIn === true ? readAhead(sent, mostHeldBytes) : sent
try {
  await readAndAssess(order, source)
} catch (error) {
  if (error instanceof Refusal) await say({ type: 'refused', key: error.key, values: error.values })
  else fail(error)
}
process.stdout.end(() => process.exit(0))
