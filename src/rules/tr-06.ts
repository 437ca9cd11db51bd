import { z } from 'zod'
import { daysBetween } from '../core/days.ts'
import { enumerate } from '../core/enumeration.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import type { Endpoint } from '../core/system.ts'
import { crossesNetwork, endpointName, noEndpoints, speaksTls } from '../core/transport.ts'

/** Certificates that are expired, about to expire, or not trusted. */
export default defineRule({
  id: 'TR-06',
  subject: 'system',
  severity: 'medium',
  title: { en: 'Certificate expired, expiring or untrusted', ja: '証明書の期限切れ・期限間近・信頼性の欠如' },
  references: ['OWASP ASVS 5.0 12.2.2'],
  remedy: {
    en: 'Renew the certificate from a trusted authority and automate renewal.',
    ja: '信頼された認証局の証明書に更新し、更新を自動化してください。',
  },
  reasons: {
    expired: {
      en: 'The certificate has expired: {endpoints}.',
      ja: '証明書の有効期限が切れています: {endpoints}。',
    },
    untrusted: {
      en: 'The certificate is not from a trusted authority: {endpoints}.',
      ja: '信頼された認証局の証明書ではありません: {endpoints}。',
    },
    expiring: {
      en: 'The certificate expires within {days} days: {endpoints}.',
      ja: '証明書の期限が{days}日以内に切れます: {endpoints}。',
    },
    undeclared: {
      en: 'Expiry or trust of the certificate is not declared: {endpoints}.',
      ja: '証明書の期限または信頼性が登録されていません: {endpoints}。',
    },
    'no-endpoints': noEndpoints,
  },
  options: z.strictObject({ warnDays: z.int().min(0).default(30) }),
  check: ({ system, now }, { warnDays }) => {
    if (system.endpoints.length === 0) return unknown('no-endpoints')
    const served = system.endpoints.filter(
      endpoint => speaksTls(endpoint) && crossesNetwork(endpoint, system),
    )
    const names = (picks: (endpoint: Endpoint) => boolean) => served.filter(picks).map(endpointName)
    const leftDays = ({ certificateExpiresAt: end }: Endpoint) =>
      end === undefined ? Number.POSITIVE_INFINITY : daysBetween(now, end)

    const expired = names(endpoint => leftDays(endpoint) < 0)
    if (expired.length > 0) {
      const more = { severity: 'high', evidence: { endpoints: expired } } as const
      return bad('expired', { endpoints: enumerate(expired) }, more)
    }
    const untrusted = names(({ certificateTrusted }) => certificateTrusted === false)
    if (untrusted.length > 0) {
      return bad('untrusted', { endpoints: enumerate(untrusted) }, { evidence: { endpoints: untrusted } })
    }
    const expiring = names(endpoint => leftDays(endpoint) <= warnDays)
    if (expiring.length > 0) {
      const values = { endpoints: enumerate(expiring), days: warnDays }
      return bad('expiring', values, { evidence: { endpoints: expiring } })
    }
    const undeclared = names(
      ({ certificateExpiresAt, certificateTrusted }) =>
        certificateExpiresAt === undefined || certificateTrusted === undefined,
    )
    return undeclared.length > 0 ? unknown('undeclared', { endpoints: enumerate(undeclared) }) : good
  },
  examples: {
    good: [
      {
        about: 'a trusted certificate for another 31 days',
        subject: {
          now: '2026-11-23T09:00:00Z',
          system: {
            endpoints: [
              webEndpoint({ certificateExpiresAt: '2026-12-24T09:00:00Z', certificateTrusted: true }),
            ],
          },
        },
      },
    ],
    bad: [
      {
        about: 'expired one second ago',
        subject: {
          now: '2026-11-23T09:00:00Z',
          system: {
            endpoints: [
              webEndpoint({ certificateExpiresAt: '2026-11-23T08:59:59Z', certificateTrusted: true }),
            ],
          },
        },
        reason: 'expired',
        severity: 'high',
      },
      {
        about: 'a home-made certificate',
        subject: {
          now: '2026-11-23T09:00:00Z',
          system: {
            endpoints: [webEndpoint({ certificateExpiresAt: '2036-01-01', certificateTrusted: false })],
          },
        },
        reason: 'untrusted',
        severity: 'medium',
      },
      {
        about: 'thirty days left',
        subject: {
          now: '2026-11-23T09:00:00Z',
          system: {
            endpoints: [
              webEndpoint({ certificateExpiresAt: '2026-12-23T09:00:00Z', certificateTrusted: true }),
            ],
          },
        },
        reason: 'expiring',
      },
    ],
    unknown: [
      {
        about: 'nothing said of the certificate',
        subject: { system: { endpoints: [webEndpoint({})] } },
        reason: 'undeclared',
      },
      { about: 'no endpoint is declared', subject: { system: { endpoints: [] } }, reason: 'no-endpoints' },
    ],
  },
})

function webEndpoint(facts: Partial<Endpoint>): Endpoint {
  return { protocol: 'https', host: 'shop.aoba.example', port: 443, ...facts }
}
