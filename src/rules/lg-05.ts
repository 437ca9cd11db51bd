import { z } from 'zod'
import type { AttackEvidence, AttackSource } from '../core/attack.ts'
import { bad, defineRule, good } from '../core/rule.ts'

/**
 * Somebody is at the door again and again. Judged by what the system's gates saw in the last hour: until a server asks
 * here there is nothing to judge.
 */
export default defineRule({
  id: 'LG-05',
  subject: 'system',
  severity: 'high',
  title: { en: 'System under attack', ja: 'システムへの攻撃' },
  references: ['NIST SP 800-63B-4 3.2.2', 'OWASP ASVS 5.0 6.3.1', 'CIS Controls v8.1 8.11'],
  remedy: {
    en: 'Look at GET /attacks, narrow the allowlist to the addresses people really come from, and change the passwords of the accounts that are tried.',
    ja: 'GET /attacks を確認し、許可リストを実際の接続元に絞り、狙われているアカウントのパスワードを変更してください。',
  },
  reasons: {
    'at-the-door': {
      en: '{denied} attempts were kept out in the last hour; none of them could try a password. First seen {firstSeenAt}.',
      ja: '直近1時間に{denied}回の試行を止めました。パスワードを試せたものはありません。最初の確認は {firstSeenAt} です。',
    },
    guessing: {
      en: 'In the last hour {failed} logins failed and {denied} attempts were none that may come in. First seen {firstSeenAt}.',
      ja: '直近1時間にログインが{failed}回失敗し、許可されない試行が{denied}回ありました。最初の確認は {firstSeenAt} です。',
    },
  },
  options: z.strictObject({
    /** Attempts in an hour, denied and failed together, from which it is an attack. */
    attemptsAnHour: z.int().min(1).default(100),
  }),
  check: ({ attack, system }, { attemptsAnHour }) => {
    if (attack === undefined) return good
    const { denied, failed } = attack.lastHour
    if (denied + failed < attemptsAnHour) return good
    const isKeptOut = failed === 0 && system.mode === 'enforce'
    const { firstSeenAt } = attack
    return isKeptOut
      ? bad('at-the-door', { denied, firstSeenAt }, { severity: 'low', evidence: evidenceOf(attack) })
      : bad('guessing', { denied, failed, firstSeenAt }, { evidence: evidenceOf(attack) })
  },
  examples: {
    good: [
      { about: 'no server asks here', subject: {} },
      {
        about: 'somebody mistyped a few times',
        subject: { attack: attack({ denied: 40, failed: 59 }) },
      },
      { about: 'last week’s attack is over', subject: { attack: attack({ denied: 0, failed: 0 }) } },
    ],
    bad: [
      {
        about: 'a crawler guesses passwords',
        subject: { attack: attack({ denied: 0, failed: 100 }) },
        reason: 'guessing',
        severity: 'high',
      },
      {
        about: 'strangers knock at a door that is shut',
        subject: { system: { mode: 'enforce' }, attack: attack({ denied: 5_000, failed: 0 }) },
        reason: 'at-the-door',
        severity: 'low',
      },
      {
        about: 'the same door while it only reports',
        subject: { system: { mode: 'report' }, attack: attack({ denied: 5_000, failed: 0 }) },
        reason: 'guessing',
        severity: 'high',
      },
    ],
    unknown: [],
  },
})

function evidenceOf({ attempts, lastSeenAt, sources, logins, otherLogins }: AttackEvidence) {
  return { attempts, lastSeenAt, sources: sources.map(written), logins: logins.map(written), otherLogins }
}

function written({ name, attempts }: AttackSource): string {
  return `${name} (${attempts})`
}

function attack(lastHour: AttackEvidence['lastHour']): AttackEvidence {
  const firstSeenAt = '2026-11-23T03:00:00.000Z'
  const lastSeenAt = '2026-11-23T08:59:00.000Z'
  const seen = { attempts: 5_900, firstSeenAt, lastSeenAt }
  return {
    ...seen,
    system: 'ftp',
    lastMinute: { denied: 0, failed: 0 },
    lastTenMinutes: { denied: 0, failed: 0 },
    lastHour,
    sources: [{ name: '203.0.113.9', ...seen }],
    logins: [{ name: 'tanaka', ...seen, attempts: 4_000 }],
    otherLogins: 1_900,
  }
}
