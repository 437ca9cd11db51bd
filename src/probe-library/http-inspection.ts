import type { ConnectionOptions } from 'node:tls'
import type { Inspection, ProbeLimits, ProbeTarget } from '../core/probe.ts'
import { within } from './attempt.ts'
import { askHttp } from './http-request.ts'
import { readBanner } from './line-inspection.ts'
import { acceptedVersions, lenient } from './tls.ts'

/** What a web server says to anybody who asks for one page: its TLS, its certificate, its `Server` header. */
export async function inspectHttp(target: ProbeTarget, limits: ProbeLimits): Promise<Inspection> {
  // What is not declared as plain begins with TLS by its name, or is looked at as it is.
  const looked: ProbeTarget = target.tls === 'upgrade' ? { ...target, tls: 'none' } : target
  const ask = (secure: ConnectionOptions) =>
    within(limits, ({ onEnd }) =>
      askHttp(looked, { method: 'HEAD', path: target.path ?? '/', limits, onEnd, secure }),
    )
  const { server, tls } = await ask(lenient)
  if (looked.tls === 'none') return { tlsUse: 'none', ...readBanner(server) }
  return { tlsUse: 'implicit', ...tls, tlsVersions: await acceptedVersions(ask), ...readBanner(server) }
}
