import type { AccountRow, Credential } from './account.ts'
import type { Cell } from './account-table.ts'
import { readDatabaseBoolean } from './database-boolean.ts'
import type { RejectedLine } from './format.ts'
import { readCredential } from './hash-text.ts'
import { knownFacts } from './known-facts.ts'
import { readListNetwork } from './list-network.ts'
import { readInstant, readSeconds } from './list-time.ts'
import { Secret } from './secret.ts'

/** What each authentication plugin keeps in the authentication string; any other text there opens to nobody. */
const plugins: Readonly<Record<string, { readonly scheme: string; readonly form: RegExp }>> = {
  mysql_native_password: { scheme: 'mysql-native', form: /^\*[0-9A-F]{40}$/i },
  mysql_old_password: { scheme: 'mysql-old', form: /^[0-9a-f]{16}$/i },
  ed25519: { scheme: 'mariadb-ed25519', form: /^[A-Za-z0-9+/]{43}$/ },
  caching_sha2_password: {
    scheme: 'mysql-caching-sha2',
    form: /^(?:\$A\$\d{3}\$(?!THISISACOMBINATIONOFINVALIDSALT)|0x24)/,
  },
  sha256_password: { scheme: 'mysql-sha256', form: /^\$5\$/ },
}
/** Plugins that ask the operating system who is there: no password opens these. */
const passwordless: ReadonlySet<string> = new Set([
  'unix_socket',
  'auth_socket',
  'socket_peercred',
  'mysql_no_login',
])
/** Plugins that ask another server: its passwords are not seen here. */
const elsewhere = /pam|gssapi|kerberos|ldap|windows|fido|webauthn|iam/i
const superPrivilege = 1 << 15

/** What a MySQL account row or statement says, whatever it was written in. */
export interface MysqlLogin {
  readonly user: string
  readonly host: string
  readonly methods: readonly MysqlMethod[]
  readonly locked?: boolean | undefined
  readonly admin?: boolean | undefined
  readonly passwordChangedAt?: string | undefined
}

/** One way in: the plugin (empty: told from the text) and its string, or the password in clear. */
export interface MysqlMethod {
  readonly plugin: string
  readonly text: string
  readonly clear?: boolean
}

/** MySQL writes the user nobody has named as an empty name, which is no login to speak of. */
const anonymous = "''"

/** The account of one user at one host; the host is the network it may come from. */
export function mysqlAccount(login: MysqlLogin, line: number): AccountRow {
  // A new account that nobody has set up yet is locked and without a password: nobody comes in by that.
  const isBlank = ({ text, plugin }: MysqlMethod) => text === '' && !elsewhere.test(plugin)
  const methods = login.locked === true ? login.methods.filter(method => !isBlank(method)) : login.methods
  const open = methods.map(readMethod).filter(({ seen }) => seen !== 'locked')
  const [credential = { seen: 'locked' as const }, ...alternatives] = open
  return {
    ...knownFacts({
      enabled: login.locked === undefined ? undefined : !login.locked,
      role: login.admin === true ? 'admin' : undefined,
      passwordChangedAt: login.passwordChangedAt,
      networks: readListNetwork(login.host.toLowerCase()),
    }),
    login: login.user === '' ? anonymous : login.user,
    line,
    credential,
    ...(alternatives.length === 0 ? {} : { alternatives }),
  }
}

function readMethod({ plugin, text, clear }: MysqlMethod): Credential {
  if (passwordless.has(plugin)) return { seen: 'locked' }
  if (elsewhere.test(plugin)) return { seen: 'absent' }
  if (clear === true || text === '') return { seen: 'clear', secret: new Secret(text) }
  const known = plugin === '' ? pluginOf(text) : plugins[plugin]
  if (known !== undefined) {
    return known.form.test(text)
      ? { seen: 'hash', hash: new Secret(text), scheme: known.scheme }
      : { seen: 'locked' }
  }
  return plugin === '' ? readCredential(text) : { seen: 'hash', hash: new Secret(text), scheme: plugin }
}

function pluginOf(text: string) {
  return ['mysql_native_password', 'mysql_old_password']
    .map(name => plugins[name])
    .find(plugin => plugin?.form.test(text))
}

/** A row of mysql.user, or of MariaDB's mysql.global_priv; undefined for roles, which nobody logs in with. */
export function readMysqlRow(
  cell: Cell,
  line: number,
): (AccountRow & { readonly host: string }) | RejectedLine | undefined {
  const host = cell('host')
  if (cell('priv') !== '') return readPrivileges(cell('priv'), cell('user'), host, line)
  const text = cell('authentication_string') || cell('password')
  // MariaDB shows a role as a user of no host, no plugin and no password.
  const isRole = host === '' && cell('plugin') === '' && text === ''
  if (isRole || readDatabaseBoolean(cell('is_role')) === true) return undefined
  const changed = cell('password_last_changed')
  const locked = cell('account_locked')
  const fault = faultOf(changed, locked)
  if (fault !== undefined) return { line, ...fault }
  const plugin = cell('plugin')
  const login = {
    user: cell('user'),
    host,
    methods: [...retained(cell('user_attributes')), text].map(each => ({ plugin, text: each })),
    locked: readDatabaseBoolean(locked),
    admin: readDatabaseBoolean(cell('super_priv')),
    passwordChangedAt: changed.startsWith('0000') ? undefined : readInstant(changed),
  }
  return { ...mysqlAccount(login, line), host }
}

/**
 * MySQL 8 goes on letting in by the old password where a new one was set with RETAIN CURRENT PASSWORD. It stands first,
 * so that it counts where neither is seen through: what still opens is not gone.
 */
function retained(attributes: string): readonly string[] {
  const old = parseObject(attributes)?.additional_password
  return typeof old === 'string' && old !== '' ? [old] : []
}

function faultOf(changed: string, locked: string): Omit<RejectedLine, 'line'> | undefined {
  if (changed !== '' && !changed.startsWith('0000') && readInstant(changed) === undefined) {
    return { key: 'entry-time', values: { field: 'password_last_changed' } }
  }
  return locked !== '' && readDatabaseBoolean(locked) === undefined
    ? { key: 'account-word', values: { field: 'account_locked', words: 'Y, N' } }
    : undefined
}

/** MariaDB keeps all but the name in JSON, further ways in under `auth_or`. */
function readPrivileges(
  text: string,
  user: string,
  host: string,
  line: number,
): (AccountRow & { readonly host: string }) | RejectedLine | undefined {
  const facts = parseObject(text)
  if (facts === undefined) return { line, key: 'mysql-privileges' }
  if (facts.is_role === true) return undefined
  const others = Array.isArray(facts.auth_or) ? facts.auth_or : []
  const methods = [facts, ...others].filter(isObject)
  const login = {
    user,
    host,
    // An empty entry in `auth_or` stands for the outer one.
    methods: methods.filter((method, at) => at === 0 || method.plugin !== undefined).map(methodOf),
    locked: facts.account_locked === true,
    admin: typeof facts.access === 'number' && hasSuper(facts.access),
    passwordChangedAt: readSeconds(Number(facts.password_last_changed) || Number.NaN),
  }
  return { ...mysqlAccount(login, line), host }
}

/** All privileges are written as a number beyond what JSON keeps exactly. */
function hasSuper(access: number): boolean {
  return !Number.isSafeInteger(access) || Math.floor(access / superPrivilege) % 2 === 1
}

function methodOf(method: Readonly<Record<string, unknown>>): MysqlMethod {
  const { plugin, authentication_string: text } = method
  return {
    plugin: typeof plugin === 'string' ? plugin : '',
    text: typeof text === 'string' ? text : '',
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
