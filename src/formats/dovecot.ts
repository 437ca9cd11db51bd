import type { AccountRow, Credential } from '../core/account.ts'
import { entriesOf, isLoginLike, mostFit, openColonList } from '../core/colon-list.ts'
import { defineDialect, type Format, type Head } from '../core/format.ts'
import { looksHashed, readCredential } from '../core/hash-text.ts'
import { knownFacts } from '../core/known-facts.ts'
import { readListNetworks } from '../core/list-network.ts'
import { Secret } from '../core/secret.ts'

const scheme = /^\{[A-Z0-9][A-Z0-9.-]*\}/i
const plain: Credential = { seen: 'clear', secret: new Secret('') }

function readEntry(fields: readonly string[], line: number): AccountRow {
  const [login = '', text = '', , , comment, , , extra = ''] = fields
  const settings = readExtra(extra)
  const nets = (settings.get('allow_nets') ?? '').split(',').filter(network => network !== '')
  const open = settings.has('nopassword') && text === ''
  const locked = isLocked(text)
  return {
    ...knownFacts({
      displayName: comment,
      networks: readListNetworks(nets),
      // `nologin` shuts the mailbox alone: Postfix still lets such an account send.
      enabled: locked && text.length > 1 ? false : undefined,
    }),
    login,
    line,
    credential: open ? plain : locked ? { seen: 'locked' } : readCredential(text),
  }
}

/** No password at all, which Dovecot never lets in, or a hash with `!` or `*` before it. */
function isLocked(text: string): boolean {
  const bare = text.replace(scheme, '')
  if (bare === '' || bare === '*' || bare === '!') return true
  return /^[!*]/.test(bare) && looksHashed(bare.replace(/^[!*]+/, ''))
}

/** The last field's `key=value` settings, between blanks; a key alone means yes. */
function readExtra(extra: string): ReadonlyMap<string, string> {
  return new Map(
    extra
      .split(/\s+/)
      .filter(setting => setting !== '')
      .map(setting => {
        const [key = '', ...value] = setting.split('=')
        return [key.replace(/^userdb_/, ''), value.join('=')] as const
      }),
  )
}

/** What no other colon-separated file writes: a `{SCHEME}`, or a hash in a line as long as Dovecot's. */
function isEntry(line: string): boolean {
  const [login = '', text = '', ...rest] = line.split(':')
  if (!isLoginLike(login) || isElsewhere(text, rest)) return false
  if (scheme.test(text)) return true
  return rest.length >= 6 && rest.length !== 16 && looksHashed(text)
}

/** `{SHA}` in two fields is as well Apache's, eight fields or more with numbers alone are the shadow file's. */
function isElsewhere(text: string, rest: readonly string[]): boolean {
  if (rest.length === 0) return /^\{SHA\}/i.test(text)
  return rest.length === 7 && rest.every(field => /^-?\d*$/.test(field)) && !scheme.test(text)
}

function isEitherEntry(line: string): boolean {
  const [login = '', text = '', ...rest] = line.split(':')
  return isEntry(line) || (isLoginLike(login) && rest.length === 0 && /^\{SHA\}/i.test(text))
}

function recognises(head: Head): boolean {
  const lines = entriesOf(head)
  const shared = lines.filter(line => isEitherEntry(line) && !isEntry(line)).length
  return mostFit(lines, isEitherEntry) && shared < lines.length * 0.8
}

/** Dovecot's passwd-file: `login:{SCHEME}hash:uid:gid:gecos:home:shell:extra`, all but the first two may be missing. */
const dovecot: Format = {
  name: 'dovecot',
  expects: {
    en: 'login:{SCHEME}hash, alone or with six more fields: tanaka@aoba.example:{SSHA512}…::::::',
    ja: 'ログイン:{SCHEME}ハッシュ のみ、または後ろにさらに6項目: tanaka@aoba.example:{SSHA512}…::::::',
  },
  dialects: [
    defineDialect({
      syntax: 'lines',
      recognises,
      open: () => openColonList({ fields: { from: 2, to: 8, open: true }, read: readEntry }),
    }),
  ],
  examples: {
    good: [
      {
        about: 'mail accounts with and without the fields for the mail store',
        text: `# mail of Aoba Shoji
tanaka@aoba.example:{SHA512-CRYPT}$6$.DmCw/88qf583XFB$.vMrj88Tiz6hcCrxuVrHx1HWewLYMmMJBY17WDnTuNEse06fLzP3dcjFfOcqEt65KmeTDpst4ul9cLbEXgrRr1:5000:5000:Tanaka:/var/mail/tanaka::userdb_quota_rule=*:storage=1G allow_nets=192.0.2.0/26,2001:db8::/32
sato@aoba.example:{SSHA}oC9Oj7HgPLdDyXIs8B/LqzfNPeJDhNwA
suzuki@aoba.example:{PLAIN}secret
info@aoba.example:{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$SazkBDfNtUmZX9Q71aUwsg$Hv7JlfqX44FujXexppHhbRfjdq0qxT+FyAac8U3iZoc:5000:5000::::nologin
old@aoba.example:{CRYPT}!$6$.DmCw/88qf583XFB$.vMrj88Tiz6hcCrxuVrHx1HWewLYMmMJBY17WDnTuNEse06fLzP3dcjFfOcqEt65KmeTDpst4ul9cLbEXgrRr1::::::
web@aoba.example:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=
`,
        logins: [
          'tanaka@aoba.example',
          'sato@aoba.example',
          'suzuki@aoba.example',
          'info@aoba.example',
          'old@aoba.example',
          'web@aoba.example',
        ],
      },
      {
        about: 'the default scheme left out',
        text: 'tanaka:$2y$05$1rXN6jroWKL0TT6EoM2wZOV9rCg2.37o1CnE6iF92d4lX.sxzhHBi:5000:5000::/var/mail/tanaka::\n',
        logins: ['tanaka'],
      },
    ],
    bad: [
      { about: 'a template in braces', text: 'Hello {name}:\nyour parcel {number} is here.\n' },
      {
        about: 'a login alone, an empty login, a login twice',
        text: `tanaka@aoba.example:{PLAIN}secret
sato@aoba.example
:{PLAIN}secret
tanaka@aoba.example:{PLAIN}secret2
`,
        rejectedLines: [2, 3, 4],
      },
    ],
  },
}

export default dovecot
