import { z } from 'zod'
import { exampleSystem } from '../core/co-location.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Break-ins are found months later; logs must still be there. */
export default defineRule({
  id: 'LG-03',
  subject: 'server',
  severity: 'medium',
  title: { en: 'Logs kept too short', ja: 'ログの保存期間不足' },
  references: ['CIS Controls v8.1 8.10', 'IPA ECサイト構築・運用セキュリティガイドライン'],
  remedy: {
    en: 'Keep logs for a year, with a copy on another host.',
    ja: 'ログを1年間保存し、別のサーバーにも転送してください。',
  },
  reasons: {
    'too-short': {
      en: 'Logs are kept {kept} days; at least {least} are needed.',
      ja: 'ログの保存期間は{kept}日です({least}日以上必要)。',
    },
    'too-short-for-shop': {
      en: 'Logs are kept {kept} days; a shop or card data needs at least {least}.',
      ja: 'ログの保存期間は{kept}日です(EC・カード情報を扱う場合は{least}日以上必要)。',
    },
    unreported: {
      en: 'How long logs are kept was not reported.',
      ja: 'ログの保存期間が報告されていません。',
    },
  },
  options: z.strictObject({
    leastDays: z.int().min(1).default(90),
    /** Where a shop or card data is on the server. */
    leastDaysForShop: z.int().min(1).default(365),
  }),
  check: ({ server, systems }, { leastDays, leastDaysForShop }) => {
    const kept = server.facts.logs?.retentionDays
    if (kept === undefined) return unknown('unreported')
    if (kept < leastDays)
      return bad('too-short', { kept, least: leastDays }, { evidence: { retentionDays: kept } })
    const shops = systems.filter(({ kind, facts }) => kind === 'shop' || facts.cardholderData === true)
    if (shops.length === 0 || kept >= leastDaysForShop) return good
    const evidence = { retentionDays: kept, systems: shops.map(({ id }) => id) }
    return bad('too-short-for-shop', { kept, least: leastDaysForShop }, { evidence })
  },
  examples: {
    good: [
      { about: 'ninety days, no shop', subject: { server: { facts: { logs: { retentionDays: 90 } } } } },
      {
        about: 'a year, with a shop',
        subject: { server: { facts: { logs: { retentionDays: 365 } } }, systems: [exampleSystem('shop')] },
      },
    ],
    bad: [
      {
        about: 'four weeks',
        subject: { server: { facts: { logs: { retentionDays: 28 } } } },
        reason: 'too-short',
      },
      {
        about: 'half a year, with a shop',
        subject: { server: { facts: { logs: { retentionDays: 180 } } }, systems: [exampleSystem('shop')] },
        reason: 'too-short-for-shop',
      },
    ],
    unknown: [{ about: 'nothing reported', subject: { server: { facts: {} } }, reason: 'unreported' }],
  },
})
