import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Language, Sentence } from './core/message.ts'
import { type Network, readNetwork } from './core/network.ts'
import { Refusal } from './core/refusal.ts'

/** Everything that may be set from outside, read once at start. Paths are absolute. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  readonly policiesFolder: string
  readonly adminToken: string | undefined
  readonly fingerprintKeyFile: string
  readonly fingerprintCost: 'argon2id' | 'hmac'
  readonly trustedProxies: readonly Network[]
  readonly timeZone: string
  readonly language: Language
  /** Who is reminded, and how; nobody unless set. */
  readonly peopleFile: string | undefined
  readonly candidateBudgetMilliseconds: number
  readonly maxListBytes: number
  /** Writes are refused while less is free on the data folder's disk. */
  readonly minFreeMebibytes: number
  readonly decisionsKept: number
  readonly decisionsKeptDays: number
  /** Where Postfix asks; nowhere unless set. */
  readonly postfixListen: Place | undefined
  /** The socket on which Pure-FTPd asks, and the system it asks about; none unless set. */
  readonly pureFtpd: { readonly path: string; readonly system: string } | undefined
  /** Where RADIUS clients ask, and the file that names them; nowhere unless set. */
  readonly radius: (Place & { readonly clientsFile: string }) | undefined
}

interface Place {
  readonly host: string
  readonly port: number
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Every variable, with what its flag takes and sets: `KAGIMORI_TIME_ZONE` is `--time-zone`. A secret has no flag, because
 * a command line is seen by everybody on the machine.
 */
const settings = {
  KAGIMORI_LISTEN: ['host:port', { en: 'where the service answers', ja: 'サービスが待ち受ける場所' }],
  KAGIMORI_DATA: ['folder', { en: 'database, keys and log', ja: 'データベース、鍵、ログの置き場所' }],
  KAGIMORI_DATABASE_URL: [
    'url',
    {
      en: 'postgres://… instead of the embedded database; a password in it is better in the variable',
      ja: '内蔵データベースの代わりに使う postgres://…。パスワードを含むときは変数で渡す方が安全',
    },
  ],
  KAGIMORI_POLICIES: ['folder', { en: 'policy files', ja: 'ポリシーのファイル' }],
  KAGIMORI_ADMIN_TOKEN: 'secret',
  KAGIMORI_ADMIN_TOKEN_FILE: ['file', { en: 'holds the admin token', ja: '管理用トークンの入ったファイル' }],
  KAGIMORI_FINGERPRINT_KEY_FILE: [
    'file',
    { en: 'holds the fingerprint key', ja: '指紋の鍵の入ったファイル' },
  ],
  KAGIMORI_FINGERPRINT_COST: ['cost', { en: 'argon2id or hmac', ja: 'argon2id または hmac' }],
  KAGIMORI_TRUSTED_PROXIES: [
    'networks',
    { en: 'whose X-Forwarded-For is believed', ja: 'X-Forwarded-For を信じる相手' },
  ],
  KAGIMORI_TIME_ZONE: ['zone', { en: 'for due dates', ja: '期限を数える時間帯' }],
  KAGIMORI_LANGUAGE: ['language', { en: 'en or ja', ja: 'en または ja' }],
  KAGIMORI_PEOPLE: ['file', { en: 'who is reminded, and over what', ja: '知らせる相手と手段' }],
  KAGIMORI_CANDIDATE_MILLISECONDS: [
    'number',
    {
      en: 'for trying obvious passwords on one hash',
      ja: '1つのハッシュにありがちなパスワードを試す手間の上限',
    },
  ],
  KAGIMORI_MAX_LIST_MEBIBYTES: ['number', { en: 'largest account list', ja: 'アカウント一覧の大きさの上限' }],
  KAGIMORI_MIN_FREE_MEBIBYTES: [
    'number',
    { en: 'kept free on the data disk', ja: 'データのディスクに残す空き' },
  ],
  KAGIMORI_DECISIONS_KEPT: ['number', { en: 'decisions kept at most', ja: '残す判定の件数の上限' }],
  KAGIMORI_DECISIONS_KEPT_DAYS: ['number', { en: 'days decisions are kept', ja: '判定を残す日数' }],
  KAGIMORI_POSTFIX_LISTEN: [
    'host:port',
    { en: 'where Postfix asks', ja: 'Postfix からの問い合わせを受ける場所' },
  ],
  KAGIMORI_PURE_FTPD_SOCKET: [
    'path',
    { en: 'where Pure-FTPd asks', ja: 'Pure-FTPd からの問い合わせを受けるソケット' },
  ],
  KAGIMORI_PURE_FTPD_SYSTEM: [
    'id',
    { en: 'the system Pure-FTPd asks about', ja: 'Pure-FTPd が問い合わせる対象のシステム' },
  ],
  KAGIMORI_RADIUS_LISTEN: [
    'host:port',
    { en: 'where RADIUS clients ask', ja: 'RADIUS クライアントからの問い合わせを受ける場所' },
  ],
  KAGIMORI_RADIUS_CLIENTS_FILE: [
    'file',
    { en: 'names the RADIUS clients', ja: 'RADIUS クライアントを書いたファイル' },
  ],
} as const satisfies Readonly<Record<string, readonly [takes: string, sets: Sentence] | 'secret'>>

type Variable = keyof typeof settings

/** What was given for a variable; `name` is what a refusal calls it: the variable, or the flag it came by. */
interface Setting {
  readonly name: string
  readonly text: string
}

type Given = (variable: Variable, fallback?: string) => Setting

/** The flags that override the variables, as `--time-zone <zone>`, and what each sets. */
export function configFlags(): readonly { variable: string; flag: string; takes: string; sets: Sentence }[] {
  return Object.entries(settings).flatMap(([variable, setting]) =>
    setting === 'secret' ? [] : [{ variable, flag: flagOf(variable), takes: setting[0], sets: setting[1] }],
  )
}

function flagOf(variable: string): string {
  return `--${variable.replace('KAGIMORI_', '').toLowerCase().replaceAll('_', '-')}`
}

/**
 * Reads the `KAGIMORI_…` variables, and before them the flags given in their place (by variable); refuses a value it
 * cannot use, naming the variable or the flag and what to write.
 */
export function readConfig(environment: Environment, workingFolder: string, flags: Environment = {}): Config {
  const given: Given = (variable, fallback = '') => {
    const text = flags[variable]?.trim()
    if (text === undefined) return { name: variable, text: environment[variable]?.trim() || fallback }
    if (text === '') throw new Refusal('invalid', 'config-flag-empty', { name: flagOf(variable) })
    return { name: flagOf(variable), text }
  }
  const path = (variable: Variable, fallback: string) =>
    resolve(workingFolder, given(variable, fallback).text)
  const dataFolder = path('KAGIMORI_DATA', './data')
  const people = given('KAGIMORI_PEOPLE').text
  return {
    ...readListen(given('KAGIMORI_LISTEN', '127.0.0.1:8420')),
    dataFolder,
    databaseUrl: readDatabaseUrl(given('KAGIMORI_DATABASE_URL')),
    policiesFolder: path('KAGIMORI_POLICIES', './policies'),
    adminToken: readAdminToken(environment, flags, given('KAGIMORI_ADMIN_TOKEN_FILE')),
    fingerprintKeyFile: path('KAGIMORI_FINGERPRINT_KEY_FILE', join(dataFolder, 'fingerprint.key')),
    fingerprintCost: oneOf(given('KAGIMORI_FINGERPRINT_COST', 'argon2id'), ['argon2id', 'hmac']),
    trustedProxies: readProxies(given('KAGIMORI_TRUSTED_PROXIES')),
    peopleFile: people === '' ? undefined : resolve(workingFolder, people),
    timeZone: readTimeZone(given('KAGIMORI_TIME_ZONE', Temporal.Now.timeZoneId())),
    language: oneOf(given('KAGIMORI_LANGUAGE', 'en'), ['en', 'ja']),
    candidateBudgetMilliseconds: wholeNumber(given, 'KAGIMORI_CANDIDATE_MILLISECONDS', 200),
    maxListBytes: wholeNumber(given, 'KAGIMORI_MAX_LIST_MEBIBYTES', 1024, 1) * 2 ** 20,
    minFreeMebibytes: wholeNumber(given, 'KAGIMORI_MIN_FREE_MEBIBYTES', 16),
    decisionsKept: wholeNumber(given, 'KAGIMORI_DECISIONS_KEPT', 200_000),
    decisionsKeptDays: wholeNumber(given, 'KAGIMORI_DECISIONS_KEPT_DAYS', 90),
    ...readGateListeners(given, workingFolder),
  }
}

function readGateListeners(
  given: Given,
  workingFolder: string,
): Pick<Config, 'postfixListen' | 'pureFtpd' | 'radius'> {
  const postfix = given('KAGIMORI_POSTFIX_LISTEN')
  const socket = given('KAGIMORI_PURE_FTPD_SOCKET')
  const clients = given('KAGIMORI_RADIUS_CLIENTS_FILE').text
  return {
    postfixListen: postfix.text === '' ? undefined : readListen(postfix),
    pureFtpd: readPureFtpd(socket, given('KAGIMORI_PURE_FTPD_SYSTEM').text, workingFolder),
    radius: readRadius(given('KAGIMORI_RADIUS_LISTEN'), clients, workingFolder),
  }
}

type Printed = Readonly<Record<Exclude<Variable, 'KAGIMORI_ADMIN_TOKEN_FILE'>, string | number | null>>

/** The configuration as `kagimori config` prints it: by variable, secrets left out. */
export function renderConfig(config: Config): Printed {
  return {
    KAGIMORI_LISTEN: writePlace(config),
    KAGIMORI_DATA: config.dataFolder,
    KAGIMORI_DATABASE_URL: config.databaseUrl === undefined ? null : '[set]',
    KAGIMORI_POLICIES: config.policiesFolder,
    KAGIMORI_ADMIN_TOKEN: config.adminToken === undefined ? null : '[set]',
    KAGIMORI_FINGERPRINT_KEY_FILE: config.fingerprintKeyFile,
    KAGIMORI_FINGERPRINT_COST: config.fingerprintCost,
    KAGIMORI_TRUSTED_PROXIES: config.trustedProxies.map(({ text }) => text).join(','),
    KAGIMORI_TIME_ZONE: config.timeZone,
    KAGIMORI_LANGUAGE: config.language,
    KAGIMORI_PEOPLE: config.peopleFile ?? null,
    KAGIMORI_CANDIDATE_MILLISECONDS: config.candidateBudgetMilliseconds,
    KAGIMORI_MAX_LIST_MEBIBYTES: config.maxListBytes / 2 ** 20,
    KAGIMORI_MIN_FREE_MEBIBYTES: config.minFreeMebibytes,
    KAGIMORI_DECISIONS_KEPT: config.decisionsKept,
    KAGIMORI_DECISIONS_KEPT_DAYS: config.decisionsKeptDays,
    KAGIMORI_POSTFIX_LISTEN: config.postfixListen === undefined ? null : writePlace(config.postfixListen),
    KAGIMORI_PURE_FTPD_SOCKET: config.pureFtpd?.path ?? null,
    KAGIMORI_PURE_FTPD_SYSTEM: config.pureFtpd?.system ?? null,
    KAGIMORI_RADIUS_LISTEN: config.radius === undefined ? null : writePlace(config.radius),
    KAGIMORI_RADIUS_CLIENTS_FILE: config.radius?.clientsFile ?? null,
  }
}

function writePlace({ host, port }: Place): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

function readListen({ name, text }: Setting): Place {
  const at = text.lastIndexOf(':')
  const host = text.slice(0, at).replace(/^\[|\]$/g, '')
  const port = Number(text.slice(at + 1))
  if (at < 1 || !/^\d+$/.test(text.slice(at + 1)) || port > 65_535) {
    throw new Refusal('invalid', 'config-listen', { name, text })
  }
  return { host, port }
}

/** Never quotes more than the scheme: the rest may hold a password. */
function readDatabaseUrl({ name, text }: Setting): string | undefined {
  if (text === '') return undefined
  if (/^postgres(ql)?:\/\//.test(text)) return text
  const scheme = /^[a-z][a-z0-9+.-]{0,30}:/i.exec(text)?.[0] ?? '-'
  throw new Refusal('invalid', 'config-database-url', { name, scheme })
}

/** The longest name a Unix socket can have on Linux (sun_path without its closing zero). */
const longestSocketPath = 107

function readPureFtpd(socket: Setting, system: string, workingFolder: string): Config['pureFtpd'] {
  if (socket.text === '') return undefined
  const path = resolve(workingFolder, socket.text)
  if (system === '') throw new Refusal('invalid', 'config-pure-ftpd-system', { name: socket.name, path })
  if (new TextEncoder().encode(path).length > longestSocketPath) {
    throw new Refusal('invalid', 'config-socket-long', { path, longest: longestSocketPath })
  }
  return { path, system }
}

function readRadius(listen: Setting, clients: string, workingFolder: string): Config['radius'] {
  const { name, text } = listen
  if (text === '') return undefined
  const place = readListen(listen)
  if (clients === '') throw new Refusal('invalid', 'config-radius-clients', { name, listen: text })
  return { ...place, clientsFile: resolve(workingFolder, clients) }
}

/** The token itself is taken before a file that holds one, unless the file came by its flag. */
function readAdminToken(environment: Environment, flags: Environment, file: Setting): string | undefined {
  const own = flags.KAGIMORI_ADMIN_TOKEN_FILE === undefined && environment.KAGIMORI_ADMIN_TOKEN
  const token = own || (file.text === '' ? undefined : readSecretFile(file))
  const name = own ? 'KAGIMORI_ADMIN_TOKEN' : file.name
  if (token !== undefined && token.length < 24) throw new Refusal('invalid', 'config-admin-token', { name })
  return token
}

function readSecretFile({ name, text: file }: Setting): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Refusal('invalid', 'config-file', { name, file })
  }
}

