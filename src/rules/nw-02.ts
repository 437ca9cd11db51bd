import { z } from 'zod'
import { enumerate } from '../core/enumeration.ts'
import { adminEndpoints, mustBeGuarded } from '../core/guard.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { privateKinds } from '../core/system.ts'
import { endpointName } from '../core/transport.ts'

/** Something that must be guarded and has no allowlist at all. */
export default defineRule({
  id: 'NW-02',
  subject: 'system',
  severity: 'high',
  title: { en: 'No allowlist', ja: 'IP制限なし' },
  references: ['クレジットカード・セキュリティガイドライン 6.0版 脆弱性対策①', 'CIS Controls v8.1 4.4'],
  remedy: {
    en: 'Set an allowlist; where that cannot be done, put Basic authentication and MFA before the administration page.',
    ja: 'IP制限を設けてください。できない場合は、管理画面にBasic認証と多要素認証を設けてください。',
  },
  reasons: {
    'private-system': {
      en: 'A system with private data takes logins from any address.',
      ja: '社内データを扱うシステムが、どの接続元からもログインを受け付けます。',
    },
    'admin-page': {
      en: 'The administration page takes logins from any address: {endpoints}.',
      ja: '管理画面が、どの接続元からもログインを受け付けます: {endpoints}。',
    },
    'admin-undeclared': {
      en: 'No administration endpoint is declared; whether one stands open to every address is unknown.',
      ja: '管理画面が登録されていないため、全開放されているか判断できません。',
    },
  },
  options: z.strictObject({}),
  check: ({ system, allowlist }) => {
    if (allowlist !== undefined || system.exposure === 'localhost') return good
    if (privateKinds.includes(system.kind)) return bad('private-system')
    if (mustBeGuarded(system)) {
      const endpoints = adminEndpoints(system).map(endpointName)
      // The card guideline takes MFA on top of a second login where addresses cannot be restricted.
      const milder = system.facts.mfaRequired === true ? ({ severity: 'medium' } as const) : {}
      return bad('admin-page', { endpoints: enumerate(endpoints) }, { evidence: { endpoints }, ...milder })
    }
    return system.kind === 'shop' || system.kind === 'website' ? unknown('admin-undeclared') : good
  },
  examples: {
    good: [
      {
        about: 'an allowlist, even an empty one that lets nobody in',
        subject: { system: { kind: 'accounting' }, allowlist: [] },
      },
      {
        about: 'a database only its own server reaches',
        subject: { system: { kind: 'database', exposure: 'localhost' } },
      },
      { about: 'mail is there for every address', subject: { system: { kind: 'mail' } } },
    ],
    bad: [
      {
        about: 'accounting without allowlist',
        subject: { system: { kind: 'accounting', exposure: 'intranet' } },
        reason: 'private-system',
        severity: 'high',
      },
      {
        about: "the shop's administration page",
        subject: {
          system: {
            endpoints: [{ protocol: 'https', host: 'shop.aoba.example', port: 8443, purpose: 'admin' }],
          },
        },
        reason: 'admin-page',
        severity: 'high',
      },
      {
        about: 'an administration page behind MFA',
        subject: {
          system: {
            endpoints: [{ protocol: 'https', host: 'shop.aoba.example', port: 8443, purpose: 'admin' }],
            facts: { mfaRequired: true },
          },
        },
        reason: 'admin-page',
        severity: 'medium',
      },
    ],
    unknown: [
      {
        about: 'a shop that must have an administration page somewhere',
        subject: { system: { kind: 'shop' } },
        reason: 'admin-undeclared',
      },
    ],
  },
})
