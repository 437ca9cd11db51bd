import { z } from 'zod'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Things a server shows that help nobody but an attacker. */
export default defineRule({
  id: 'SV-05',
  subject: 'server',
  severity: 'medium',
  title: { en: 'Server gives itself away', ja: 'サーバー情報・不要ファイルの公開' },
  references: [
    'OWASP ASVS 5.0 13.4.1–13.4.6',
    'クレジットカード・セキュリティガイドライン 6.0版 脆弱性対策②',
  ],
  remedy: {
    en: 'Hide versions, switch off listings and debug pages, and clear the web root of repositories and backups.',
    ja: '版数表示・一覧表示・デバッグ画面を止め、公開フォルダーからリポジトリやバックアップを除いてください。',
  },
  reasons: {
    leaks: {
      en: 'Found open: {leaks}.',
      ja: '公開されています: {leaks}。',
    },
    unreported: {
      en: 'What the server shows to everybody was not reported.',
      ja: '公開状態の点検結果が報告されていません。',
    },
  },
  options: z.strictObject({
    /** Leaks that hand out source code or data, and so count as high. */
    grave: z.array(z.string()).default(['.git', 'backup-in-web-root']),
  }),
  check: ({ server }, { grave }) => {
    const { leaks } = server.facts
    if (leaks === undefined) return unknown('unreported')
    if (leaks.length === 0) return good
    const severity = leaks.some(leak => grave.includes(leak)) ? ({ severity: 'high' } as const) : {}
    return bad('leaks', { leaks: leaks.join(', ') }, { evidence: { leaks }, ...severity })
  },
  examples: {
    good: [{ about: 'looked at, nothing found', subject: { server: { facts: { leaks: [] } } } }],
    bad: [
      {
        about: 'a version banner',
        subject: { server: { facts: { leaks: ['version-banner'] } } },
        reason: 'leaks',
        severity: 'medium',
      },
      {
        about: 'a database backup anybody can download',
        subject: { server: { facts: { leaks: ['directory-listing', 'backup-in-web-root'] } } },
        reason: 'leaks',
        severity: 'high',
      },
    ],
    unknown: [{ about: 'nobody looked', subject: { server: { facts: {} } }, reason: 'unreported' }],
  },
})
