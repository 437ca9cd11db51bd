import type { AccountFacts, Assessment } from '../core/account.ts'
import type { PackedAccounts } from './account-packer.ts'
import {
  compareLogins,
  isStruck,
  type Mark,
  readAssessment,
  readFacts,
  readHolder,
  readKindKey,
  readLine,
  readLogin,
  readScheme,
  sameKind,
  sameMark,
  strike,
} from './packed-account.ts'

/** Packed accounts of one system, in memory that threads can share; `first` is the number of the first of them. */
interface Block {
  readonly bytes: SharedArrayBuffer
  readonly starts: SharedArrayBuffer
  readonly first: number
  readonly system: number
  /** All marks that any of its accounts has. */
  readonly marks: number
}

/** A ledger as threads hand it to each other. */
export interface LedgerContents {
  readonly blocks: readonly Block[]
}

/** A block to look into: account `first + index` begins at `offsets[index]` of `buffer`. */
export interface OpenBlock extends Block {
  readonly buffer: Buffer
  readonly offsets: Uint32Array
}

const stepBits = 10

/** All accounts of a run, by number from 0 in the order they were read. Struck ones keep their number. */
export class Ledger {
  readonly #blocks: OpenBlock[] = []
  #length = 0
  /** By every 1,024th account: the block that holds it. */
  readonly #steps: number[] = []

  constructor({ blocks }: LedgerContents = { blocks: [] }) {
    for (const block of blocks) this.#keep(open(block))
  }

  get length(): number {
    return this.#length
  }

  /** Copies accounts of the system with this number; the first of them gets the next number. */
  append({ bytes, starts, marks }: PackedAccounts, system: number): OpenBlock {
    const shared = {
      bytes: new SharedArrayBuffer(bytes.length),
      starts: new SharedArrayBuffer(4 * starts.length),
    }
    const block = open({ ...shared, first: this.#length, system, marks })
    block.buffer.set(bytes)
    block.offsets.set(starts)
    this.#keep(block)
    return block
  }

  contents(): LedgerContents {
    const blocks = this.#blocks.map(({ buffer: _buffer, offsets: _offsets, ...block }) => block)
    return { blocks }
  }

  /** What is told of the account, its password apart, added to what `known` holds. */
  facts<T extends object = object>(account: number, known: T = {} as T): T & AccountFacts {
    const block = this.#blockOf(account)
    return readFacts(block.buffer, startOf(block, account), known)
  }

  /** What others are told of the account. */
  holder(account: number): ReturnType<typeof readHolder> {
    const block = this.#blockOf(account)
    return readHolder(block.buffer, startOf(block, account))
  }

  /** A number that is the same for accounts of one kind. */
  kindKey(account: number): number {
    const block = this.#blockOf(account)
    return readKindKey(block.buffer, startOf(block, account))
  }

  /** Whether of two accounts the same is told, texts and fingerprints apart. */
  hasSameKind(account: number, other: number): boolean {
    const a = this.#blockOf(account)
    const b = this.#blockOf(other)
    return sameKind(a.buffer, startOf(a, account), b.buffer, startOf(b, other))
  }

  /** Of fingerprints it only tells that they are there. Follows from the account's kind. */
  assessment(account: number): Assessment {
    const block = this.#blockOf(account)
    return readAssessment(block.buffer, startOf(block, account))
  }

  login(account: number): string {
    const block = this.#blockOf(account)
    return readLogin(block.buffer, startOf(block, account))
  }

  line(account: number): number {
    const block = this.#blockOf(account)
    return readLine(block.buffer, startOf(block, account))
  }

  scheme(account: number): string {
    const block = this.#blockOf(account)
    return readScheme(block.buffer, startOf(block, account))
  }

  system(account: number): number {
    return this.#blockOf(account).system
  }

  /** The order of two accounts' logins by their bytes, as databases order text; 0 when they are the same. */
  compareLogins(account: number, other: number): number {
    const a = this.#blockOf(account)
    const b = this.#blockOf(other)
    return compareLogins(a.buffer, startOf(a, account), b.buffer, startOf(b, other))
  }

  hasSameMark(account: number, other: number, mark: Mark): boolean {
    const a = this.#blockOf(account)
    const b = this.#blockOf(other)
    return sameMark(a.buffer, startOf(a, account), b.buffer, startOf(b, other), mark)
  }

  /** Takes an account out: another line says the same login. */
  strike(account: number): void {
    const block = this.#blockOf(account)
    strike(block.buffer, startOf(block, account))
  }

  isStruck(account: number): boolean {
    const block = this.#blockOf(account)
    return isStruck(block.buffer, startOf(block, account))
  }

  #keep(block: OpenBlock): void {
    const number = this.#blocks.push(block) - 1
    this.#length += block.offsets.length
    while (this.#steps.length << stepBits < this.#length) this.#steps.push(number)
  }

  #blockOf(account: number): OpenBlock {
    for (let number = this.#steps[account >> stepBits] ?? 0; ; number++) {
      const block = this.#blocks[number]
      if (block === undefined) throw new RangeError(`no account ${account}`)
      if (account < block.first + block.offsets.length) return block
    }
  }
}

function open(block: Block): OpenBlock {
  return { ...block, buffer: Buffer.from(block.bytes), offsets: new Uint32Array(block.starts) }
}

function startOf({ offsets, first }: OpenBlock, account: number): number {
  return offsets[account - first] ?? 0
}
