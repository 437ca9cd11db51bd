import { type AccountFacts, type Assessment, comparableHash, weaknessCodes } from '../core/account.ts'
import {
  credentials,
  flags,
  headLength,
  marks,
  noGuesses,
  place,
  type Rarities,
  roles,
  states,
  texts,
  writeBucket,
} from './packed-account.ts'
import { fingerprintLength } from './run-fingerprinter.ts'

/** Accounts one behind the other, and where each begins. */
export interface PackedAccounts {
  readonly bytes: Uint8Array
  readonly starts: Uint32Array
  /** All marks that any of them has, as bits. */
  readonly marks: number
}

const longestText = 0xffff
const shortText = 64
/** Bytes of everything but texts. */
const fixedLength = headLength + 3 * fingerprintLength

/** Packs assessed accounts one after the other. What only a rotation needs (stem, variant) is left out. */
export class AccountPacker {
  #bytes = Buffer.allocUnsafeSlow(2 ** 16)
  #end = 0
  #starts: number[] = []
  #marks = 0
  #lastLine = 0
  #isInOrder = true

  /** `line` is where the account stands in its list. */
  add(account: AccountFacts, assessment: Assessment, line: number): void {
    const start = this.#end
    this.#starts.push(start)
    if (line < this.#lastLine) this.#isInOrder = false
    this.#lastLine = line
    this.#makeRoom(fixedLength + 3 * account.login.length)
    this.#addHead(account, assessment, line)
    this.#end += headLength
    const present = this.#addMarks(assessment)
    const loginLength = this.#addLogin(account.login, start)
    const told = this.#addTexts(account)
    const state = this.#addRarities(account, assessment)
    // Only now: the texts may have moved everything to a larger buffer.
    const bytes = this.#bytes
    bytes[start + place.marks] = present
    bytes.writeUInt16LE(loginLength, start + place.loginLength)
    bytes.writeUInt16LE(told, start + place.texts)
    bytes[start + place.states] = state
    this.#marks |= present
  }

  /** What was packed so far, in order of lines; begins anew. */
  take(): PackedAccounts {
    const bytes = this.#bytes.subarray(0, this.#end)
    const starts = Uint32Array.from(this.#starts)
    if (!this.#isInOrder) starts.sort((a, b) => lineAt(bytes, a) - lineAt(bytes, b))
    const marks = this.#marks
    this.#bytes = Buffer.allocUnsafeSlow(this.#bytes.length)
    this.#end = 0
    this.#starts = []
    this.#lastLine = 0
    this.#isInOrder = true
    this.#marks = 0
    return { bytes, starts, marks }
  }

  #addHead(account: AccountFacts, assessment: Assessment, line: number): void {
    const { role } = account
    const start = this.#end
    const bytes = this.#bytes
    const { guessesLog10: guesses, score, lengthBucket: bucket } = assessment
    bytes.writeUInt32LE(line, start + place.line)
    bytes.writeUInt32LE(bitsOf(assessment.weaknesses), start + place.weaknesses)
    bytes.writeUInt16LE(bitsOfFlags(account), start + place.flags)
    bytes.writeUInt16LE(guesses === undefined ? noGuesses : Math.round(guesses * 10), start + place.guesses)
    bytes[start + place.credential] = credentials.indexOf(assessment.credential)
    bytes[start + place.role] = role === undefined ? 0 : roles.indexOf(role) + 1
    bytes[start + place.score] = score === undefined ? 0 : score + 1
    writeBucket(bytes, start, bucket)
  }

  #addMarks(assessment: Assessment): number {
    return (
      this.#addMark(marks.password, assessment.fingerprint) |
      this.#addMark(marks.hash, comparableHash(assessment)) |
      this.#addMark(marks.salt, assessment.saltFingerprint)
    )
  }

  #addMark(bit: number, fingerprint: string | undefined): number {
    if (fingerprint === undefined) return 0
    for (let index = 0; index < fingerprint.length; index++) {
      this.#bytes[this.#end++] = fingerprint.charCodeAt(index)
    }
    return bit
  }

  /** Answers how many bytes the login takes. */
  #addLogin(login: string, start: number): number {
    const from = this.#end
    this.#end += writeText(this.#bytes, login, from)
    this.#bytes.writeUInt32LE(keyOf(this.#bytes, from, this.#end), start + place.loginKey)
    return this.#end - from
  }

  /** Answers which texts there are, as bits. */
  #addTexts(account: AccountFacts): number {
    let present = 0
    for (let index = 0; index < texts.length; index++) {
      const text = account[texts[index] ?? 'login']
      if (text === undefined) continue
      present |= 1 << index
      this.#addText(text)
    }
    return present
  }

  /** Answers the account's states, as bits. */
  #addRarities({ networks }: AccountFacts, { hash, hashFingerprint }: Assessment): number {
    const state = hashFingerprint === undefined ? 0 : states.hashSeen
    if (hash === undefined && networks === undefined) return state
    const rarities: { readonly [K in keyof Rarities]: Rarities[K] | undefined } = { hash, networks }
    const text = JSON.stringify(rarities)
    this.#makeRoom(4 + 3 * text.length)
    const length = this.#bytes.write(text, this.#end + 4)
    this.#bytes.writeUInt32LE(length, this.#end)
    this.#end += 4 + length
    return state | states.rare
  }

  /** Of a text longer than anybody needs the beginning. */
  #addText(text: string): void {
    this.#makeRoom(2 + 3 * text.length)
    const length = Math.min(longestText, writeText(this.#bytes, text, this.#end + 2))
    this.#bytes.writeUInt16LE(length, this.#end)
    this.#end += 2 + length
  }

  #makeRoom(needed: number): void {
    if (this.#end + needed <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * this.#bytes.length + needed)
    this.#bytes.copy(larger, 0, 0, this.#end)
    this.#bytes = larger
  }
}

/** Writes a text in UTF-8, short ASCII sign by sign: three times as fast. Answers how many bytes it takes. */
function writeText(bytes: Buffer, text: string, at: number): number {
  const { length } = text
  if (length > shortText) return bytes.write(text, at)
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index)
    if (unit > 127) return bytes.write(text, at)
    bytes[at + index] = unit
  }
  return length
}

function lineAt(bytes: Buffer, start: number): number {
  return bytes.readUInt32LE(start + place.line)
}

function bitsOf(codes: Assessment['weaknesses']): number {
  let bits = 0
  for (const code of codes) bits |= 1 << weaknessCodes.indexOf(code)
  return bits >>> 0
}

/** Two bits a flag: 0 not known, 1 no, 2 yes. */
function bitsOfFlags(facts: Pick<AccountFacts, (typeof flags)[number]>): number {
  let bits = 0
  for (let index = 0; index < flags.length; index++) {
    const value = facts[flags[index] ?? 'enabled']
    if (value !== undefined) bits |= (value ? 2 : 1) << (2 * index)
  }
  return bits
}

/** FNV-1a over a login's bytes: equal logins have equal keys. */
function keyOf(bytes: Uint8Array, from: number, end: number): number {
  let key = 0x811c9dc5
  for (let index = from; index < end; index++) key = Math.imul(key ^ (bytes[index] ?? 0), 0x01000193)
  return key >>> 0
}
