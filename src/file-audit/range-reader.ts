import type { AccountRow } from '../core/account.ts'
import { type Dialect, isAccountRow, type ReadResult, type RejectedLine } from '../core/format.ts'
import type { HashScheme } from '../core/hash-scheme.ts'
import { decodePart } from '../intake/text-stream.ts'
import { AccountPacker } from './account-packer.ts'
import { cutDelimited } from './delimited-range.ts'
import { FoldingAssessor } from './folding-assessor.ts'
import type { ReadingOrder, ReadRows } from './reading-order.ts'
import { openRunFingerprinter } from './run-fingerprinter.ts'
import type { TextRange } from './text-ranges.ts'

/** What it takes to read ranges of one list: its dialect, its delimiter, and the header row that stands before all. */
export interface RangeFrame {
  readonly dialect: Dialect
  readonly delimiter: string
  readonly header: readonly string[]
}

const namedRejections = 1000

/** Turns parts of one list into packed accounts; what it once rated it remembers for the next part. */
export class RangeReader {
  readonly #order: ReadingOrder
  readonly #assessor: FoldingAssessor
  readonly #packer = new AccountPacker()

  constructor(order: ReadingOrder, schemes: ReadonlyMap<string, HashScheme>) {
    this.#order = order
    this.#assessor = new FoldingAssessor({
      order,
      schemes,
      fingerprinter: openRunFingerprinter(order.key),
    })
  }

  /** Reads a range and overwrites its bytes. Refuses what refuses the list, by its line. */
  read({ bytes, encoding, line, isLast }: TextRange, frame: RangeFrame): Promise<ReadRows> {
    const text = decodePart(bytes, encoding, line)
    bytes.fill(0)
    const { columns, now } = this.#order
    const reader = frame.dialect.open({ columns, now, isPart: true })
    if (line > 1) reader.read(frame.header as never, 1)
    const part = this.#openPart()
    cutDelimited(text, frame.delimiter, line, isLast, {
      record: (cells, at) => {
        for (const result of reader.read(cells as never, at)) part.take(result)
      },
      rejected: rejected => part.take(rejected),
    })
    return part.end()
  }

  /** Assesses and packs what a format has read. */
  assess(results: readonly ReadResult[]): Promise<ReadRows> {
    const part = this.#openPart()
    for (const result of results) part.take(result)
    return part.end()
  }

  #openPart(): PartRows {
    return new PartRows(this.#assessor, this.#packer)
  }
}

/** Rows of one part. What is in clear is assessed and packed as it comes; hashes, which take time, at the end. */
class PartRows {
  readonly #assessor: FoldingAssessor
  readonly #packer: AccountPacker
  readonly #hashed: AccountRow[] = []
  readonly #rejected: RejectedLine[] = []
  #rejectedCount = 0
  #rows = 0

  constructor(assessor: FoldingAssessor, packer: AccountPacker) {
    this.#assessor = assessor
    this.#packer = packer
  }

  take(result: ReadResult): void {
    this.#rows += 1
    if (!isAccountRow(result)) {
      this.#rejectedCount += 1
      if (this.#rejected.length < namedRejections) this.#rejected.push(result)
      return
    }
    const assessment = this.#assessor.assessClear(result)
    if (assessment === undefined) this.#hashed.push(result)
    else this.#packer.add(result, assessment, result.line)
  }

  async end(): Promise<ReadRows> {
    const hashed = await this.#assessor.assessHashed(this.#hashed, this.#rows)
    for (const [index, account] of hashed.entries()) {
      this.#packer.add(account, account.assessment, this.#hashed[index]?.line ?? 0)
    }
    return {
      accounts: this.#packer.take(),
      rejected: this.#rejected,
      rejectedCount: this.#rejectedCount,
      rows: this.#rows,
    }
  }
}
