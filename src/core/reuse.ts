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
 * Bad with `reason` (`{count}`, and `{named}`, the first three) when the same password opens an account that `matters`; the evidence
 * names the first 20 of these as `system:login` and counts all accounts with the password. One that was never seen
 * is unknown: what cannot be compared is no proof of difference.
 */
export function judgeReuse(
  subject: AccountSubject,
  reason: string,
  matters: (peer: Peer) => boolean,
): Verdict {
  const { account, peers, peerCount } = subject
  if (!canLogIn(account)) return good
  const shared = peers.filter(matters)
  if (shared.length > 0) {
    const samePassword = shared.slice(0, namedPeers).map(({ system, login }) => `${system}:${login}`)
    const evidence = { samePassword, samePasswordCount: peerCount }
    const more = shared.length > spelledPeers ? ' …' : ''
    const named = samePassword.slice(0, spelledPeers).join(', ') + more
    return bad(reason, { count: shared.length, named }, { evidence })
  }
  if (peers.length < peerCount)
    return unknown('not-all-compared', { count: peerCount, compared: peers.length })
  return isComparable(account.assessment) ? good : unknown('not-comparable')
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
