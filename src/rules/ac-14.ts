import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { daysBetween } from '../core/days.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** A vendor's door is open while the vendor works, not all year; an account that ends soon will do. */
export default defineRule({
  id: 'AC-14',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Vendor account that is always on', ja: '常時有効な委託先アカウント' },
  references: ['PCI DSS 4.0.1 8.2.7'],
  remedy: {
    en: 'Enable the account for the hours of the work only, or give it an end date.',
    ja: '作業時間だけ有効にするか、終了日を設定してください。',
  },
  reasons: {
    'always-on': {
      en: 'The vendor can log in at any time, also when no work is ordered.',
      ja: '作業の有無にかかわらず、委託先がいつでもログインできます。',
    },
    'not-foreseen': {
      en: 'The account is a vendor’s, on a system declared to have none.',
      ja: '委託先の接続がないと登録されたシステムに、委託先のアカウントがあります。',
    },
    'access-undeclared': {
      en: 'The account is a vendor’s; whether it is always on (vendorAccess) is not declared.',
      ja: '委託先のアカウントですが、常時有効か(vendorAccess)が登録されていません。',
    },
    'vendor-unknown': {
      en: 'Whether the account belongs to a vendor is not known.',
      ja: '委託先のアカウントかどうか分かりません。',
    },
  },
  options: z.strictObject({ maxWindowDays: z.int().min(1).default(30) }),
  check: ({ account, system, now }, { maxWindowDays }) => {
    const { vendor, expiresAt } = account
    const { vendorAccess } = system.facts
    if (!canLogIn(account) || vendor === false || vendorAccess === 'on-request') return good
    if (vendor === undefined) return vendorAccess === 'none' ? good : unknown('vendor-unknown')
    if (expiresAt !== undefined && daysBetween(now, expiresAt) <= maxWindowDays) return good
    if (vendorAccess === undefined) return unknown('access-undeclared')
    return bad(
      vendorAccess === 'none' ? 'not-foreseen' : 'always-on',
      {},
      { evidence: { vendor, vendorAccess } },
    )
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'our own people', subject: { account: { vendor: false } } },
      {
        about: 'opened on request',
        subject: { account: { vendor: true }, system: { facts: { vendorAccess: 'on-request' } } },
      },
      {
        about: 'ends next week',
        subject: {
          account: { vendor: true, expiresAt: '2026-11-30' },
          system: { facts: { vendorAccess: 'always' } },
        },
      },
      { about: 'a system without vendors', subject: { system: { facts: { vendorAccess: 'none' } } } },
    ],
    bad: [
      {
        about: 'always on',
        subject: { account: { vendor: true }, system: { facts: { vendorAccess: 'always' } } },
        reason: 'always-on',
      },
      {
        about: 'a vendor where there should be none',
        subject: { account: { vendor: true }, system: { facts: { vendorAccess: 'none' } } },
        reason: 'not-foreseen',
      },
    ],
    unknown: [
      { about: 'access not declared', subject: { account: { vendor: true } }, reason: 'access-undeclared' },
      { about: 'no word on vendors', subject: {}, reason: 'vendor-unknown' },
    ],
  },
})
