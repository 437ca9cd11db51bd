import type { Assessment } from '../core/account.ts'
import { foldLookAlikes } from '../strength/look-alikes.ts'
import { rootOf, stemOf } from '../strength/stem.ts'

const shortestRoot = 5
const alike = [stemOf, rootOf] as const

/**
 * What a new password is to the old one where both are at hand: fingerprints tell equal stems and one character more,
 * the texts also a root that was only dressed anew. Undefined where they are not kin.
 */
export function kinship(oldPassword: string, newPassword: string): Assessment['variant'] {
  const [before, now] = [oldPassword.normalize('NFKC'), newPassword.normalize('NFKC')]
  if (alike.some(rootOf => isSame(rootOf(before), rootOf(now)))) return 'stem'
  if (roots.some(rootOf => isKept(rootOf(before), rootOf(now)))) return 'stem'
  return isOneAway(before, now) ? 'one-character-more' : undefined
}

/** What people keep when they exchange the punctuation or the year, and when they write signs for letters. */
const roots: readonly ((password: string) => string)[] = [
  password => lettersOf(password.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')),
  password => lettersOf(foldLookAlikes(password)),
]

function isSame(root: string | undefined, newRoot: string | undefined): boolean {
  return root !== undefined && root === newRoot
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

function isKept(root: string, newRoot: string): boolean {
  const [short = '', long = ''] = [root, newRoot].toSorted((a, b) => a.length - b.length)
  return short.length >= shortestRoot && (long.includes(short) || long === reversed(short))
}

function reversed(text: string): string {
  return [...text].reverse().join('')
}

/** One character more, one less, or another one in its place or elsewhere: in steps of the length, not of its cube. */
function isOneAway(before: string, now: string): boolean {
  const [left, right] = withoutCommonEnds([...before], [...now])
  if (left.length !== right.length) return left.length + right.length === 1
  return isShifted(left, right) || isShifted(right, left)
}

/** Where neither the first nor the last sign is common, one can only be missing at the one end and new at the other. */
function isShifted(left: readonly string[], right: readonly string[]): boolean {
  return left.slice(1).every((point, index) => point === right[index])
}

function withoutCommonEnds(
  left: readonly string[],
  right: readonly string[],
): readonly [readonly string[], readonly string[]] {
  const most = Math.min(left.length, right.length)
  let start = 0
  while (start < most && left[start] === right[start]) start += 1
  let end = 0
  while (end < most - start && left.at(-1 - end) === right.at(-1 - end)) end += 1
  return [left.slice(start, left.length - end), right.slice(start, right.length - end)]
}
