import {
  type AccountFacts,
  type Assessment,
  bucketRange,
  type LengthBucket,
  type Role,
  weaknessCodes,
} from '../core/account.ts'
import { fingerprintLength } from './run-fingerprinter.ts'

/*
 * An account as some 80 bytes, so that a million of them fit into memory and several threads can look at them at
 * once. Numbers little-endian: a head of fixed length, the marks it announces (a fingerprint each), the login, the texts
 * it announces (each behind its length), and what is rare as JSON.
 */

/** Where the fields of the head stand; from `weaknesses` on many accounts have the same. */
export const place = {
  loginKey: 0,
  line: 4,
  loginLength: 8,
  weaknesses: 10,
  texts: 14,
  flags: 16,
  guesses: 18,
  credential: 20,
  role: 21,
  score: 22,
  bucket: 23,
  marks: 25,
  states: 26,
} as const
export const headLength = 27
const markLength = fingerprintLength
export const noGuesses = 0xffff

type Fields<T> = readonly (keyof T)[]
export const credentials = ['clear', 'hash', 'locked', 'absent'] as const
export const roles: readonly Role[] = ['admin', 'user', 'service']
export const flags = ['enabled', 'shared', 'mfa', 'vendor', 'initial', 'dailyUse'] as const
export const texts = [
  'displayName',
  'email',
  'phone',
  'owner',
  'lastLoginAt',
  'passwordChangedAt',
  'createdAt',
  'expiresAt',
  'leftAt',
  'purpose',
  'reviewedAt',
  'compromisedAt',
] as const satisfies Fields<AccountFacts>

const allTexts = 2 ** texts.length - 1

/** Bits of `states`. */
export const states = { hashSeen: 1, rare: 2, struck: 4 } as const
/** What equal passwords, equal unsalted hashes and equal salts are known by: bits of `marks`, in the order they stand. */
export const marks = { password: 1, hash: 2, salt: 4 } as const
export type Mark = keyof typeof marks

/** What a list shows of an account but seldom. */
export type Rarities = Pick<Assessment, 'hash'> & Pick<AccountFacts, 'networks'>

/** An account without its password. */
export type AssessedFacts = AccountFacts & { readonly assessment: Assessment }

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** What is told of the account that begins at `start`, its password apart, added to what `known` holds. */
export function readFacts<T extends object>(bytes: Buffer, start: number, known: T): T & AccountFacts {
  const facts = known as T & Writable<AccountFacts>
  facts.login = readLogin(bytes, start)
  const role = readRole(bytes, start)
  if (role !== undefined) facts.role = role
  const told = bytes.readUInt16LE(start + place.flags)
  for (let index = 0; told >> (2 * index) !== 0; index++) {
    const flag = flags[index]
    const value = (told >> (2 * index)) & 3
    if (flag !== undefined && value !== 0) facts[flag] = value === 2
  }
  const end = readTexts(bytes, start, facts)
  const { networks } = readRarities(bytes, start, end)
  if (networks !== undefined) facts.networks = networks
  return facts
}

/** What others are told of the account: whose it is, and what it may do. */
export function readHolder(bytes: Buffer, start: number): Pick<AccountFacts, 'login' | 'owner' | 'role'> {
  const facts: Writable<AccountFacts> = { login: readLogin(bytes, start) }
  readTexts(bytes, start, facts, 1 << texts.indexOf('owner'))
  const role = readRole(bytes, start)
  return role === undefined ? facts : { ...facts, role }
}

function readRole(bytes: Buffer, start: number): Role | undefined {
  return roles[byteAt(bytes, start + place.role) - 1]
}

/** Answers where the texts end; `wanted` are bits of those that are read. */
function readTexts(bytes: Buffer, start: number, facts: Writable<AccountFacts>, wanted = allTexts): number {
  const present = bytes.readUInt16LE(start + place.texts)
  let from = loginStart(bytes, start) + loginLength(bytes, start)
  for (let index = 0; present >> index !== 0; index++) {
    const field = texts[index]
    if (field === undefined || ((present >> index) & 1) === 0) continue
    const end = from + 2 + bytes.readUInt16LE(from)
    if (((wanted >> index) & 1) === 1) facts[field] = bytes.toString('utf8', from + 2, end)
    from = end
  }
  return from
}

