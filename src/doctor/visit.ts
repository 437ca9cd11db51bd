import { createHash } from 'node:crypto'
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { plainAddress } from '../core/address.ts'

/** How a server answered one visitor. */
export interface Visited {
  /** The address the visit came from, as this machine knows it; absent where nobody answered. */
  readonly from?: string
  readonly status?: number
  /** SHA-256 (hex) of the page's first 64 KiB: whether two visitors were shown the same. */
  readonly page?: string
  /** Why there is no answer, by the system's code: `ECONNREFUSED`, `CERT_HAS_EXPIRED` … */
  readonly trouble?: string
}

const answerMilliseconds = 10_000
const comparedBytes = 65_536

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
    asked.once('response', async response => {
      const { statusCode, socket } = response
      const from = socket.localAddress
      const page = await digestOf(response)
      resolve({
        page,
        ...(statusCode === undefined ? {} : { status: statusCode }),
        ...(from === undefined ? {} : { from: plainAddress(from) }),
      })
      asked.destroy()
    })
    asked.end()
  })
}

/** What came, where it broke off too: the status alone says most. */
async function digestOf(response: AsyncIterable<Uint8Array>): Promise<string> {
  const digest = createHash('sha256')
  let left = comparedBytes
  try {
    for await (const chunk of response) {
      digest.update(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0) break
    }
  } catch {
    digest.update('broken off')
  }
  return digest.digest('hex')
}
