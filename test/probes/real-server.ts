import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { Inspection, LoginAnswer, Probe } from '../../src/core/probe.ts'
import { probePlaces } from '../../src/core/probe-target.ts'
import { Secret } from '../../src/core/secret.ts'
import type { Endpoint } from '../../src/core/system.ts'
import { probeLimits } from '../../src/probing/probe-desk.ts'
import { readShelf } from '../../src/shelf.ts'
import { authorities } from '../servers/certificates.ts'

export { freePort, startDaemon, untilListening, wanted, write } from '../gates/gated.ts'
export { makeCertificate } from '../servers/certificates.ts'

export const rightPassword = 'spring-of-2026'

export interface RealServer {
  readonly endpoint: Endpoint
  readonly login?: string
  /** The processes that stand still while the server is silent; without them that is not tried. */
  readonly daemon?: ChildProcess
  /** Ends the server; without it that is not tried. */
  readonly stop?: () => void
  readonly hasTls: boolean
}

export interface Asked {
  readonly password?: string
  readonly login?: string
  readonly milliseconds?: number
  readonly hostKey?: string
  readonly endpoint?: Partial<Endpoint>
}

/** Asks the endpoint as the product would, this machine standing for its host. */
export async function askServer(server: RealServer, asked: Asked = {}): Promise<LoginAnswer> {
  const probes = [...(await readShelf('probes')).values()]
  const spoken = new Map(probes.flatMap(probe => probe.protocols.map(name => [name, probe] as const)))
  const endpoints = [{ ...server.endpoint, ...asked.endpoint }]
  const [place] = probePlaces({ endpoints }, new Set(spoken.keys()))
  assert.ok(place !== undefined)
  const probe: Probe | undefined = spoken.get(place.protocol)
  assert.ok(probe !== undefined)
  const limits =
    asked.milliseconds === undefined ? probeLimits : { ...probeLimits, milliseconds: asked.milliseconds }
  const password = new Secret(asked.password ?? rightPassword)
  return probe.tryLogin(
    {
      ...place,
      address: '127.0.0.1',
      ...(asked.hostKey === undefined ? {} : { hostKey: asked.hostKey }),
    },
    asked.login ?? server.login ?? 'tanaka',
    password,
    limits,
  )
}

/** What the endpoint says of itself to anybody. */
export async function inspectServer({ endpoint }: RealServer): Promise<Inspection> {
  const probe = [...(await readShelf('probes')).values()].find(each =>
    each.protocols.includes(endpoint.protocol),
  )
  const [place] = probePlaces({ endpoints: [endpoint] }, new Set(probe?.protocols))
  assert.ok(probe?.inspect !== undefined && place !== undefined)
  return probe.inspect({ ...place, address: '127.0.0.1' }, probeLimits)
}

/** Only what was answered and why. */
export async function toldBy(server: RealServer, asked?: Asked): Promise<string> {
  const said = await askServer(server, asked)
  return said.answer === 'unknown' ? said.reason : said.answer
}

/** What must hold at every real server, whatever it speaks. */
export function holdProbe(name: string, server: RealServer): void {
  test(`${name}: the right password is accepted, again and again`, async () => {
    const said = await askServer(server)
    assert.equal(said.answer === 'unknown' ? said.reason : said.answer, 'accepted')
    if (server.hasTls) {
      assert.match(said.tls?.version ?? '', /^TLSv1\.[23]$/)
      assert.equal(said.tls?.verified, true)
      assert.ok(Date.parse(said.tls?.validUntil ?? '') > Date.now())
    }
    assert.equal(await toldBy(server), 'accepted')
  })

  test(`${name}: a wrong password is refused`, async () => {
    assert.equal(await toldBy(server, { password: 'winter-of-2019' }), 'refused')
    assert.equal(await toldBy(server), 'accepted', 'one refused try locks nobody out')
  })

  if (server.hasTls) {
    test(`${name}: a certificate of an unknown authority or of another name is no answer`, async () => {
      const trusted = getCACertificates('default')
      setDefaultCACertificates(authorities)
      const unknown = await toldBy(server)
      setDefaultCACertificates(trusted)
      assert.equal(unknown, 'tls-failed')
      assert.equal(await toldBy(server, { endpoint: { host: 'other.aoba.example' } }), 'tls-failed')
    })
  }

  const { daemon, stop } = server
  if (daemon !== undefined) {
    test(`${name}: a server that is silent is no answer`, async () => {
      daemon.kill('SIGSTOP')
      const said = await toldBy(server, { milliseconds: 400 })
      daemon.kill('SIGCONT')
      assert.equal(said, 'timed-out')
    })
  }
  if (stop !== undefined) {
    test(`${name}: a server that is stopped is no answer`, async () => {
      stop()
      assert.equal(await toldBy(server), 'unreachable')
    })
  }
}

/** Ends a daemon and waits until it is gone. */
export function stopping(daemon: ChildProcess): () => void {
  return () => {
    daemon.kill('SIGTERM')
    for (
      let tries = 0;
      tries < 100 && spawnSync('kill', ['-0', String(daemon.pid)]).status === 0;
      tries += 1
    ) {
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${daemon.pid}/status`, 'utf8'))) break
      spawnSync('sleep', ['0.05'])
    }
  }
}
