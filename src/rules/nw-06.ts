import { z } from 'zod'
import type { AllowlistEntry } from '../core/allowlist.ts'
import { allowlistReasons, badEntries, mustBeGuarded } from '../core/guard.ts'
import { defineRule, good, unknown } from '../core/rule.ts'

const wanted = ['label', 'owner', 'expiresAt'] as const satisfies readonly (keyof AllowlistEntry)[]

/** Entries of which nobody knows why they are there, who wanted them, or when they end. */
export default defineRule({
  id: 'NW-06',
  subject: 'system',
  severity: 'medium',
  title: { en: 'Allowlist entry without label, owner or end', ja: '理由・責任者・期限のない許可項目' },
  references: ['PCI DSS 4.0.1 1.2.7'],
  remedy: {
    en: 'Write label, owner and expiry, or delete the entry.',
    ja: '理由・責任者・期限を記録するか、削除してください。',
  },
  reasons: {
    incomplete: {
      en: 'Entries without label, owner or expiry: {entries}.',
      ja: '理由・責任者・期限のいずれかがない許可項目があります: {entries}。',
    },
    'no-allowlist': allowlistReasons['no-allowlist'],
  },
  options: z.strictObject({
    /** What every entry must carry. */
    needs: z
      .array(z.enum(wanted))
      .min(1)
      .default([...wanted]),
  }),
  check: ({ system, allowlist }, { needs }) => {
    if (allowlist === undefined) return mustBeGuarded(system) ? unknown('no-allowlist') : good
    const incomplete = allowlist.filter(entry => needs.some(field => !entry[field]?.trim()))
    const verdict = badEntries(
      'incomplete',
      incomplete.map(entry => ({ entry })),
    )
    if (verdict.verdict !== 'bad') return verdict
    const missing = needs.filter(field => incomplete.some(entry => !entry[field]?.trim()))
    return { ...verdict, evidence: { ...verdict.evidence, missing } }
  },
  examples: {
    good: [
      {
        about: 'an entry that says all',
        subject: {
          allowlist: [
            {
              network: '203.0.113.10/32',
              label: 'head office',
              owner: 'tanaka',
              expiresAt: '2027-03-31T15:00:00Z',
              createdAt: '2026-10-01T00:00:00Z',
            },
          ],
        },
      },
      {
        about: 'a policy that wants an owner only',
        subject: {
          allowlist: [{ network: '203.0.113.10/32', owner: 'tanaka', createdAt: '2026-10-01T00:00:00Z' }],
        },
        options: { needs: ['owner'] },
      },
    ],
    bad: [
      {
        about: 'a bare network',
        subject: { allowlist: [{ network: '203.0.113.10/32', createdAt: '2026-10-01T00:00:00Z' }] },
        reason: 'incomplete',
      },
      {
        about: 'a label of blanks',
        subject: {
          allowlist: [
            {
              network: '203.0.113.10/32',
              label: ' ',
              owner: 'tanaka',
              expiresAt: '2027-03-31T15:00:00Z',
              createdAt: '2026-10-01T00:00:00Z',
            },
          ],
        },
        reason: 'incomplete',
      },
    ],
    unknown: [
      {
        about: 'accounting without any allowlist',
        subject: { system: { kind: 'accounting', exposure: 'intranet' } },
        reason: 'no-allowlist',
      },
    ],
  },
})
