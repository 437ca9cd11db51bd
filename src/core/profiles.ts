import type { Sentence } from './message.ts'
import type { Profile } from './policy.ts'
import type { RuleSetting } from './policy-sheet.ts'

/** What a profile asks of the rules, where it differs from their own defaults. */
export interface ProfileSheet {
  /** One line: whose demands these are. */
  readonly about: Sentence
  readonly rules: Readonly<Record<string, RuleSetting>>
}

/**
 * The four sets of demands that contradict each other, so that a policy names one: lengths (alone / with MFA),
 * composition, rotation by age, dormant accounts, lockout.
 */
export const profileSheets: Readonly<Record<Profile, ProfileSheet>> = {
  'nist-r4': {
    about: {
      en: 'NIST SP 800-63B-4: long passwords, no composition, change on evidence only',
      ja: 'NIST SP 800-63B-4: 長いパスワード、文字種の強制なし、漏えい等の事実があるときのみ変更',
    },
    rules: {
      'PW-06': { options: { minLength: 15, minLengthWithMfa: 8 } },
      'AC-07': { options: { dormantAfterDays: 45, highAfterDays: 90 } },
      'AC-12': { options: { maxFailures: 100, minMinutes: 0 } },
    },
  },
  'pci-4.0.1': {
    about: {
      en: 'PCI DSS 4.0.1: 12 characters with letters and digits, 90 days where the password is the only factor',
      ja: 'PCI DSS 4.0.1: 英字と数字を含む12文字以上、パスワードのみの場合は90日ごとに変更',
    },
    rules: {
      'PW-06': { options: { minLength: 12, minLengthWithMfa: 12 } },
      'PW-10': { enabled: true },
      'LC-07': { enabled: true, options: { maxAgeDays: 90 } },
      'AC-07': { options: { dormantAfterDays: 90, highAfterDays: 90 } },
      'AC-12': { options: { maxFailures: 10, minMinutes: 30 } },
    },
  },
  'cis-ig1': {
    about: {
      en: 'CIS Controls v8.1, implementation group 1: 14 characters, 8 with MFA',
      ja: 'CIS Controls v8.1 実装グループ1: 14文字以上、多要素認証があれば8文字以上',
    },
    rules: {
      'PW-06': { options: { minLength: 14, minLengthWithMfa: 8 } },
      'AC-07': { options: { dormantAfterDays: 45, highAfterDays: 90 } },
      'AC-12': { options: { maxFailures: 5, minMinutes: 15 } },
    },
  },
  'jp-sme': {
    about: {
      en: 'MIC, JPCERT/CC and IPA (Japan): 12 characters, no periodic change, lockout after 10 failures',
      ja: '総務省・JPCERT/CC・IPA: 12文字以上、定期変更なし、10回の失敗でロック',
    },
    rules: {
      'PW-06': { options: { minLength: 12, minLengthWithMfa: 10 } },
      'AC-07': { options: { dormantAfterDays: 90, highAfterDays: 180 } },
      'AC-12': { options: { maxFailures: 10, minMinutes: 0 } },
    },
  },
}