function readProxies({ name, text }: Setting): readonly Network[] {
  const networks = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(each => readProxy(name, each))
  const whole = networks.find(({ prefix }) => prefix === 0)
  // Believing everybody's X-Forwarded-For lets every visitor choose the address that is checked.
  if (whole !== undefined) throw new Refusal('invalid', 'config-proxies', { name, text: whole.text })
  return networks
}

function readProxy(name: string, text: string): Network {
  try {
    return readNetwork(text)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { key, values } = error
    throw new Refusal('invalid', 'config-network', { name, text }, [{ at: text, key, values }])
  }
}

function readTimeZone({ name, text }: Setting): string {
  try {
    return Temporal.Now.zonedDateTimeISO(text).timeZoneId
  } catch {
    throw new Refusal('invalid', 'config-time-zone', { name, text })
  }
}

function oneOf<const T extends string>({ name, text }: Setting, choices: readonly T[]): T {
  const found = choices.find(choice => choice === text)
  if (found === undefined)
    throw new Refusal('invalid', 'config-choice', { name, text, choices: choices.join(', ') })
  return found
}

function wholeNumber(given: Given, variable: Variable, fallback: number, least = 0): number {
  const { name, text } = given(variable, String(fallback))
  if (!/^\d{1,12}$/.test(text) || Number(text) < least) {
    throw new Refusal('invalid', 'config-number', { name, text, fallback, least })
  }
  return Number(text)
}
