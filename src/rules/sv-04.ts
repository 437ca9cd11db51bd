import { z } from 'zod'
import { exampleSystem, noSystems, noSystemsExample } from '../core/co-location.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import type { SystemKind } from '../core/system.ts'

/** Kinds that are one function to a server; every other kind is a function by itself. */
const functions: Partial<Record<SystemKind, string>> = { ftp: 'files', webdav: 'files' }

/** Every function adds its own holes, and one hole is enough for all of them. */
export default defineRule({
  id: 'SV-04',
  subject: 'server',
  severity: 'medium',
  title: { en: 'Too many functions on one server', ja: '1台に役割が集中' },
  references: ['PCI DSS 4.0.1 2.2.3', 'CIS Controls v8.1 4.8'],
  remedy: {
    en: 'Split the functions over several servers, or harden all of them to the highest need.',
    ja: '役割を複数のサーバーに分けるか、すべてを最も高い基準で保護してください。',
  },
  reasons: {
    'too-many': {
      en: '{count} functions on one server, at most {most} should be: {functions}.',
      ja: '1台に{count}個の役割があります(上限{most}個): {functions}。',
    },
    'no-systems': noSystems,
  },
  options: z.strictObject({ most: z.int().min(1).default(3) }),
  check: ({ systems }, { most }) => {
    if (systems.length === 0) return unknown('no-systems')
    const found = [...new Set(systems.map(({ kind }) => functions[kind] ?? kind))]
    if (found.length <= most) return good
    const evidence = { functions: found, systems: systems.map(({ id }) => id) }
    return bad('too-many', { count: found.length, most, functions: found.join(', ') }, { evidence })
  },
  examples: {
    good: [
      {
        about: 'three functions: FTP and WebDAV are both file transfer',
        subject: {
          systems: (['shop', 'website', 'ftp', 'webdav'] as const).map(kind => exampleSystem(kind)),
        },
      },
    ],
    bad: [
      {
        about: 'shop, site, mail and files on the rented server',
        subject: {
          systems: (['shop', 'website', 'mail', 'webdav', 'ftp'] as const).map(kind => exampleSystem(kind)),
        },
        reason: 'too-many',
      },
      {
        about: 'two functions where the policy wants one',
        subject: { systems: [exampleSystem('shop'), exampleSystem('website')] },
        options: { most: 1 },
        reason: 'too-many',
      },
    ],
    unknown: [noSystemsExample],
  },
})
