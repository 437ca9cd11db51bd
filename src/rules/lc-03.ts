import { z } from 'zod'
import { compareFingerprints } from '../core/account.ts'
import { isAfter } from '../core/days.ts'
import type { TaskStatus } from '../core/rotation.ts'
import { pendingStatuses } from '../core/rotation-states.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

const judged: readonly TaskStatus[] = [...pendingStatuses, 'verified']

/** A rotation counts by what the next list shows, not by what was said. */
export default defineRule({
  id: 'LC-03',
  subject: 'account',
  severity: 'high',
  title: {
    en: 'Said to be changed, but the old password is in use',
    ja: '変更済みのはずが元のパスワードのまま',
  },
  references: ['ISO/IEC 27001:2022 A.5.17'],
  remedy: {
    en: 'Change the password on the system itself, then import its account list again as proof.',
    ja: 'システム側で実際に変更し、アカウント一覧を再取り込みして確認してください。',
  },
  reasons: {
    'claimed-unchanged': {
      en: 'Claimed as changed on {on}, yet a later list shows the old password.',
      ja: '{on}に変更済みと申告されましたが、その後の一覧でも元のパスワードのままです。',
    },
    'back-again': {
      en: 'Proved as changed on {on}; the old password is back since.',
      ja: '{on}に変更が確認されましたが、元のパスワードに戻っています。',
    },
    'no-list-since': {
      en: 'Claimed as changed on {on}; no account list was imported since.',
      ja: '{on}に変更済みと申告されましたが、その後の一覧が取り込まれていません。',
    },
    incomparable: {
      en: 'Reported as changed on {on}; the passwords then and now cannot be compared.',
      ja: '{on}に変更とされていますが、前後のパスワードを比較できません。',
    },
  },
  options: z.strictObject({}),
  check: ({ account, task }) => {
    const since = task?.closedAt ?? task?.reverted?.provedAt ?? task?.claimedAt
    if (task === undefined || since === undefined) return good
    if (!judged.includes(task.status)) return good
    const proved = task.status === 'verified' || task.reverted !== undefined
    const values = { on: since.slice(0, 10) }
    if (!proved && !isAfter(account.lastSeenAt, since)) return unknown('no-list-since', values)
    const { fingerprint, hashFingerprint } = account.assessment
    const password = compareFingerprints(task.old.fingerprint, fingerprint)
    // An equal hash is an equal password; another hash may only be another salt.
    const sameHash = compareFingerprints(task.old.hashFingerprint, hashFingerprint) === 'same'
    if (password === 'same' || sameHash) {
      return bad(proved ? 'back-again' : 'claimed-unchanged', values, { evidence: { task: task.id } })
    }
    return password === 'different' ? good : unknown('incomparable', values)
  },
  examples: {
    good: [
      { about: 'no task', subject: {} },
      { about: 'nobody claims anything', subject: { task: { old: { fingerprint: 'f1.k.hmac.a' } } } },
      {
        about: 'claimed, and another password since',
        subject: {
          account: { assessment: { fingerprint: 'f1.k.hmac.b' } },
          task: { status: 'claimed', claimedAt: '2026-11-20T09:00:00Z', old: { fingerprint: 'f1.k.hmac.a' } },
        },
      },
      {
        about: 'cancelled',
        subject: { task: { status: 'cancelled', closedAt: '2026-11-20T09:00:00Z' } },
      },
    ],
    bad: [
      {
        about: 'claimed, and the same password in a later list',
        subject: {
          account: { assessment: { fingerprint: 'f1.k.hmac.a' } },
          task: { status: 'claimed', claimedAt: '2026-11-20T09:00:00Z', old: { fingerprint: 'f1.k.hmac.a' } },
        },
        reason: 'claimed-unchanged',
      },
      {
        about: 'verified, and the old hash is back',
        subject: {
          account: { assessment: { hashFingerprint: 'h1.k.hmac.a' } },
          task: {
            status: 'verified',
            closedAt: '2026-11-20T09:00:00Z',
            old: { hashFingerprint: 'h1.k.hmac.a' },
          },
        },
        reason: 'back-again',
      },
    ],
    unknown: [
      {
        about: 'claimed after the newest list',
        subject: { task: { status: 'claimed', claimedAt: '2026-11-23T08:30:00Z' } },
        reason: 'no-list-since',
      },
      {
        about: 'the fingerprint key was replaced in between',
        subject: {
          account: { assessment: { fingerprint: 'f1.new.hmac.a' } },
          task: { status: 'claimed', claimedAt: '2026-11-20T09:00:00Z', old: { fingerprint: 'f1.k.hmac.a' } },
        },
        reason: 'incomparable',
      },
    ],
  },
})
