import { request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import type { ConnectionOptions } from 'node:tls'
import type { ProbeLimits, ProbeTarget } from '../core/probe.ts'
import { ProbeStop } from './attempt.ts'
import { tlsOf, tlsOptions } from './tls.ts'

export interface HttpQuestion {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly limits: ProbeLimits
  readonly onEnd: (close: () => void) => void
  /** In the place of the checks that a password needs. */
  readonly secure?: ConnectionOptions
}

export interface HttpAnswer {
  readonly status: number
  readonly challenges: readonly string[]
  readonly location: string
  /** The `Server` header. */
  readonly server: string
  readonly cookies: readonly string[]
  /** As much of the page as may be read. */
  readonly text: string
  readonly tls: ReturnType<typeof tlsOf>
}

/** One request to the pinned address on a connection of its own. Follows nothing. */
export function askHttp(target: ProbeTarget, question: HttpQuestion): Promise<HttpAnswer> {
  const { method, path, body, limits, onEnd } = question
  const { host, port } = target
  const named = host.includes(':') ? `[${host}]` : host
  const headers = {
    host: `${named}:${port}`,
    'user-agent': 'kagimori',
    ...(method === 'PROPFIND' ? { depth: '0' } : {}),
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...question.headers,
  }
  const options = { host: target.address, port, path, method, headers, agent: false }
  return new Promise((resolve, reject) => {
    const asked =
      target.tls === 'none'
        ? requestPlain(options)
        : requestTls({ ...options, ...tlsOptions(target), ...question.secure })
    onEnd(() => asked.destroy())
    asked.once('error', reject).once('response', response => {
      const tls = tlsOf(response.socket)
      let text = ''
      const answer = () =>
        resolve({
          status: response.statusCode ?? 0,
          challenges: response.headersDistinct['www-authenticate'] ?? [],
          location: response.headers.location ?? '',
          server: String(response.headers.server ?? ''),
          cookies: response.headers['set-cookie'] ?? [],
          text,
          tls,
        })
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
        if (text.length > limits.bytes) answer()
      })
      response.once('end', answer).once('error', () => reject(new ProbeStop('unreachable')))
    })
    asked.end(body)
  })
}
