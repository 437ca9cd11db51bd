import type { Secret } from './secret.ts'

/** What a list shows of the password: in clear, as a hash, locked (no password opens it), or nothing. */
export type Credential =
  | { readonly seen: 'clear'; readonly secret: Secret }
  /**
   * `scheme` only where the list itself says it (a plugin column, a fixed-scheme file); otherwise recognised from the
   * text. `realm` where the hash was made with one (htdigest).
   */
  | { readonly seen: 'hash'; readonly hash: Secret; readonly scheme?: string; readonly realm?: string }
  | { readonly seen: 'locked' }
  | { readonly seen: 'absent' }

export type Role = 'admin' | 'user' | 'service'

/** What is known of an account apart from its password. Absent means unknown. Times are RFC 3339 or `YYYY-MM-DD`. */
export interface AccountFacts {
  readonly login: string
  readonly displayName?: string
  readonly email?: string
  readonly phone?: string
  readonly owner?: string
  readonly role?: Role
  readonly enabled?: boolean
  readonly lastLoginAt?: string
  readonly passwordChangedAt?: string
  readonly createdAt?: string
  readonly expiresAt?: string
  /** When the person left or changed jobs. */
  readonly leftAt?: string
  readonly shared?: boolean
  readonly mfa?: boolean
  readonly vendor?: boolean
  /** True while the first, handed-out password is still in use. */
  readonly initial?: boolean
  readonly purpose?: string
  readonly reviewedAt?: string
  /** Whether the holder also works with this account daily (an admin account should not be). */
  readonly dailyUse?: boolean
  /** When this credential was known to be compromised. */
  readonly compromisedAt?: string
  /** Networks the list itself ties the account to (Pure-FTPd, allow_nets, MySQL host). */
  readonly networks?: readonly string[]
}

/** One account as a format read it; lives only in the process that reads the list. */
export interface AccountRow extends AccountFacts {
  readonly line: number
  readonly credential: Credential
  /** Further passwords of the same login (LDAP allows several); the weakest counts. */
  readonly alternatives?: readonly Credential[]
}

/** Weakest first: the name says how a stolen list would be opened. */
export type HashClass = 'plaintext' | 'reversible' | 'broken' | 'unsalted' | 'fast' | 'slow'

/** A hash scheme and its parameters, without the hash. */
export interface HashFacts {
  readonly scheme: string
  readonly class: HashClass
  /** Cost parameters by their usual names: `cost`, `rounds`, `iterations`, `memoryKibibytes`, `passes`, `lanes`, `digest`. */
  readonly parameters: Readonly<Record<string, number | string>>
  readonly saltBits?: number
}

/** A length as it is kept: `0`, `8-9`, `64+`. A range, so that the exact length is forgotten. */
export type LengthBucket = `${number}` | `${number}-${number}` | `${number}+`

/** Why a password is weak, as stable codes; never a part of the password. */
export const weaknessCodes = [
  'blank',
  'equals-login',
  'default',
  'breached',
  'common',
  'context',
  'keyboard',
  'sequence',
  'repeat',
  'date',
  'name-digits',
  'no-letter',
  'no-digit',
] as const
export type WeaknessCode = (typeof weaknessCodes)[number]

/** All that is kept of a password (DESIGN law 1): nothing here gives it back without the fingerprint key. */
export interface Assessment {
  readonly credential: Credential['seen']
  /** Keyed fingerprint `f1.<keyId>.<cost>.<base64url>`; equal = same password. */
  readonly fingerprint?: string
  /** Keyed fingerprint of the password's stem (lower case, look-alikes folded, end digits and signs cut); kept only while a task is open. */
  readonly stem?: string
  /** Keyed fingerprint of the hash text: tells "changed since", and for unsalted schemes "same password". */
  readonly hashFingerprint?: string
  /** Keyed fingerprint of the salt, to find salts used twice. */
  readonly saltFingerprint?: string
  /** zxcvbn's 0–4. Absent: not rated (the hash was not opened). */
  readonly score?: 0 | 1 | 2 | 3 | 4
  /** Version of the estimator the score comes from, its word lists included; with it the rating can be made again. */
  readonly estimator?: string
  /** log10 of the guesses an attacker needs, rounded to one decimal. */
  readonly guessesLog10?: number
  readonly lengthBucket?: LengthBucket
  readonly weaknesses: readonly WeaknessCode[]
  readonly hash?: HashFacts
  /** When a server that had found this password right showed it: the rating comes from use, not from a list. */
  readonly seenAtLogin?: string
  /** What the new password is to the one an open task wants gone; set only when such a task exists. */
  readonly variant?: 'stem' | 'one-character-more'
}

/** Where buckets begin: at the lengths the usual policies ask for. */
const usualBuckets: readonly number[] = [0, 1, 8, 10, 12, 14, 15, 64]

/** Tells the bucket of a length (in code points). The lengths a policy asks for begin one each, so that it can judge. */
export function openLengthBuckets(asked: readonly number[]): (length: number) => LengthBucket {
  const begins = [...new Set([...usualBuckets, ...asked])].sort((a, b) => a - b)
  const buckets = begins.map((min, index): LengthBucket => {
    const next = begins[index + 1]
    if (next === undefined) return `${min}+`
    return next === min + 1 ? `${min}` : `${min}-${next - 1}`
  })
  return length => buckets[begins.findLastIndex(min => min <= length)] ?? '0'
}

/** Smallest and largest length in a bucket. */
export function bucketRange(bucket: LengthBucket): { readonly min: number; readonly max: number } {
  const [min = 0, max = min] = bucket.split('-').map(Number.parseFloat)
  return { min, max: bucket.endsWith('+') ? Number.POSITIVE_INFINITY : max }
}

/** Classes in which equal hash texts mean equal passwords: no salt of its own keeps them apart. */
const comparableClasses: readonly (HashClass | undefined)[] = [
  'unsalted',
  'broken',
  'reversible',
  'plaintext',
]

/** The fingerprint of a hash that equal passwords share; undefined where a salt keeps them apart. */
export function comparableHash({ hash, hashFingerprint }: Assessment): string | undefined {
  return comparableClasses.includes(hash?.class) ? hashFingerprint : undefined
}

/** How two keyed fingerprints compare. Another key or another cost cannot be compared: unknown, never "changed". */
export function compareFingerprints(
  a: string | undefined,
  b: string | undefined,
): 'same' | 'different' | 'incomparable' {
  if (a === undefined || b === undefined) return 'incomparable'
  if (a === b) return 'same'
  const head = (text: string) => text.slice(0, text.lastIndexOf('.'))
  return head(a) === head(b) ? 'different' : 'incomparable'
}

/** An account as kept. */
export interface Account extends AccountFacts {
  readonly id: string
  readonly system: string
  readonly assessment: Assessment
  /** Account list that last showed it; '' while only a login has. */
  readonly list: string
  readonly firstSeenAt: string
  readonly lastSeenAt: string
  /** Fingerprints of earlier passwords, newest first, at most four. */
  readonly previousFingerprints: readonly string[]
}