function readRarities(bytes: Buffer, start: number, from: number): Rarities {
  return has(bytes, start, 'rare') ? JSON.parse(rareText(bytes, from)) : {}
}

function rareText(bytes: Buffer, from: number): string {
  return bytes.toString('utf8', from + 4, from + 4 + bytes.readUInt32LE(from))
}

/**
 * Accounts of one kind are told the same, whatever their login, names, dates and fingerprints are: from the kind follows
 * the assessment, which texts there are, and everything that is not a text.
 */
export function sameKind(bytes: Buffer, start: number, other: Buffer, otherStart: number): boolean {
  for (let index: number = place.weaknesses; index < headLength; index++) {
    if (bytes[start + index] !== other[otherStart + index]) return false
  }
  if (!has(bytes, start, 'rare')) return true
  return rareText(bytes, textsEnd(bytes, start)) === rareText(other, textsEnd(other, otherStart))
}

/** A number that is the same for accounts of one kind. */
export function readKindKey(bytes: Buffer, start: number): number {
  const key = mixed(0, bytes, start + place.weaknesses, start + headLength)
  if (!has(bytes, start, 'rare')) return key
  const from = textsEnd(bytes, start)
  return mixed(key, bytes, from, from + 4 + bytes.readUInt32LE(from))
}

/** FNV-1a. */
function mixed(key: number, bytes: Buffer, from: number, to: number): number {
  let result = key
  for (let index = from; index < to; index++) result = Math.imul(result ^ byteAt(bytes, index), 0x01000193)
  return result
}

function textsEnd(bytes: Buffer, start: number): number {
  return readTexts(bytes, start, { login: '' }, 0)
}

/** The assessment; of fingerprints it only tells that they are there. */
export function readAssessment(bytes: Buffer, start: number): Assessment {
  const assessment: Writable<Assessment> = {
    credential: credentials[byteAt(bytes, start + place.credential)] ?? 'absent',
    weaknesses: weaknessCodes.filter(
      (_, index) => ((bytes.readUInt32LE(start + place.weaknesses) >>> index) & 1) === 1,
    ),
  }
  const score = byteAt(bytes, start + place.score) - 1
  if (score >= 0) assessment.score = score as 0 | 1 | 2 | 3 | 4
  const guesses = bytes.readUInt16LE(start + place.guesses)
  if (guesses !== noGuesses) assessment.guessesLog10 = guesses / 10
  const bucket = readBucket(bytes, start)
  if (bucket !== undefined) assessment.lengthBucket = bucket
  const { hash } = readRarities(bytes, start, textsEnd(bytes, start))
  if (hash !== undefined) assessment.hash = hash
  if (markStart(bytes, start, 'password') >= 0) assessment.fingerprint = ''
  if (has(bytes, start, 'hashSeen')) assessment.hashFingerprint = ''
  if (markStart(bytes, start, 'salt') >= 0) assessment.saltFingerprint = ''
  return assessment
}

/** The larger end of a bucket that has none. */
const noEnd = 0xff

/** Of the few buckets there are, taken apart once. */
const ranges = new Map<LengthBucket | undefined, ReturnType<typeof bucketRange>>([
  [undefined, { min: -1, max: 0 }],
])

function rangeOf(bucket: LengthBucket): ReturnType<typeof bucketRange> {
  const range = bucketRange(bucket)
  ranges.set(bucket, range)
  return range
}

/** Both ends of the bucket, the smaller one counted from 1: nothing is 0. */
export function writeBucket(bytes: Buffer, start: number, bucket: LengthBucket | undefined): void {
  const { min, max } = ranges.get(bucket) ?? rangeOf(bucket ?? '0')
  bytes[start + place.bucket] = min + 1
  bytes[start + place.bucket + 1] = Math.min(max, noEnd)
}

