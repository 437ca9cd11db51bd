import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { plainAddress } from '../core/address.ts'

/** How a server answered one visitor. */
export interface Visited {
  /** The address the visit came from, as this machine knows it; absent where nobody answered. */
  readonly from?: string
  readonly status?: number
  /** Why there is no answer, by the system's code: `ECONNREFUSED`, `CERT_HAS_EXPIRED` … */
  readonly trouble?: string
}

const answerMilliseconds = 10_000

/** Visits a page once from one of this machine's addresses; redirects are not followed, and nothing is thrown. */
export function visit(
  url: URL,
  from: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<Visited> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest
  return new Promise(resolve => {
    const asked = request(url, {
      agent: false,
      headers: { 'user-agent': 'kagimori-doctor', ...headers },
      signal: AbortSignal.timeout(answerMilliseconds),
      ...(from === undefined ? {} : { localAddress: from }),
    })
    asked.once('error', error => resolve({ trouble: 'code' in error ? String(error.code) : error.name }))
    asked.once('response', ({ statusCode, socket }) => {
      resolve({
        ...(statusCode === undefined ? {} : { status: statusCode }),
        ...(socket.localAddress === undefined ? {} : { from: plainAddress(socket.localAddress) }),
      })
      asked.destroy()
    })
    asked.end()
  })
}
