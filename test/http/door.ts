import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import request from 'supertest'
import { build } from '../../src/build.ts'
import { readConfig } from '../../src/config.ts'
import type { Scope } from '../../src/core/token.ts'
import type { Enforcer } from '../../src/enforcer.ts'
import { type App, type AppParts, createApp } from '../../src/http/app.ts'
import { openDoorway } from '../../src/http/doorway.ts'
import { openLog } from '../../src/log.ts'
import { readShelf } from '../../src/shelf.ts'

type Method = 'get' | 'put' | 'post' | 'delete' | 'patch' | 'options'

/** The whole product behind its HTTP door, in this process, with a data folder of its own. */
export interface Door {
  readonly app: App
  /** Where it listens, on 127.0.0.1. */
  readonly port: number
  readonly enforcer: Enforcer
  /** A request with an admin's token; paths are under `/api/v1`, but for those of the service itself. */
  readonly ask: (method: Method, path: string, body?: object) => request.Test
  /** A request with this token, or with none. */
  readonly askAs: (token: string | undefined, method: Method, path: string) => request.Test
  readonly issue: (...scopes: readonly Scope[]) => Promise<string>
  /** What the door wrote to the log. */
  readonly faults: readonly string[]
}

const whole = /^\/(?:api\/|gates\/|handovers\/|healthz|readyz|metrics|openapi\.json|docs|nowhere)/
const house = { actor: 'system', ip: '127.0.0.1' }

/** Opens the door for one test file and closes it after the last test; `parts` replaces what the app is given. */
export async function openDoor(parts: Partial<AppParts> = {}): Promise<Door> {
  const folder = await mkdtemp(join(tmpdir(), 'kagimori-door-'))
  const config = readConfig(
    { KAGIMORI_DATA: folder, KAGIMORI_FINGERPRINT_COST: 'hmac', KAGIMORI_LANGUAGE: 'en' },
    new URL('../../', import.meta.url).pathname,
  )
  const faults: string[] = []
  const reportFault = (where: string, error: unknown) => faults.push(`${where}: ${error}`)
  const built = await build(config, reportFault)
  const { logger } = openLog()
  logger.level = 'silent'
  const app = createApp({
    enforcer: built.enforcer,
    answers: built.parts.store,
    requestKey: built.requestKey,
    reports: await readShelf('reports'),
    gates: await readShelf('gates'),
    logger,
    reportFault,
    clock: built.parts.clock,
    databaseBytes: () => built.parts.store.size(),
    droppedRecords: () => built.parts.decisionBook.dropped,
    language: 'en',
    trustedProxies: config.trustedProxies,
    maxListBytes: 64 * 1024,
    version: '0.0.0',
    ...parts,
  })
  const { server, close } = openDoorway(app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  after(async () => {
    await close()
    await built.close()
    await rm(folder, { recursive: true, force: true })
  })
  const issue = async (...scopes: readonly Scope[]) =>
    (await built.enforcer.issueToken({ name: scopes.join(' '), scopes }, house)).text
  const admin = await issue('admin')
  const askAs: Door['askAs'] = (token, method, path) => {
    const asked = request(server)[method](whole.test(path) ? path : `/api/v1${path}`)
    return token === undefined ? asked : asked.set('Authorization', `Bearer ${token}`)
  }
  const ask: Door['ask'] = (method, path, body) => {
    const asked = askAs(admin, method, path)
    return body === undefined ? asked : asked.send(body)
  }
  return { app, port, enforcer: built.enforcer, ask, askAs, issue, faults }
}

/** The file server of the example company. */
export const ftp = {
  name: 'File server',
  kind: 'ftp',
  exposure: 'internet',
  endpoints: [{ protocol: 'ftp', host: 'ftp.aoba.example', port: 21 }],
  mode: 'enforce',
}

/** Its accounts, one with a trivial password. */
export const ftpList = 'login,password\ntanaka,password1\nsato,Xk29vmQpa-77-hh\n'
