import type { AccountRow, Credential } from '../core/account.ts'
import { mostFit } from '../core/colon-list.ts'
import { defineDialect, type Format, type Head, type ReadResult } from '../core/format.ts'
import { type CryptField, readCredential, readCryptField } from '../core/hash-text.ts'
import { knownFacts } from '../core/known-facts.ts'
import { type LdifEntry, openLdif } from '../core/ldif-entries.ts'
import { readDays, readFiletime, readGeneralizedTime } from '../core/list-time.ts'
import { openLogins } from '../core/login-register.ts'
import { Secret } from '../core/secret.ts'

/** Attributes that name a login, the more telling first; `cn` and the like only where a password stands beside them. */
const loginAttributes = ['uid', 'userid', 'samaccountname', 'userprincipalname']
const lastResortLogins = ['cn', 'mail']
const factAttributes = `userpassword sambantpassword sambalmpassword cn displayname mail telephonenumber mobile
  shadowlastchange shadowexpire pwdchangedtime createtimestamp pwdaccountlockedtime pwdreset authtimestamp
  objectclass grouptype useraccountcontrol pwdlastset accountexpires lastlogon lastlogontimestamp whencreated`
const wanted = new Set([...loginAttributes, ...factAttributes.split(/\s+/)])

/** Active Directory's ACCOUNTDISABLE. */
const disabledBit = 2
/** How OpenLDAP writes a lock that only an administrator opens; any other time is a lock that may have passed. */
const lockedForGood = '000001010000Z'
const groupClasses: ReadonlySet<string> = new Set([
  'group',
  'posixgroup',
  'groupofnames',
  'groupofuniquenames',
])
const ldifLine = /^(?:[A-Za-z][\w.-]*(?:;[\w-]+)*:|[ \t]|#|-$)/

function recognises({ lines }: Head): boolean {
  const first = lines.find(text => !text.startsWith('#') && !/^version: ?\d+$/i.test(text)) ?? ''
  return /^dn::? *\S/i.test(first) && mostFit(lines, text => ldifLine.test(text))
}

function open() {
  const ldif = openLdif(wanted)
  const admit = openLogins()
  const accountsOf = (found: ReturnType<typeof ldif.read>): readonly ReadResult[] =>
    found.flatMap(entry => {
      if ('key' in entry) return [entry]
      const row = readEntry(entry)
      return row === undefined ? [] : [admit(row)]
    })
  return {
    read: (text: string, at: number) => accountsOf(ldif.read(text, at)),
    end: () => accountsOf(ldif.end()),
  }
}

/** The account of an entry, or undefined for units, groups and other entries nobody logs in with. */
function readEntry(entry: LdifEntry): AccountRow | undefined {
  const first = (name: string) => entry.values.get(name)?.[0]
  const passwords = (entry.values.get('userpassword') ?? []).map(readPassword)
  const [credential, ...alternatives] = credentialsOf(entry, passwords)
  const names = credential === undefined ? loginAttributes : [...loginAttributes, ...lastResortLogins]
  const login = names.map(first).find(text => text !== undefined && text !== '')
  if (login === undefined || isGroup(entry)) return undefined
  const mustChange = first('pwdreset')?.toUpperCase() === 'TRUE' || first('pwdlastset') === '0'
  return {
    ...knownFacts({
      displayName: first('displayname') ?? first('cn'),
      email: first('mail'),
      phone: first('telephonenumber') ?? first('mobile'),
      // Computers and trusts of a Windows domain, whose passwords nobody types.
      role: login === first('samaccountname') && login.endsWith('$') ? 'service' : undefined,
      enabled: isEnabled(first, passwords),
      initial: mustChange ? true : undefined,
      ...readTimes(name => first(name) ?? ''),
    }),
    login,
    line: entry.line,
    credential: credential ?? { seen: 'absent' },
    ...(alternatives.length === 0 ? {} : { alternatives }),
  }
}

/** Groups of a Windows domain have a sAMAccountName too, and Unix groups a password. */
function isGroup({ values }: LdifEntry): boolean {
  if (values.has('uid')) return false
  const classes = values.get('objectclass') ?? []
  return values.has('grouptype') || classes.some(each => groupClasses.has(each.toLowerCase()))
}

function readTimes(text: (name: string) => string) {
  const logons = [text('lastlogon'), text('lastlogontimestamp')].flatMap(time => readFiletime(time) ?? [])
  return {
    passwordChangedAt:
      readGeneralizedTime(text('pwdchangedtime')) ??
      readFiletime(text('pwdlastset')) ??
      readDays(text('shadowlastchange')),
    createdAt: readGeneralizedTime(text('createtimestamp')) ?? readGeneralizedTime(text('whencreated')),
    // Each server of a domain keeps a time of its own, and all of them one that comes days later.
    lastLoginAt: readGeneralizedTime(text('authtimestamp')) ?? logons.sort().at(-1),
    expiresAt: readDays(text('shadowexpire')) ?? readFiletime(text('accountexpires')),
  }
}

/** Whether the directory says that the account is on or off; most say nothing of one that is on. */
function isEnabled(
  first: (name: string) => string | undefined,
  passwords: readonly CryptField[],
): boolean | undefined {
  if (first('pwdaccountlockedtime') === lockedForGood) return false
  if (passwords.length > 0 && passwords.every(({ enabled }) => enabled === false)) return false
  const control = Number(first('useraccountcontrol') || Number.NaN)
  return Number.isSafeInteger(control) ? (control & disabledBit) === 0 : undefined
}

/** Every password of the entry; a locked one counts only where it is the only one. */
function credentialsOf({ values }: LdifEntry, passwords: readonly CryptField[]): readonly Credential[] {
  const all = passwords.map(({ credential }) => credential)
  const open = all.filter(({ seen }) => seen !== 'locked')
  return [
    ...(open.length === 0 ? all.slice(0, 1) : open),
    ...(values.get('sambantpassword') ?? []).map(text => hashOf(text, 'nt')),
    ...(values.get('sambalmpassword') ?? []).map(text => hashOf(text, 'lm')),
  ]
}

function hashOf(text: string, scheme: string): Credential {
  return { seen: 'hash', hash: new Secret(text), scheme }
}

/** `{SASL}` sends the password on to another server: nothing of it is seen here. Behind `{CRYPT}` a lock may stand. */
function readPassword(text: string): CryptField {
  if (/^\{SASL\}/i.test(text)) return { credential: { seen: 'absent' } }
  const crypt = /^\{CRYPT\}(.*)$/is.exec(text)?.[1]
  const field = crypt === undefined ? undefined : readCryptField(crypt === '' ? '*' : crypt)
  return field?.credential.seen === 'locked' ? field : { credential: readCredential(text) }
}

/** LDIF from slapcat or ldapsearch (RFC 2849): one account an entry with a uid or a password. */
const ldif: Format = {
  name: 'ldif',
  expects: {
    en: 'entries between blank lines, each from its dn on: dn: uid=tanaka,ou=people,dc=aoba,dc=example',
    ja: '空行で区切られ、それぞれ dn で始まる項目: dn: uid=tanaka,ou=people,dc=aoba,dc=example',
  },
  dialects: [defineDialect({ syntax: 'lines', recognises, open })],
  examples: {
    good: [
      {
        about:
          'slapcat: base64 and folded values, two passwords, a unit that is no account, an administrator by cn',
        text: `version: 1

# the company
dn: dc=aoba,dc=example
objectClass: organization
o: Aoba Shoji

dn: cn=admin,dc=aoba,dc=example
objectClass: simpleSecurityObject
cn: admin
userPassword: {SSHA}Sm1zUnlVtmD6AdH9MkLB0GhT2bYzeY3d

dn: uid=taro,ou=people,dc=aoba,dc=example
objectClass: inetOrgPerson
uid: taro
cn:: 5bGx55SwIOWkqumDjg==
mail: taro@aoba.example
shadowLastChange: 20779
userPassword:: e1NTSEF9cEhzRzkxTDNZbVRHL2NsYlFoWXhsRnpZNmh1bG9LV1A=
userPassword:: e0FSR09OMn0kYXJnb24yaSR2PTE5JG09NDA5Nix0PTMscD0xJGR2S2NzaUQzbEV
 oRmdwN0JndVFpUVEkQTlFS0ZpdmFDVGVOY2dmNTk1WFZQUjA3VldsUHF3RTJnQ1AzdHlLQU1tTQ==

dn: uid=hana,ou=people,dc=aoba,dc=example
uid: hana
pwdAccountLockedTime: 20261101000000Z
userPassword: {CRYPT}!TFKYJ/3c/4oJA
`,
        logins: ['admin', 'taro', 'hana'],
      },
      {
        about: 'without blanks after the colons, the last line without its end',
        text: 'dn:uid=jiro,dc=aoba,dc=example\nuid:jiro\nuserPassword:secret',
        logins: ['jiro'],
      },
    ],
    bad: [
      {
        about: 'the head of a mail',
        text: 'From: tanaka@aoba.example\nTo: sato@aoba.example\nSubject: keys\n',
      },
      {
        about: 'broken base64, a line without a colon, a change instead of an entry, a login twice',
        text: `dn: uid=taro,dc=aoba,dc=example
uid: taro
userPassword: {SSHA}Sm1zUnlVtmD6AdH9MkLB0GhT2bYzeY3d

dn: uid=hana,dc=aoba,dc=example
uid: hana
userPassword:: e1NTSEF9cEhz*

dn: uid=jiro,dc=aoba,dc=example
uid jiro

dn: uid=saburo,dc=aoba,dc=example
changetype: modify

dn: uid=taro,ou=former,dc=aoba,dc=example
uid: taro
`,
        rejectedLines: [7, 10, 13, 15],
      },
    ],
  },
}

export default ldif
