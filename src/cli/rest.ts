import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { Refusal } from '../core/refusal.ts'

/** What the running service answered. */
export interface RestAnswer {
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON, or the text itself where it is not JSON. */
  readonly body: unknown
  /** The body as it came. */
  readonly text: string
}

export interface RestRequest {
  readonly method?: string
  readonly body?: unknown
  /** A body sent as it is, such as a file. */
  readonly stream?: AsyncIterable<Uint8Array>
  readonly headers?: Readonly<Record<string, string>>
  /** How long the whole answer may take; without it, as long as it does. */
  readonly milliseconds?: number
}

/** A problem answered by the service, ready to be shown. */
export class Answered extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`)
    this.status = status
    this.problem = problem
  }
}

/** `application/problem+json` as the service writes it. */
export interface Problem {
  readonly title?: string
  readonly code?: string
  readonly detail?: string
  readonly hint?: string | null
  readonly errors?: readonly { readonly at: string; readonly detail: string; readonly hint?: string | null }[]
}

const notModified = 304

/** Calls the running service with the configured token; throws `Answered` on a problem, refuses where nobody answers. */
export async function callService(
  config: Config,
  path: string,
  request: RestRequest = {},
): Promise<RestAnswer> {
  const url = new URL(`/api/v1${path}`, serviceAt(config))
  const unanswered = (error: unknown): never => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no answer'
    throw new Refusal('unavailable', 'cli-no-service', { url: url.origin, cause })
  }
  const response = await fetch(url, {
    method: request.method ?? 'GET',
    headers: {
      authorization: `Bearer ${readToken(config)}`,
      'accept-language': config.language,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    ...(request.stream === undefined
      ? {}
      : { body: ReadableStream.from(request.stream), duplex: 'half' as const }),
    ...(request.milliseconds === undefined ? {} : { signal: AbortSignal.timeout(request.milliseconds) }),
  }).catch(unanswered)
  const text = await response.text().catch(unanswered)
  const body = text !== '' && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
  if (!response.ok && response.status !== notModified) throw new Answered(response.status, body as Problem)
  return { status: response.status, headers: response.headers, body, text }
}

/** Where the running service answers. */
export function serviceAt({ host, port }: Config): string {
  return `http://${host.includes(':') ? `[${host}]` : host.replace('0.0.0.0', '127.0.0.1')}:${port}`
}

/** The configured admin token, else the one the service wrote into its data folder. */
function readToken(config: Config): string {
  if (config.adminToken !== undefined) return config.adminToken
  const file = join(config.dataFolder, 'admin-token')
  if (!existsSync(file)) throw new Refusal('unauthenticated', 'cli-no-token', { file })
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Refusal('invalid', 'cli-file', { file })
  }
}
