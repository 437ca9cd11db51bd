import { readFileSync, writeFileSync } from 'node:fs'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { mintToken, tokenOf } from './access/token-ring.ts'
import { type Built, build, makeFolder } from './build.ts'
import { recordChange } from './change.ts'
import type { Config } from './config.ts'
import type { Gate } from './core/gate.ts'
import { type MessageKey, render } from './core/message.ts'
import { Refusal } from './core/refusal.ts'
import { ownSystem } from './core/system.ts'
import type { Token } from './core/token.ts'
import type { App } from './http/app.ts'
import type { Listeners } from './listeners/listeners.ts'
import { type Log, openLog } from './log.ts'
import { giveBackMemory, keepHeapSmall } from './memory.ts'
import { readShelf } from './shelf.ts'

/** What a served product tells whoever started it. */
export interface Serving {
  readonly url: string
  /** The admin token when one is set or was made just now; otherwise what the file holds is not read again. */
  readonly token: string
}

const noListeners: Listeners = { places: [], close: async () => undefined }

const tidyMilliseconds = 60_000
const settleMilliseconds = 250

/** Builds and serves the product until SIGTERM or SIGINT; answers the exit code. */
export async function serveUntilStopped(config: Config): Promise<number> {
  makeFolder(config.dataFolder)
  const log = openLog(config.dataFolder)
  const building = build(config, log.reportFault)
  // Loaded while the database opens on its own thread.
  const [built] = await Promise.all([building, openDoor()])
  try {
    return await serveBuilt(built, config, log, () => undefined)
  } catch (error) {
    // What stays open would keep the process, and whoever waits for it to be ready, for good.
    await built.close()
    throw error
  }
}

function openDoor() {
  return Promise.all([import('./http/app.ts'), import('./http/doorway.ts')])
}

/** Serves a built product: prints the one ready line on stdout, keeps house every minute, stops gracefully. */
export async function serveBuilt(
  built: Built,
  config: Config,
  log: Log,
  onReady: (serving: Serving) => void,
): Promise<number> {
  const { enforcer, clockBehindMinutes } = built
  if (config.databaseUrl === undefined && dirname(config.fingerprintKeyFile) === config.dataFolder) {
    log.logger.warn({ file: config.fingerprintKeyFile }, render('en', 'key-beside-database'))
  }
  if (clockBehindMinutes > 0) {
    log.logger.warn(
      { minutes: clockBehindMinutes },
      render('en', 'clock-behind', { minutes: clockBehindMinutes }),
    )
  }
  const token = await firstToken(built, config)
  const [{ createApp }, { openDoorway }] = await openDoor()
  const gates = await readShelf('gates')
  const app = createApp({
    enforcer,
    answers: built.parts.store,
    requestKey: built.requestKey,
    reports: await readShelf('reports'),
    gates,
    logger: log.logger,
    reportFault: log.reportFault,
    clock: built.parts.clock,
    databaseBytes: () => built.parts.store.size(),
    droppedRecords: () => built.parts.decisionBook.dropped,
    droppedRatings: () => built.loginRating.dropped,
    failedAttempts: () => built.parts.attacks.failedTotals(),
    language: config.language,
    timeZone: config.timeZone,
    trustedProxies: config.trustedProxies,
    maxListBytes: config.maxListBytes,
    version: readVersion(),
  })
  const doorway = openDoorway(app)
  // Read before the work left over begins: a read beside its transaction would start a thread of its own.
  const isDeclared = (await built.parts.store.getSystem(ownSystem)) !== undefined
  await enforcer.recover()
  const listeners = await openListenersOf(built, config, app, gates)
  for (const at of listeners.places) log.logger.info({ at }, 'gate listening')
  const url = await listen(doorway.server, config).catch(async error => {
    await listeners.close()
    throw error
  })
  if (!isDeclared) await declareOwnSystem(built, config, new URL(url))
  const tidying = setInterval(() => {
    enforcer.tidy().catch(error => log.reportFault('tidy', error))
  }, tidyMilliseconds)
  // Listened for before the ready line: whoever waits for that line may stop us at once.
  const stopped = stopSignal()
  process.stdout.write(`kagimori listening on ${url}\n`)
  onReady({ url, token })
  // What starting up took is given back: 15 to 35 MiB.
  keepHeapSmall()
  setTimeout(giveBackMemory, settleMilliseconds).unref()
  const signal = await stopped
  log.logger.info({ signal }, 'stopping')
  app.stop()
  clearInterval(tidying)
  await Promise.all([doorway.close(), listeners.close(), built.parts.jobs.close()])
  await built.close()
  return 0
}

