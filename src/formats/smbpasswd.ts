import type { AccountRow, Credential } from '../core/account.ts'
import { entriesOf, isLoginLike, mostFit, openColonList } from '../core/colon-list.ts'
import { defineDialect, type Format, type RejectedLine } from '../core/format.ts'
import { knownFacts } from '../core/known-facts.ts'
import { readSeconds } from '../core/list-time.ts'
import { Secret } from '../core/secret.ts'

const uidForm = /^\d{1,10}$/
const hashForm = /^(?:[0-9A-F]{32}|[X*]{32}|NO PASSWORD[X*]{21})$/i
const flagsForm = /^\[[NDHTUMWSLXIR ]{1,16}\]$/
const changedForm = /^LCT-[0-9A-F]{8}$/i
/** What LM and NT make of the empty password. */
const emptyHashes: ReadonlySet<string> = new Set([
  'AAD3B435B51404EEAAD3B435B51404EE',
  '31D6CFE0D16AE931B73C59D7E0C089C0',
])
/** Last-change times that stand for "never" and "unknown". */
const noTimes: ReadonlySet<string> = new Set(['00000000', '7FFFFFFF', 'FFFFFFFF'])

function readEntry(fields: readonly string[], line: number): AccountRow | RejectedLine {
  const [login = '', uid = '', lm = '', nt = '', flags = '', changed = ''] = fields
  if (!uidForm.test(uid)) return { line, key: 'entry-ids' }
  if (!hashForm.test(lm) || !hashForm.test(nt)) return { line, key: 'entry-digest' }
  if (!flagsForm.test(flags)) return { line, key: 'smbpasswd-flags' }
  if (!changedForm.test(changed)) return { line, key: 'smbpasswd-changed' }
  const seconds = changed.slice(4).toUpperCase()
  const hasLm = /^[0-9A-F]{32}$/i.test(lm) && !emptyHashes.has(lm.toUpperCase())
  return {
    ...knownFacts({
      enabled: !/[DL]/.test(flags),
      role: /[WSI]/.test(flags) ? 'service' : undefined,
      passwordChangedAt: noTimes.has(seconds) ? undefined : readSeconds(Number.parseInt(seconds, 16)),
    }),
    login,
    line,
    credential: readNt(nt, flags),
    // The LM hash is of the same password in capitals, seven characters at a time: by far the weaker one.
    ...(hasLm ? { alternatives: [{ seen: 'hash', hash: new Secret(lm), scheme: 'lm' }] } : {}),
  }
}

function readNt(nt: string, flags: string): Credential {
  const blank = flags.includes('N') || /^NO PASSWORD/i.test(nt) || emptyHashes.has(nt.toUpperCase())
  if (blank) return { seen: 'clear', secret: new Secret('') }
  return /^[X*]+$/i.test(nt) ? { seen: 'locked' } : { seen: 'hash', hash: new Secret(nt), scheme: 'nt' }
}

function isEntry(line: string): boolean {
  const [login = '', uid = '', lm = '', nt = '', flags = '', changed = ''] = line.split(':')
  return (
    isLoginLike(login) &&
    uidForm.test(uid) &&
    hashForm.test(lm) &&
    hashForm.test(nt) &&
    flags.startsWith('[') &&
    changed.startsWith('LCT-')
  )
}

/** Samba's smbpasswd, also from `pdbedit -L -w`: `login:uid:LM:NT:[flags]:LCT-hexadecimal seconds:` (smbpasswd(5)). */
const smbpasswd: Format = {
  name: 'smbpasswd',
  expects: {
    en: 'one account a line: tanaka:5001:XXXX…:878D…:[U          ]:LCT-6B0338FC:',
    ja: '1行に1アカウント: tanaka:5001:XXXX…:878D…:[U          ]:LCT-6B0338FC:',
  },
  dialects: [
    defineDialect({
      syntax: 'lines',
      recognises: head => mostFit(entriesOf(head), isEntry),
      open: () => openColonList({ fields: { from: 6, to: 7, open: true }, read: readEntry }),
    }),
  ],
  examples: {
    good: [
      {
        about:
          'pdbedit -L -w: an account, a disabled one, one with an LM hash, one without password, a machine',
        text: `goro:5001:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:878D8014606CDA29677A44EFA1353FC7:[U          ]:LCT-6B0338FC:
rokuro:5002:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:878D8014606CDA29677A44EFA1353FC7:[DU         ]:LCT-6B0338FC:
jiro:5003:552902031BEDE9EFAAD3B435B51404EE:878D8014606CDA29677A44EFA1353FC7:[UX         ]:LCT-00000000:
guest:5004:NO PASSWORDXXXXXXXXXXXXXXXXXXXXX:NO PASSWORDXXXXXXXXXXXXXXXXXXXXX:[NU         ]:LCT-6B0338FC:
pc-01$:5005:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:0CB6948805F797BF2A82807973B89537:[W          ]:LCT-6B0338FC:
`,
        logins: ['goro', 'rokuro', 'jiro', 'guest', 'pc-01$'],
      },
    ],
    bad: [
      {
        about: 'a hash cut short, an unknown flag, a time that is none, a field missing, a login twice',
        text: `goro:5001:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:878D8014606CDA29677A44EFA1353FC7:[U          ]:LCT-6B0338FC:
rokuro:5002:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:878D8014606CDA29677A44EF:[U          ]:LCT-6B0338FC:
jiro:5003:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:878D8014606CDA29677A44EFA1353FC7:[U?         ]:LCT-6B0338FC:
saburo:5004:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:878D8014606CDA29677A44EFA1353FC7:[U          ]:LCT-yesterday:
shiro:5005:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:878D8014606CDA29677A44EFA1353FC7
goro:5006:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:878D8014606CDA29677A44EFA1353FC7:[U          ]:LCT-6B0338FC:
`,
        rejectedLines: [2, 3, 4, 5, 6],
      },
    ],
  },
}

export default smbpasswd
