import { z } from 'zod'
import { exampleSystem } from '../core/co-location.ts'
import { enumerate } from '../core/enumeration.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Databases and administration tools that answer to the whole internet. */
export default defineRule({
  id: 'SV-06',
  subject: 'server',
  severity: 'high',
  title: {
    en: 'Database or administration tool reachable from outside',
    ja: 'DB・管理ツールが外部から接続可能',
  },
  references: ['CIS Controls v8.1 4.8', 'ISO/IEC 27001:2022 A.8.20'],
  remedy: {
    en: 'Bind it to localhost or the VPN, or remove it.',
    ja: 'localhostまたはVPNからの接続に限定するか、削除してください。',
  },
  reasons: {
    reachable: {
      en: 'Reachable from outside: {tools}.',
      ja: '外部から接続できます: {tools}。',
    },
    unreported: {
      en: 'Which ports and tools answer from outside was not reported.',
      ja: '外部から接続できるポート・ツールが報告されていません。',
    },
  },
  options: z.strictObject({
    /** Tools that are meant to be reachable. */
    accepted: z.array(z.string()).default([]),
  }),
  check: ({ server, systems }, { accepted }) => {
    const databases = systems.filter(({ kind, exposure }) => kind === 'database' && exposure === 'internet')
    const reported = server.facts.reachableAdmin?.filter(tool => !accepted.includes(tool)) ?? []
    const tools = [...reported, ...databases.map(({ id }) => id)]
    if (tools.length > 0) return bad('reachable', { tools: enumerate(tools) }, { evidence: { tools } })
    return server.facts.reachableAdmin === undefined ? unknown('unreported') : good
  },
  examples: {
    good: [
      { about: 'looked at, nothing answers', subject: { server: { facts: { reachableAdmin: [] } } } },
      {
        about: 'a tool the policy accepts',
        subject: { server: { facts: { reachableAdmin: ['webmin'] } } },
        options: { accepted: ['webmin'] },
      },
    ],
    bad: [
      {
        about: 'the database and its web tool',
        subject: { server: { facts: { reachableAdmin: ['phpmyadmin', 'mysql:3306'] } } },
        reason: 'reachable',
      },
      {
        about: 'a database declared to be on the internet',
        subject: { systems: [exampleSystem('database')] },
        reason: 'reachable',
      },
    ],
    unknown: [{ about: 'nobody looked', subject: { server: { facts: {} } }, reason: 'unreported' }],
  },
})