function readBucket(bytes: Buffer, start: number): LengthBucket | undefined {
  const min = byteAt(bytes, start + place.bucket) - 1
  const max = byteAt(bytes, start + place.bucket + 1)
  if (min < 0) return undefined
  if (max === noEnd) return `${min}+`
  return min === max ? `${min}` : `${min}-${max}`
}

/** Where a mark of the account stands; -1 when it has none. */
function markStart(bytes: Buffer, start: number, mark: Mark): number {
  const present = byteAt(bytes, start + place.marks)
  if ((present & marks[mark]) === 0) return -1
  return start + headLength + markLength * bitCount(present & (marks[mark] - 1))
}

/** Whether two accounts have this mark and it is the same. */
export function sameMark(
  bytes: Buffer,
  start: number,
  other: Buffer,
  otherStart: number,
  mark: Mark,
): boolean {
  const from = markStart(bytes, start, mark)
  const otherFrom = markStart(other, otherStart, mark)
  if (from < 0 || otherFrom < 0) return false
  for (let index = 0; index < markLength; index++) {
    if (bytes[from + index] !== other[otherFrom + index]) return false
  }
  return true
}

/** A number that is the same for equal marks; undefined where the account has none. */
export function readMarkKey(bytes: Buffer, start: number, mark: Mark): number | undefined {
  const from = markStart(bytes, start, mark)
  return from < 0 ? undefined : bytes.readInt32LE(from)
}

/** A number that is the same for equal logins. */
export function readLoginKey(bytes: Buffer, start: number): number {
  return bytes.readInt32LE(start + place.loginKey)
}

/** The line of its list the account stands in. */
export function readLine(bytes: Buffer, start: number): number {
  return bytes.readUInt32LE(start + place.line)
}

/** Marks the account as one that does not count. */
export function strike(bytes: Buffer, start: number): void {
  bytes[start + place.states] = byteAt(bytes, start + place.states) | states.struck
}

export function isStruck(bytes: Buffer, start: number): boolean {
  return has(bytes, start, 'struck')
}

/** The login of the account that begins at `start`. */
export function readLogin(bytes: Buffer, start: number): string {
  const from = loginStart(bytes, start)
  return bytes.toString('utf8', from, from + loginLength(bytes, start))
}

/** Order of two logins by their bytes in UTF-8: negative when the first comes first, 0 when they are the same. */
export function compareLogins(bytes: Buffer, start: number, other: Buffer, otherStart: number): number {
  const from = loginStart(bytes, start)
  const otherFrom = loginStart(other, otherStart)
  const length = loginLength(bytes, start)
  const otherLength = loginLength(other, otherStart)
  for (let index = 0; index < length && index < otherLength; index++) {
    const difference = byteAt(bytes, from + index) - byteAt(other, otherFrom + index)
    if (difference !== 0) return difference
  }
  return length - otherLength
}

/** How the account's password is stored, as the systems' rules count it. */
export function readScheme(bytes: Buffer, start: number): string {
  const credential = credentials[byteAt(bytes, start + place.credential)] ?? 'absent'
  return credential === 'hash' ? (readAssessment(bytes, start).hash?.scheme ?? 'unknown') : credential
}

function loginStart(bytes: Buffer, start: number): number {
  return start + headLength + markLength * bitCount(byteAt(bytes, start + place.marks))
}

function loginLength(bytes: Buffer, start: number): number {
  return bytes.readUInt16LE(start + place.loginLength)
}

function has(bytes: Buffer, start: number, state: keyof typeof states): boolean {
  return (byteAt(bytes, start + place.states) & states[state]) !== 0
}

function byteAt(bytes: Buffer, index: number): number {
  return bytes[index] ?? 0
}

/** Of at most three bits. */
function bitCount(bits: number): number {
  return (bits & 1) + ((bits >> 1) & 1) + ((bits >> 2) & 1)
}
