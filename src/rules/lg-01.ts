import { z } from 'zod'
import { daysBetween } from '../core/days.ts'
import { enumerate } from '../core/enumeration.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import type { Disk } from '../core/system.ts'

const percent = (fallback: number) => z.number().min(1).max(100).default(fallback)

/** A disk that is full stops the shop, the mail and the very log that would tell why. */
export default defineRule({
  id: 'LG-01',
  subject: 'server',
  severity: 'medium',
  title: { en: 'Disk filling up', ja: 'ディスク容量の逼迫' },
  references: ['ISO/IEC 27001:2022 A.8.6', 'CIS Controls v8.1 8.3'],
  remedy: {
    en: 'Free space today, find what grows (attack logs?), and set an alert well before the disk is full.',
    ja: '本日中に空き容量を確保し、増加の原因(攻撃ログなど)を調べ、早めの警報を設定してください。',
  },
  reasons: {
    full: {
      en: 'Disk space used: {disks}.',
      ja: 'ディスク使用率: {disks}。',
    },
    filling: {
      en: 'At the present pace full in less than {days} days: {disks}.',
      ja: '現在の増加が続くと{days}日以内に満杯になります: {disks}。',
    },
    stale: {
      en: 'Disk use was last reported {age} days ago.',
      ja: 'ディスク使用率の最終報告は{age}日前です。',
    },
    unreported: {
      en: 'Disk use was not reported.',
      ja: 'ディスク使用率が報告されていません。',
    },
  },
  options: z.strictObject({
    criticalPercent: percent(95),
    highPercent: percent(85),
    mediumPercent: percent(75),
    fullInDays: z.int().min(1).default(14),
    /** A report older than this says nothing about today. */
    reportDays: z.int().min(1).default(7),
  }),
  check: ({ server, now }, options) => {
    const { disks = [], reportedAt } = server.facts
    if (disks.length === 0) return unknown('unreported')
    const levels = [
      ['critical', options.criticalPercent],
      ['high', options.highPercent],
      ['medium', options.mediumPercent],
    ] as const
    const used = disks.filter(({ usedPercent }) => usedPercent >= options.mediumPercent)
    const filling = disks.filter(
      ({ fullInDays }) => fullInDays !== undefined && fullInDays < options.fullInDays,
    )
    const worst = levels.find(([, limit]) => used.some(({ usedPercent }) => usedPercent >= limit))?.[0]
    if (worst !== undefined && (worst !== 'medium' || filling.length === 0)) {
      return bad(
        'full',
        { disks: enumerate(used.map(usage)) },
        { severity: worst, evidence: { disks: used.map(usage) } },
      )
    }
    if (filling.length > 0) {
      const evidence = { disks: filling.map(usage) }
      return bad(
        'filling',
        { disks: enumerate(evidence.disks), days: options.fullInDays },
        { severity: 'high', evidence },
      )
    }
    const age = reportedAt === undefined ? 0 : daysBetween(reportedAt, now)
    return age > options.reportDays ? unknown('stale', { age }) : good
  },
  examples: {
    good: [
      {
        about: 'just below the first level, a fortnight to go',
        subject: { server: { facts: { disks: [{ mount: '/', usedPercent: 74.9, fullInDays: 14 }] } } },
      },
      {
        about: 'half full',
        subject: { server: { facts: { disks: [{ mount: '/', usedPercent: 50, fullInDays: 400 }] } } },
      },
    ],
    bad: [
      {
        about: 'attack logs have nearly filled the disk',
        subject: {
          server: {
            facts: {
              disks: [
                { mount: '/var', usedPercent: 97 },
                { mount: '/', usedPercent: 40 },
              ],
            },
          },
        },
        reason: 'full',
        severity: 'critical',
      },
      {
        about: 'exactly 85 %',
        subject: { server: { facts: { disks: [{ mount: '/', usedPercent: 85 }] } } },
        reason: 'full',
        severity: 'high',
      },
      {
        about: 'exactly 75 %',
        subject: { server: { facts: { disks: [{ mount: '/', usedPercent: 75 }] } } },
        reason: 'full',
        severity: 'medium',
      },
      {
        about: 'half full today, full next week',
        subject: { server: { facts: { disks: [{ mount: '/', usedPercent: 50, fullInDays: 6 }] } } },
        reason: 'filling',
        severity: 'high',
      },
    ],
    unknown: [
      { about: 'nothing reported', subject: { server: { facts: {} } }, reason: 'unreported' },
      {
        about: 'a report from last month',
        subject: {
          now: '2026-11-23T09:00:00Z',
          server: { facts: { reportedAt: '2026-10-20T00:00:00Z', disks: [{ mount: '/', usedPercent: 50 }] } },
        },
        reason: 'stale',
      },
    ],
  },
})

function usage({ mount, usedPercent }: Disk): string {
  return `${mount} ${usedPercent} %`
}
