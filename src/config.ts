import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Language } from './core/message.ts'
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

/** Reads the `KAGIMORI_…` variables; refuses a value it cannot use, naming the variable and what to write. */
export function readConfig(environment: Environment, workingFolder: string): Config {
  const text = (name: string, fallback: string) => environment[name]?.trim() || fallback
  const dataFolder = resolve(workingFolder, text('KAGIMORI_DATA', './data'))
  return {
    ...readListen('KAGIMORI_LISTEN', text('KAGIMORI_LISTEN', '127.0.0.1:8420')),
    dataFolder,
    databaseUrl: environment.KAGIMORI_DATABASE_URL || undefined,
    policiesFolder: resolve(workingFolder, text('KAGIMORI_POLICIES', './policies')),
    adminToken: readAdminToken(environment),
    fingerprintKeyFile: resolve(
      workingFolder,
      text('KAGIMORI_FINGERPRINT_KEY_FILE', join(dataFolder, 'fingerprint.key')),
    ),
    fingerprintCost: oneOf(environment, 'KAGIMORI_FINGERPRINT_COST', ['argon2id', 'hmac']),
    trustedProxies: readProxies(text('KAGIMORI_TRUSTED_PROXIES', '')),
    peopleFile: environment.KAGIMORI_PEOPLE?.trim()
      ? resolve(workingFolder, environment.KAGIMORI_PEOPLE.trim())
      : undefined,
    timeZone: readTimeZone(text('KAGIMORI_TIME_ZONE', Temporal.Now.timeZoneId())),
    language: oneOf(environment, 'KAGIMORI_LANGUAGE', ['en', 'ja']),
    candidateBudgetMilliseconds: wholeNumber(environment, 'KAGIMORI_CANDIDATE_MILLISECONDS', 200),
    maxListBytes: wholeNumber(environment, 'KAGIMORI_MAX_LIST_MEBIBYTES', 1024) * 2 ** 20,
    minFreeMebibytes: wholeNumber(environment, 'KAGIMORI_MIN_FREE_MEBIBYTES', 16),
    decisionsKept: wholeNumber(environment, 'KAGIMORI_DECISIONS_KEPT', 200_000),
    decisionsKeptDays: wholeNumber(environment, 'KAGIMORI_DECISIONS_KEPT_DAYS', 90),
    postfixListen: readPostfixListen(text('KAGIMORI_POSTFIX_LISTEN', '')),
    pureFtpd: readPureFtpd(
      text('KAGIMORI_PURE_FTPD_SOCKET', ''),
      text('KAGIMORI_PURE_FTPD_SYSTEM', ''),
      workingFolder,
    ),
    radius: readRadius(
      text('KAGIMORI_RADIUS_LISTEN', ''),
      text('KAGIMORI_RADIUS_CLIENTS_FILE', ''),
      workingFolder,
    ),
  }
}

/** The configuration as `kagimori config` prints it: by variable, secrets left out. */
export function renderConfig(config: Config): Readonly<Record<string, string | number | null>> {
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

function readListen(name: string, text: string): Place {
  const at = text.lastIndexOf(':')
  const host = text.slice(0, at).replace(/^\[|\]$/g, '')
  const port = Number(text.slice(at + 1))
  if (at < 1 || !/^\d+$/.test(text.slice(at + 1)) || port > 65_535) {
    throw new Refusal('invalid', 'config-listen', { name, text })
  }
  return { host, port }
}

function readPostfixListen(text: string): Place | undefined {
  return text === '' ? undefined : readListen('KAGIMORI_POSTFIX_LISTEN', text)
}

/** The longest name a Unix socket can have on Linux (sun_path without its closing zero). */
const longestSocketPath = 107

function readPureFtpd(socket: string, system: string, workingFolder: string): Config['pureFtpd'] {
  if (socket === '') return undefined
  const path = resolve(workingFolder, socket)
  if (system === '') throw new Refusal('invalid', 'config-pure-ftpd-system', { path })
  if (new TextEncoder().encode(path).length > longestSocketPath) {
    throw new Refusal('invalid', 'config-socket-long', { path, longest: longestSocketPath })
  }
  return { path, system }
}

function readRadius(listen: string, clients: string, workingFolder: string): Config['radius'] {
  if (listen === '') return undefined
  const place = readListen('KAGIMORI_RADIUS_LISTEN', listen)
  if (clients === '') throw new Refusal('invalid', 'config-radius-clients', { listen })
  return { ...place, clientsFile: resolve(workingFolder, clients) }
}

function readAdminToken(environment: Environment): string | undefined {
  const file = environment.KAGIMORI_ADMIN_TOKEN_FILE
  const token = environment.KAGIMORI_ADMIN_TOKEN || (file ? readSecretFile(file) : undefined)
  if (token !== undefined && token.length < 24) throw new Refusal('invalid', 'config-admin-token', {})
  return token
}

function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Refusal('invalid', 'config-file', { name: 'KAGIMORI_ADMIN_TOKEN_FILE', file })
  }
}

function readProxies(text: string): readonly Network[] {
  const networks = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(readNetwork)
  const whole = networks.find(({ prefix }) => prefix === 0)
  // Believing everybody's X-Forwarded-For lets every visitor choose the address that is checked.
  if (whole !== undefined) throw new Refusal('invalid', 'config-proxies', { text: whole.text })
  return networks
}

function readTimeZone(text: string): string {
  try {
    return Temporal.Now.zonedDateTimeISO(text).timeZoneId
  } catch {
    throw new Refusal('invalid', 'config-time-zone', { text })
  }
}

function oneOf<const T extends string>(
  environment: Environment,
  name: string,
  choices: readonly [T, ...T[]],
): T {
  const text = environment[name]?.trim() || choices[0]
  const found = choices.find(choice => choice === text)
  if (found === undefined)
    throw new Refusal('invalid', 'config-choice', { name, text, choices: choices.join(', ') })
  return found
}

function wholeNumber(environment: Environment, name: string, fallback: number): number {
  const text = environment[name]?.trim() || String(fallback)
  if (!/^\d{1,12}$/.test(text)) throw new Refusal('invalid', 'config-number', { name, text, fallback })
  return Number(text)
}
