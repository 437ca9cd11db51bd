import { z } from 'zod'
import { enumerate } from '../core/enumeration.ts'
import { allowlistReasons, badEntries, type ListedNetwork, mustBeGuarded, readListed } from '../core/guard.ts'
import { compareNetworks, contains } from '../core/network.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Entries that say nothing new, or that no server can read. */
export default defineRule({
  id: 'NW-07',
  subject: 'system',
  severity: 'low',
  title: { en: 'Duplicate, shadowed or misspelt allowlist entry', ja: '重複・包含・誤記のある許可項目' },
  references: ['PCI DSS 4.0.1 1.2.7'],
  remedy: {
    en: 'Delete what another entry already allows, and write every network as a CIDR without host bits.',
    ja: '他の項目に含まれる許可を削除し、ネットワークはホスト部のないCIDRで書いてください。',
  },
  reasons: {
    misspelt: {
      en: 'Not a network as servers read it: {entries}.',
      ja: 'ネットワークとして正しくない表記です: {entries}。',
    },
    shadowed: {
      en: 'Already allowed by a wider or equal entry: {entries}.',
      ja: '他の許可項目に含まれています: {entries}。',
    },
    'no-allowlist': allowlistReasons['no-allowlist'],
  },
  options: z.strictObject({}),
  check: ({ system, allowlist }) => {
    if (allowlist === undefined) return mustBeGuarded(system) ? unknown('no-allowlist') : good
    const { listed, unreadable } = readListed(allowlist)
    if (unreadable.length > 0) {
      return bad('misspelt', { entries: enumerate(unreadable) }, { evidence: { entries: unreadable } })
    }
    return badEntries('shadowed', shadowed(listed))
  },
  examples: {
    good: [
      {
        about: 'neighbours that do not overlap',
        subject: {
          allowlist: [
            { network: '192.168.1.0/24', createdAt: '2026-10-01T00:00:00Z' },
            { network: '192.168.2.0/24', createdAt: '2026-10-01T00:00:00Z' },
            { network: '2001:db8::/64', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
      },
    ],
    bad: [
      {
        about: 'one address inside a listed network',
        subject: {
          allowlist: [
            { network: '192.168.1.7/32', createdAt: '2026-10-01T00:00:00Z' },
            { network: '192.168.1.0/24', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
        reason: 'shadowed',
      },
      {
        about: 'the same network twice',
        subject: {
          allowlist: [
            { network: '192.168.1.0/24', label: 'office', createdAt: '2026-10-01T00:00:00Z' },
            { network: '192.168.1.0/24', label: 'shop floor', createdAt: '2026-11-01T00:00:00Z' },
          ],
        },
        reason: 'shadowed',
      },
      {
        about: 'host bits beyond the prefix',
        subject: { allowlist: [{ network: '10.1.2.3/8', createdAt: '2026-10-01T00:00:00Z' }] },
        reason: 'misspelt',
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

/** Sorted, a network that holds others stands right before them, so one look back is enough for any length. */
function shadowed(listed: readonly ListedNetwork[]): readonly ListedNetwork[] {
  let outer: ListedNetwork | undefined
  return listed
    .toSorted((a, b) => compareNetworks(a.network, b.network))
    .filter(one => {
      if (outer !== undefined && contains(outer.network, one.network)) return true
      outer = one
      return false
    })
}
