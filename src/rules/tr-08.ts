import { z } from 'zod'
import { daysBetween } from '../core/days.ts'
import { enumerate } from '../core/enumeration.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import type { Software } from '../core/system.ts'

/** Software under the system that its makers no longer mend, or whose mends were not applied. */
export default defineRule({
  id: 'TR-08',
  subject: 'system',
  severity: 'high',
  title: { en: 'Unsupported or unpatched software', ja: 'サポート終了・未更新のソフトウェア' },
  references: [
    'IPA 5分でできる情報セキュリティ自社診断 No.1',
    'IPA ECサイト構築・運用セキュリティガイドライン 運用時の要件',
  ],
  remedy: {
    en: 'Update to a supported release, or replace the software.',
    ja: 'サポート中の最新版に更新するか、別のソフトウェアに置き換えてください。',
  },
  reasons: {
    'end-of-life': {
      en: 'No longer supported by its makers: {software}.',
      ja: 'サポートが終了しています: {software}。',
    },
    unpatched: {
      en: 'Security updates are missing: {software}.',
      ja: 'セキュリティ更新が適用されていません: {software}。',
    },
    undeclared: {
      en: 'Whether updates are applied is not reported: {software}.',
      ja: '更新の適用状況が報告されていません: {software}。',
    },
    'no-software': {
      en: 'The server reports no software, so its age is unknown.',
      ja: 'サーバーのソフトウェア情報がなく、更新状況を判断できません。',
    },
  },
  options: z.strictObject({}),
  check: ({ server, now }) => {
    const software = server?.facts.software ?? []
    if (software.length === 0) return unknown('no-software')
    const named = (reason: string, found: readonly Software[]) => {
      const names = found.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`))
      return { reason, names, values: { software: enumerate(names) } }
    }
    const ended = ({ endOfLifeAt: end }: Software) => end !== undefined && daysBetween(end, now) >= 0
    const worst = [
      named('end-of-life', software.filter(ended)),
      named(
        'unpatched',
        software.filter(({ patched }) => patched === false),
      ),
    ].find(({ names }) => names.length > 0)
    if (worst !== undefined) return bad(worst.reason, worst.values, { evidence: { software: worst.names } })
    const unsaid = named(
      'undeclared',
      software.filter(({ patched }) => patched === undefined),
    )
    return unsaid.names.length > 0 ? unknown(unsaid.reason, unsaid.values) : good
  },
  examples: {
    good: [
      {
        about: 'supported and patched',
        subject: {
          now: '2026-11-23T09:00:00Z',
          server: {
            facts: {
              software: [{ name: 'openssl', version: '3.5', endOfLifeAt: '2030-04-08', patched: true }],
            },
          },
        },
      },
    ],
    bad: [
      {
        about: 'a TLS library past its last day',
        subject: {
          now: '2026-11-23T09:00:00Z',
          server: { facts: { software: [{ name: 'openssl', version: '1.0.2', endOfLifeAt: '2019-12-31' }] } },
        },
        reason: 'end-of-life',
      },
      {
        about: 'updates not applied',
        subject: { server: { facts: { software: [{ name: 'nginx', version: '1.28', patched: false }] } } },
        reason: 'unpatched',
      },
    ],
    unknown: [
      {
        about: 'a version alone says nothing of its updates',
        subject: { server: { facts: { software: [{ name: 'nginx', version: '1.28' }] } } },
        reason: 'undeclared',
      },
      { about: 'the server reported nothing', subject: { server: { facts: {} } }, reason: 'no-software' },
    ],
  },
})
