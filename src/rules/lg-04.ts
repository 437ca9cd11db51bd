import { z } from 'zod'
import { exampleSystem } from '../core/co-location.ts'
import { enumerate } from '../core/enumeration.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** An intruder who can delete the log was never there. */
export default defineRule({
  id: 'LG-04',
  subject: 'server',
  severity: 'medium',
  title: {
    en: 'Login failures not logged, or logs on the same host only',
    ja: 'ログイン失敗の未記録・ログの外部転送なし',
  },
  references: ['OWASP ASVS 5.0 16.3.1', 'OWASP ASVS 5.0 16.4.3', 'CIS Controls v8.1 8.2'],
  remedy: {
    en: 'Log failed logins on every system and send the logs to another host.',
    ja: 'すべてのシステムでログイン失敗を記録し、ログを別のサーバーへ転送してください。',
  },
  reasons: {
    'failures-not-logged': {
      en: 'Failed logins are not logged: {places}.',
      ja: 'ログイン失敗が記録されていません: {places}。',
    },
    'same-host': {
      en: 'Logs stay on the host they are about.',
      ja: 'ログが同じサーバーにしか保存されていません。',
    },
    unreported: {
      en: 'Whether failed logins are logged and logs sent elsewhere was not reported.',
      ja: 'ログイン失敗の記録とログの外部転送について報告がありません。',
    },
  },
  options: z.strictObject({}),
  check: ({ server, systems }) => {
    const { logs } = server.facts
    const silent = systems.filter(({ facts }) => facts.loginFailuresLogged === false).map(({ id }) => id)
    const places = logs?.loginFailuresLogged === false ? [server.id, ...silent] : silent
    if (places.length > 0)
      return bad('failures-not-logged', { places: enumerate(places) }, { evidence: { places } })
    if (logs?.shippedOffHost === false) return bad('same-host')
    const reported = logs?.loginFailuresLogged !== undefined && logs.shippedOffHost !== undefined
    return reported ? good : unknown('unreported')
  },
  examples: {
    good: [
      {
        about: 'failures logged, logs sent elsewhere',
        subject: { server: { facts: { logs: { loginFailuresLogged: true, shippedOffHost: true } } } },
      },
    ],
    bad: [
      {
        about: 'failed logins leave no trace',
        subject: { server: { facts: { logs: { loginFailuresLogged: false, shippedOffHost: true } } } },
        reason: 'failures-not-logged',
      },
      {
        about: 'one system is silent',
        subject: {
          server: { facts: { logs: { loginFailuresLogged: true, shippedOffHost: true } } },
          systems: [{ ...exampleSystem('ftp'), facts: { loginFailuresLogged: false } }],
        },
        reason: 'failures-not-logged',
      },
      {
        about: 'logs stay where the intruder is',
        subject: { server: { facts: { logs: { loginFailuresLogged: true, shippedOffHost: false } } } },
        reason: 'same-host',
      },
    ],
    unknown: [{ about: 'nothing reported', subject: { server: { facts: {} } }, reason: 'unreported' }],
  },
})
