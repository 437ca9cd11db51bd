import { z } from 'zod'
import { exampleSystem, judgeTogether, noSystems, noSystemsExample } from '../core/co-location.ts'
import { defineRule } from '../core/rule.ts'
import { privateKinds } from '../core/system.ts'

/** Inventory or accounting on a machine that the internet talks to. */
export default defineRule({
  id: 'SV-03',
  subject: 'server',
  severity: 'critical',
  title: { en: 'Private system on a public server', ja: '公開サーバー上の社内システム' },
  references: ['CIS Controls v8.1 3.12', 'ISO/IEC 27001:2022 A.8.22'],
  remedy: {
    en: 'Move the private system to a server inside the company that the internet cannot reach.',
    ja: '社内システムを、インターネットから接続できない社内サーバーへ移してください。',
  },
  reasons: {
    together: {
      en: 'A system with private data ({one}) runs on the same server as one open to the internet ({other}).',
      ja: '社内データを扱うシステム({one})が、公開システム({other})と同じサーバーで動いています。',
    },
    'no-systems': noSystems,
  },
  options: z.strictObject({}),
  check: subject =>
    judgeTogether(
      subject,
      ({ kind }) => privateKinds.includes(kind),
      // A private system that is itself on the internet is NW-04's; here it is what stands beside it.
      ({ kind, exposure }) => exposure === 'internet' && !privateKinds.includes(kind),
    ),
  examples: {
    good: [
      {
        about: 'inventory and accounting inside the company',
        subject: {
          systems: [exampleSystem('inventory', 'intranet'), exampleSystem('accounting', 'intranet')],
        },
      },
    ],
    bad: [
      {
        about: "the shop's points on the shop's server",
        subject: { systems: [exampleSystem('shop'), exampleSystem('points', 'localhost')] },
        reason: 'together',
      },
    ],
    unknown: [noSystemsExample],
  },
})
