import { z } from 'zod'
import { closedExamples } from '../core/credential-state.ts'
import { incomparableExamples, incomparableReasons, judgeReuse } from '../core/reuse.ts'
import { defineRule, type Peer } from '../core/rule.ts'
import { privateKinds, type SystemKind } from '../core/system.ts'

/** Systems that pass passwords through many hands and programs, and are attacked first. */
const exposedKinds: readonly SystemKind[] = ['ftp', 'webdav', 'mail', 'website', 'shop']

type Level = 'sensitive' | 'exposed' | 'neither'

function levelOf(kind: SystemKind, role: Peer['role']): Level {
  if (role === 'admin' || privateKinds.includes(kind)) return 'sensitive'
  return exposedKinds.includes(kind) ? 'exposed' : 'neither'
}

const opposite: Readonly<Record<Level, Level | undefined>> = {
  sensitive: 'exposed',
  exposed: 'sensitive',
  neither: undefined,
}

/** The password of a file server must not be the key to the books: the incident began exactly so. */
export default defineRule({
  id: 'AC-02',
  subject: 'account',
  severity: 'critical',
  title: {
    en: 'One password for an exposed and a sensitive account',
    ja: '重要システムと公開系での使い回し',
  },
  references: ['PCI DSS 4.0.1 2.2.3', 'CIS Controls v8.1 5.4'],
  remedy: {
    en: 'Change the password of the sensitive side first, then the other; never use one for both again.',
    ja: '重要な側のパスワードから先に変更し、以後は両方で同じものを使わないでください。',
  },
  reasons: {
    sensitive: {
      en: 'This sensitive account falls with {named}: the same password is used on exposed accounts ({count}).',
      ja: '公開系のアカウント{count}件({named})と同じパスワードのため、そちらが破られると重要なこのアカウントも破られます。',
    },
    exposed: {
      en: 'This exposed account also opens {named}: the same password is used on sensitive accounts ({count}).',
      ja: '重要なアカウント{count}件({named})と同じパスワードのため、このアカウントが破られるとそちらも破られます。',
    },
    ...incomparableReasons,
  },
  options: z.strictObject({}),
  opens: 'reused',
  check: subject => {
    const level = levelOf(subject.system.kind, subject.account.role)
    const other = opposite[level]
    const isOther = ({ systemKind, role }: Peer) => levelOf(systemKind, role) === other
    return judgeReuse(subject, level, other === undefined ? [] : subject.peers.filter(isOther))
  },
  examples: {
    good: [
      ...closedExamples,
      {
        about: 'a password of its own',
        subject: { account: { assessment: { fingerprint: 'f1.k.hmac.a' } } },
      },
      {
        about: 'two exposed accounts',
        subject: {
          account: { assessment: { fingerprint: 'f1.k.hmac.a' } },
          peers: [{ system: 'ftp-1', systemKind: 'ftp', login: 'sato' }],
        },
      },
    ],
    bad: [
      {
        about: 'accounting falls with the file server',
        subject: {
          system: { id: 'books-1', kind: 'accounting', exposure: 'intranet' },
          peers: [{ system: 'ftp-1', systemKind: 'ftp', login: 'upload' }],
        },
        reason: 'sensitive',
      },
      {
        about: 'a shop login that is also a mail administrator',
        subject: { peers: [{ system: 'mail-1', systemKind: 'mail', login: 'postmaster', role: 'admin' }] },
        reason: 'exposed',
      },
    ],
    unknown: incomparableExamples,
  },
})
