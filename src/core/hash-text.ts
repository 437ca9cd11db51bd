import type { Credential } from './account.ts'
import { Secret } from './secret.ts'

/** Forms of hash text, longest prefix first; whatever matches none of them is a password in clear. */
const hashForms: readonly { readonly form: string; readonly pattern: RegExp }[] = [
  { form: '{SCHEME}hash (RFC 2307, Dovecot)', pattern: /^\{[A-Za-z][\w.-]*\}./ },
  { form: 'WordPress 6.8', pattern: /^\$wp\$2[abxy]\$/ },
  { form: 'Apache md5', pattern: /^\$apr1\$/ },
  { form: 'Argon2 (PHC)', pattern: /^\$argon2(?:i|d|id)\$/ },
  { form: 'bcrypt', pattern: /^\$2[abxy]?\$\d\d\$/ },
  { form: 'crypt(3): yescrypt, gost-yescrypt, scrypt, sha, md5, nt', pattern: /^\$(?:gy|y|7|6|5|1|3)\$/ },
  { form: 'Sun md5', pattern: /^\$md5[,$]/ },
  { form: 'phpass', pattern: /^\$[PHS]\$/ },
  { form: 'MySQL caching_sha2_password', pattern: /^\$A\$\d{3}\$/ },
  { form: 'any other modular-crypt text', pattern: /^\$[a-z0-9-]{1,32}[,$].{20,}$/i },
  { form: 'SCRAM (RFC 5803)', pattern: /^SCRAM-SHA-(?:1|256|512)\$\d+:/ },
  {
    form: 'Django',
    pattern: /^(?:pbkdf2_\w{1,16}|scrypt|argon2|bcrypt|bcrypt_sha256|sha1|md5|crypt)\$.{13}/,
  },
  { form: 'PostgreSQL md5', pattern: /^md5[0-9a-f]{32}$/ },
  { form: 'MySQL native', pattern: /^\*[0-9A-F]{40}$/i },
  { form: 'bsdicrypt', pattern: /^_[./0-9A-Za-z]{19}$/ },
  // The 64 bits end in a character that carries only four of them; a real hash in one case alone is 1 in 900.
  { form: 'DES crypt', pattern: /^(?=.*[./A-Z])(?=.*[./a-z])[./0-9A-Za-z]{12}[.26AEIMQUYcgkosw]$/ },
  {
    form: 'hex digest: md5, nt, sha1, sha2',
    pattern: /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i,
  },
  {
    form: 'hex digest beside its salt: Joomla, osCommerce, shops',
    pattern:
      /^(?:(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}):[^\s:]{1,32}|[^\s:]{1,32}:(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}))$/i,
  },
]

/** What every form has of these; most passwords have none, and need not be held to all forms. */
const hashLike = /^[{$*_]|^SCRAM-|^\w+\$|^md5|^.{13}$|^[0-9a-f]{32}|:[0-9a-f]{32}/i

/** Scheme prefixes that announce the password itself. */
const clearPrefix = /^\{(?:PLAIN|CLEAR|CLEARTEXT|PLAIN-TRUNC)\}/i

/** Whether an unlabelled password field holds a hash. In doubt yes: a hash rated as a password would look strong. */
export function looksHashed(text: string): boolean {
  return hashLike.test(text) && !clearPrefix.test(text) && hashForms.some(({ pattern }) => pattern.test(text))
}

/**
 * The credential an unlabelled password field shows: a hash, or a password in clear with a `{PLAIN}`-like prefix
 * taken off. An empty field is absent; formats in which it means "no password needed" say so themselves.
 */
export function readCredential(text: string, scheme?: string): Credential {
  if (text === '') return { seen: 'absent' }
  if (!looksHashed(text)) return { seen: 'clear', secret: new Secret(text.replace(clearPrefix, '')) }
  return { seen: 'hash', hash: new Secret(text), ...(scheme === undefined ? {} : { scheme }) }
}

/** What a crypt(3) field tells: its credential, and that the account is off where a hash stands behind a lock. */
export interface CryptField {
  readonly credential: Credential
  readonly enabled?: false
}

/** Texts that servers write where no password shall open the account. */
const placeholders: ReadonlySet<string> = new Set([
  '*',
  '!',
  '!!',
  '!*',
  '*LK*',
  '*NP*',
  'NP',
  '*K*',
  'x',
  'X',
])

/**
 * Reads the password field of files whose servers compare by crypt(3): a hash, a lock (`!`, `*`), a lock before a
 * hash, or nothing at all, which opens without a password. Undefined for what is none of these.
 */
export function readCryptField(text: string): CryptField | undefined {
  if (text === '') return { credential: { seen: 'clear', secret: new Secret('') } }
  if (placeholders.has(text)) return { credential: { seen: 'locked' } }
  const hash = text.replace(/^[!*]+/, '')
  if (!looksHashed(hash)) return undefined
  if (hash === text) return { credential: { seen: 'hash', hash: new Secret(text) } }
  return { credential: { seen: 'locked' }, enabled: false }
}
