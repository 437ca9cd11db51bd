/** A conversation as a dialect holds it: asks and answers the last line, goes over to TLS, tells whether it has to. */
export interface Talk {
  readonly ask: (line: string, isLast?: (line: string) => boolean) => Promise<string>
  readonly askAll: (line: string) => Promise<readonly string[]>
  readonly upgrade: () => Promise<void>
  readonly isPlain: boolean
}

/** How a line protocol gets as far as a login, and how its last words read. */
export interface Dialect {
  readonly port: number
  /** TLS from the first byte. */
  readonly implicitTls: boolean
  /** Ends an answer that may have several lines. */
  readonly isLast: (line: string) => boolean
  readonly greeted: RegExp
  readonly welcome: RegExp
  /** Turned away without a look at the password. */
  readonly away: RegExp
  /** Speaks up to the login and answers the last word; undefined where no login is offered. */
  readonly logIn: (talk: Talk, login: string, password: string) => Promise<string | undefined>
}

type Tongue = Omit<Dialect, 'port' | 'implicitTls'>

const isNumbered = (line: string) => /^\d{3} /.test(line)
const isTagged = (line: string) => /^(?:a |\* BYE)/.test(line)
const isAny = () => true

/** RFC 959 and RFC 4217. */
const ftp: Tongue = {
  isLast: isNumbered,
  greeted: /^2/,
  welcome: /^23\d/,
  away: /^4/,
  logIn: async ({ ask, upgrade, isPlain }, login, password) => {
    if (isPlain && (await ask('AUTH TLS')).startsWith('234')) await upgrade()
    const named = await ask(`USER ${login}`)
    return named.startsWith('331') ? ask(`PASS ${password}`) : named
  },
}

/** RFC 9051. */
const imap: Tongue = {
  isLast: isAny,
  greeted: /^\* OK/,
  welcome: /^a OK/,
  away: /^\* BYE|^a NO \[UNAVAILABLE\]/,
  logIn: async ({ ask, upgrade, isPlain }, login, password) => {
    if (isPlain && (await ask('a STARTTLS', isTagged)).startsWith('a OK')) await upgrade()
    return ask(`a LOGIN ${quoted(login)} ${quoted(password)}`, isTagged)
  },
}

/** RFC 1939, RFC 2595 and RFC 3206. */
const pop3: Tongue = {
  isLast: isAny,
  greeted: /^\+OK/,
  welcome: /^\+OK/,
  away: /^-ERR \[SYS\/TEMP\]/,
  logIn: async ({ ask, upgrade, isPlain }, login, password) => {
    if (isPlain && (await ask('STLS')).startsWith('+OK')) await upgrade()
    const named = await ask(`USER ${login}`)
    return named.startsWith('+OK') ? ask(`PASS ${password}`) : named
  },
}

/** RFC 5321, RFC 3207 and RFC 4954. */
const smtp: Tongue = {
  isLast: isNumbered,
  greeted: /^2/,
  welcome: /^235/,
  away: /^4/,
  logIn: async ({ ask, askAll, upgrade, isPlain }, login, password) => {
    const offers = async () => (await askAll('EHLO kagimori-doctor.invalid')).join('\n')
    let offered = await offers()
    if (isPlain && /^250[ -]STARTTLS/m.test(offered)) {
      if ((await ask('STARTTLS')).startsWith('220')) await upgrade()
      offered = await offers()
    }
    if (!/^250[ -]AUTH\b.*\bPLAIN\b/m.test(offered)) return undefined
    return ask(`AUTH PLAIN ${btoa(`\0${login}\0${password}`)}`)
  },
}

/** By the scheme of an address. */
export const dialects: ReadonlyMap<string, Dialect> = new Map([
  ['ftp', { ...ftp, port: 21, implicitTls: false }],
  ['ftps', { ...ftp, port: 990, implicitTls: true }],
  ['imap', { ...imap, port: 143, implicitTls: false }],
  ['imaps', { ...imap, port: 993, implicitTls: true }],
  ['pop3', { ...pop3, port: 110, implicitTls: false }],
  ['pop3s', { ...pop3, port: 995, implicitTls: true }],
  ['smtp', { ...smtp, port: 587, implicitTls: false }],
  ['smtps', { ...smtp, port: 465, implicitTls: true }],
])

/** A quoted string of RFC 9051. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
