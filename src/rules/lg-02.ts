import { z } from 'zod'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Logs without an end on the volume that the services live on: an attacker only has to knock often enough. */
export default defineRule({
  id: 'LG-02',
  subject: 'server',
  severity: 'high',
  title: { en: 'Logs can fill the disk', ja: 'ログがディスクを埋め尽くす恐れ' },
  references: ['CIS Controls v8.1 8.3', 'ISO/IEC 27001:2022 A.8.6'],
  remedy: {
    en: 'Rotate logs, cap their size, and give them a volume of their own.',
    ja: 'ログをローテーションし、上限を設け、別の領域に分けてください。',
  },
  reasons: {
    'not-rotated': {
      en: 'Logs are not rotated.',
      ja: 'ログがローテーションされていません。',
    },
    'shared-volume': {
      en: 'Logs without a size cap share a volume with data: {mounts}.',
      ja: '上限のないログが、データと同じ領域にあります: {mounts}。',
    },
    unreported: {
      en: 'Rotation and size cap of the logs were not reported.',
      ja: 'ログのローテーションと上限が報告されていません。',
    },
    'layout-unreported': {
      en: 'Logs have no size cap, and which volume they are on was not reported.',
      ja: 'ログに上限がなく、どの領域にあるか報告されていません。',
    },
  },
  options: z.strictObject({}),
  check: ({ server }) => {
    const { logs, disks = [] } = server.facts
    if (logs?.rotated === false) return bad('not-rotated')
    const capped = logs?.capMebibytes !== undefined
    const logDisks = disks.filter(({ holds }) => holds?.includes('logs'))
    const mounts = logDisks.filter(({ holds = [] }) => holds.length > 1).map(({ mount }) => mount)
    if (!capped && mounts.length > 0) {
      return bad('shared-volume', { mounts: mounts.join(', ') }, { evidence: { mounts } })
    }
    if (logs?.rotated === undefined) return unknown('unreported')
    return capped || logDisks.length > 0 ? good : unknown('layout-unreported')
  },
  examples: {
    good: [
      {
        about: 'rotated and capped',
        subject: { server: { facts: { logs: { rotated: true, capMebibytes: 500 } } } },
      },
      {
        about: 'rotated, on a volume of their own',
        subject: {
          server: {
            facts: {
              logs: { rotated: true },
              disks: [{ mount: '/var/log', usedPercent: 20, holds: ['logs'] }],
            },
          },
        },
      },
    ],
    bad: [
      {
        about: 'never rotated',
        subject: { server: { facts: { logs: { rotated: false } } } },
        reason: 'not-rotated',
      },
      {
        about: 'rotated, but without cap on the only disk',
        subject: {
          server: {
            facts: {
              logs: { rotated: true },
              disks: [{ mount: '/', usedPercent: 40, holds: ['logs', 'data', 'system'] }],
            },
          },
        },
        reason: 'shared-volume',
      },
    ],
    unknown: [
      { about: 'nothing reported', subject: { server: { facts: {} } }, reason: 'unreported' },
      {
        about: 'rotated, no cap, volume not reported',
        subject: { server: { facts: { logs: { rotated: true } } } },
        reason: 'layout-unreported',
      },
    ],
  },
})
