import type { Assessment } from './account.ts'
import { canLogIn } from './credential-state.ts'
import { type AccountSubject, bad, good, type Peer, type RuleExample, unknown, type Verdict } from './rule.ts'

const namedPeers = 20
const spelledPeers = 3

/** Why reuse could not be judged, in sentences for the `reasons` of a rule. */
export const incomparableReasons = {
  'not-comparable': {
    en: 'The password was not seen, so it cannot be compared with others.',
    ja: 'パスワードを確認できていないため、ほかのアカウントと比較できません。',
  },
  'not-all-compared': {
    en: 'The password is used {count} more times; only the first {compared} were looked at.',
    ja: '同じパスワードがほかに{count}件あり、そのうち先頭の{compared}件しか確認していません。',
  },
} as const

/**
 * Bad with `reason` (`{count}`, and `{named}`, the first three) when the same password opens an account that matters: one
 * of `shared`, which are some of the subject's peers. The evidence names the first 20 of these as `system:login` and counts
 * all accounts with the password. One that was never seen is unknown: what cannot be compared is no proof of difference.
 */
export function judgeReuse(subject: AccountSubject, reason: string, shared: readonly Peer[]): Verdict {
  const { account, peers, peerCount } = subject
  if (!canLogIn(account)) return good
  if (shared.length > 0) {
    const { samePassword, named } = namesOf(shared)
    return bad(
      reason,
      { count: shared.length, named },
      { evidence: { samePassword, samePasswordCount: peerCount } },
    )
  }
  if (peers.length < peerCount)
    return unknown('not-all-compared', { count: peerCount, compared: peers.length })
  return isComparable(account.assessment) ? good : unknown('not-comparable')
}

interface PeerNames {
  readonly samePassword: readonly string[]
  readonly named: string
}

/** Of a password that many have, most of them are told of the same first peers, one after the other. */
let last: (PeerNames & { readonly shared: readonly Peer[] }) | undefined

function namesOf(shared: readonly Peer[]): PeerNames {
  if (last !== undefined && beginAlike(last.shared, shared)) return last
  const samePassword = shared.slice(0, namedPeers).map(({ system, login }) => `${system}:${login}`)
  const more = shared.length > spelledPeers ? ' …' : ''
  last = { shared, samePassword, named: samePassword.slice(0, spelledPeers).join(', ') + more }
  return last
}

function beginAlike(peers: readonly Peer[], others: readonly Peer[]): boolean {
  for (let index = 0; index < namedPeers; index++) if (peers[index] !== others[index]) return false
  return true
}

/** Without a salt equal passwords have equal hashes; with one, the password itself must have been seen. */
function isComparable({ fingerprint, hashFingerprint, hash }: Assessment): boolean {
  return fingerprint !== undefined || (hashFingerprint !== undefined && hash?.class === 'unsalted')
}

/** Unknown examples for every rule that compares passwords. */
export const incomparableExamples: readonly RuleExample<'account'>[] = [
  {
    about: 'a salted hash that no candidate opened',
    subject: { account: { assessment: { credential: 'hash', hashFingerprint: 'h1.k.x' } } },
    reason: 'not-comparable',
  },
  {
    about: 'more accounts with this password than were looked at',
    subject: { account: { assessment: { credential: 'clear', fingerprint: 'f1.k.hmac.a' } }, peerCount: 80 },
    reason: 'not-all-compared',
  },
]