/** The gates that do not listen over HTTP; they have no token, so that only this machine and listed servers may ask. */
async function openListenersOf(
  { parts }: Built,
  config: Config,
  { gateDesk }: App,
  gates: ReadonlyMap<string, Gate>,
): Promise<Listeners> {
  const { postfixListen, pureFtpd, radius } = config
  if (postfixListen === undefined && pureFtpd === undefined && radius === undefined) return noListeners
  const { openListeners } = await import('./listeners/listeners.ts')
  const lists = (ip: string) => parts.gatekeeper.judge(ownSystem, ip, parts.clock()).rule === 'listed'
  return openListeners(gates, config, { desk: gateDesk, lists, language: config.language })
}

/** What the administrator can mend when nobody can listen there. */
const listenFaults: Readonly<Record<string, MessageKey>> = {
  EADDRINUSE: 'serve-taken',
  EADDRNOTAVAIL: 'serve-elsewhere',
  ENOTFOUND: 'serve-elsewhere',
  EAI_AGAIN: 'serve-elsewhere',
  EACCES: 'serve-forbidden',
}

function listen(server: HttpServer, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const key = listenFaults[error.code ?? '']
      const place = `${host.includes(':') ? `[${host}]` : host}:${port}`
      reject(key === undefined ? error : new Refusal('invalid', key, { place }))
    })
    server.listen(port, host, () => {
      const { address, port: bound, family } = server.address() as AddressInfo
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`)
    })
  })
}

/** Kagimori is a system like the others; it is declared once and its owner may change it. */
async function declareOwnSystem({ enforcer }: Built, config: Config, url: URL): Promise<void> {
  const isLocal = ['127.0.0.1', 'localhost', '::1'].includes(config.host)
  await enforcer.putSystem(
    ownSystem,
    {
      name: 'Kagimori',
      kind: 'other',
      exposure: isLocal ? 'localhost' : 'intranet',
      endpoints: [
        { protocol: 'http', host: config.host, port: Number(url.port), tls: 'none', purpose: 'admin' },
      ],
      mode: 'enforce',
    },
    { actor: 'system', ip: '127.0.0.1' },
  )
}

/**
 * The first admin token: the configured one, taken as given; otherwise, when there is none yet, one that is made,
 * printed once on stderr and written to the data folder (0600).
 */
async function firstToken(built: Built, config: Config): Promise<string> {
  const { parts } = built
  const { tokenRing } = parts
  const wanted = { name: 'first admin', scopes: ['admin'] } as const
  if (config.adminToken !== undefined) {
    const token = tokenOf(parts, wanted, config.adminToken)
    if (!tokenRing.tokens().some(({ sha256 }) => sha256 === token.sha256)) await keepFirst(built, token)
    return config.adminToken
  }
  const file = join(config.dataFolder, 'admin-token')

  if (tokenRing.tokens().some(({ scopes }) => scopes.includes('admin'))) return ''
  const { token, text } = mintToken(parts, wanted, parts.random, parts.checksum)
  writeFileSync(file, `${text}\n`, { mode: 0o600 })
  await keepFirst(built, token)
  process.stderr.write(`${render(config.language, 'token-first', { text, file })}\n`)
  return text
}

async function keepFirst({ parts }: Built, token: Token): Promise<void> {
  const { id, name, scopes } = token
  const caller = { actor: 'system', ip: '127.0.0.1' }
  await recordChange(parts, caller, 'token.issue', id, { name, scopes }, store => store.putToken(token))
  await parts.tokenRing.refresh()
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })
}

function readVersion(): string {
  const file = new URL('../package.json', import.meta.url)
  const { version }: { readonly version: string } = JSON.parse(readFileSync(file, 'utf8'))
  return version
}
