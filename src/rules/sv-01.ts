import { z } from 'zod'
import { exampleSystem, judgeTogether, noSystems, noSystemsExample } from '../core/co-location.ts'
import { defineRule } from '../core/rule.ts'

/** One break-in on the web side, and the company's mail is read too. */
export default defineRule({
  id: 'SV-01',
  subject: 'server',
  severity: 'high',
  title: { en: 'Mail and web on one server', ja: 'メールとWebが同一サーバー' },
  references: ['PCI DSS 4.0.1 2.2.3', 'ISO/IEC 27001:2022 A.8.22'],
  remedy: {
    en: 'Give mail a server of its own, or a hosted mail service.',
    ja: 'メールを別のサーバーまたはメールサービスに分離してください。',
  },
  reasons: {
    together: {
      en: 'Mail ({one}) runs on the same server as web ({other}).',
      ja: 'メール({one})とWeb({other})が同じサーバーで動いています。',
    },
    'no-systems': noSystems,
  },
  options: z.strictObject({}),
  check: subject =>
    judgeTogether(
      subject,
      ({ kind }) => kind === 'mail',
      ({ kind }) => kind === 'website' || kind === 'shop',
    ),
  examples: {
    good: [{ about: 'a mail server', subject: { systems: [exampleSystem('mail')] } }],
    bad: [
      {
        about: 'mail beside the shop',
        subject: { systems: [exampleSystem('shop'), exampleSystem('mail')] },
        reason: 'together',
      },
    ],
    unknown: [noSystemsExample],
  },
})
