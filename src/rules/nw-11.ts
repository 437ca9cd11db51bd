import { z } from 'zod'
import { enumerate } from '../core/enumeration.ts'
import { type GateFault, gateFaultRules } from '../core/gate-fault.ts'
import { bad, defineRule, good } from '../core/rule.ts'

/**
 * A gate whose questions cannot be decided keeps everybody out, or in `report` proves nothing. Judged by what was asked
 * lately: until a server asks here there is nothing to judge.
 */
export default defineRule({
  id: 'NW-11',
  subject: 'system',
  severity: 'medium',
  title: { en: 'A gate asks what cannot be decided', ja: '判定できない問い合わせがゲートから届いている' },
  references: ['NIST SP 800-53 Rev. 5 AC-3', 'CIS Controls v8.1 8.11'],
  remedy: {
    en: 'Compare the server’s configuration with the gate’s page; with the right lines the finding closes by itself.',
    ja: 'サーバーの設定をゲートの説明ページと照らし合わせてください。正しくなれば、この検出は自動で閉じます。',
  },
  reasons: {
    'internal-error': {
      en: 'Questions of the gate {gate} failed here ({count}, last {lastAt}), so nobody was let in. The reason is in the log; write the allowlist anew if it says that an entry does not read.',
      ja: 'ゲート {gate} の問い合わせの処理に失敗したため、誰も通していません({count}件、最終 {lastAt})。理由はログにあります。読めない項目があるとあれば、許可リストを書き直してください。',
    },
    'unknown-system': {
      en: 'The gate {gate} asks about systems nobody has declared: {asked} ({count}, last {lastAt}). Check {setting} in {page}.',
      ja: 'ゲート {gate} から、登録されていないシステムについての問い合わせがあります: {asked}({count}件、最終 {lastAt})。{page} の {setting} を確認してください。',
    },
    malformed: {
      en: 'What the gate {gate} sends does not read as a question, or not as a login ({count}, last {lastAt}). Check {setting} in {page}; visitors may also send malformed logins on purpose.',
      ja: 'ゲート {gate} から届く内容が問い合わせとして、またはログインとして読めません({count}件、最終 {lastAt})。{page} の {setting} を確認してください。訪問者が不正な形のログインをわざと送ることもあります。',
    },
    'no-address': {
      en: 'The gate {gate} passes on no client address ({count}, last {lastAt}). Check {setting} in {page}.',
      ja: 'ゲート {gate} から接続元アドレスが渡されていません({count}件、最終 {lastAt})。{page} の {setting} を確認してください。',
    },
    'not-an-address': {
      en: 'What the gate {gate} passes on is no IP address ({count}, last {lastAt}). Check {setting} in {page}.',
      ja: 'ゲート {gate} から渡された値が IP アドレスではありません({count}件、最終 {lastAt})。{page} の {setting} を確認してください。',
    },
    'name-for-address': {
      en: 'The gate {gate} passes on names, which visitors may choose, for addresses ({count}, last {lastAt}). Check {setting} in {page}.',
      ja: 'ゲート {gate} から、アドレスではなく接続元が自由に決められる名前が渡されています({count}件、最終 {lastAt})。{page} の {setting} を確認してください。',
    },
    'addresses-differ': {
      en: 'The gate {gate} passes on two different addresses, one of them the visitor’s own word ({count}, last {lastAt}). Check {setting} in {page}.',
      ja: 'ゲート {gate} から異なる2つのアドレスが渡されています。一方は訪問者の自己申告です({count}件、最終 {lastAt})。{page} の {setting} を確認してください。',
    },
  },
  options: z.strictObject({
    /** Questions from which it is worth telling. */
    questions: z.int().min(1).default(1),
  }),
  check: ({ gateFaults = [] }, { questions }) => {
    const told = gateFaults
      .filter(({ count }) => count >= questions)
      .sort((a, b) => gateFaultRules.indexOf(a.rule) - gateFaultRules.indexOf(b.rule) || b.count - a.count)
    const [worst] = told
    if (worst === undefined) return good
    const { rule, gate, count, lastAt, setting, page, asked } = worst
    const evidence = { questions: told.map(written), firstAt: worst.firstAt, lastAt }
    return bad(rule, { gate, count, lastAt, setting, page, asked: enumerate(asked) }, { evidence })
  },
  examples: {
    good: [
      { about: 'no server asks wrongly', subject: {} },
      {
        about: 'fewer than the policy wants to hear of',
        subject: { gateFaults: [fault('malformed')] },
        options: { questions: 100 },
      },
    ],
    bad: [
      {
        about: 'the gravest reason is told',
        subject: { gateFaults: [fault('malformed'), fault('internal-error')] },
        reason: 'internal-error',
      },
      {
        about: 'a misspelt system in nginx’s location',
        subject: { gateFaults: [{ ...fault('unknown-system'), asked: ['inventry'] }] },
        reason: 'unknown-system',
      },
      {
        about: 'a RADIUS client with another secret',
        subject: { gateFaults: [fault('malformed')] },
        reason: 'malformed',
      },
      {
        about: 'nginx without the line for X-Real-IP',
        subject: { gateFaults: [fault('no-address')] },
        reason: 'no-address',
      },
      {
        about: 'an access point that names radios',
        subject: { gateFaults: [fault('not-an-address')] },
        reason: 'not-an-address',
      },
      {
        about: 'sshd with UseDNS',
        subject: { gateFaults: [fault('name-for-address')] },
        reason: 'name-for-address',
      },
      {
        about: 'nginx that passes the visitor’s own X-Forwarded-For on',
        subject: { gateFaults: [fault('addresses-differ')] },
        reason: 'addresses-differ',
      },
    ],
    unknown: [],
  },
})

function written({ rule, gate, count, firstAt, lastAt }: GateFault): string {
  return `${gate} ${rule} ${count} (${firstAt} – ${lastAt})`
}

function fault(rule: GateFault['rule']): GateFault {
  return {
    rule,
    gate: 'forward-auth',
    count: 12,
    firstAt: '2026-11-23T08:00:00.000Z',
    lastAt: '2026-11-23T08:59:00.000Z',
    setting: 'X-Real-IP',
    page: 'docs/gates/nginx.md',
    asked: [],
  }
}
