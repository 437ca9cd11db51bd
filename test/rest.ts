import assert from 'node:assert/strict'
import type { Served } from './served.ts'

/** What a started service answered; `body` is parsed JSON, or the text where it is none. */
export interface RestAnswer<T> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

/** Fields of a record the tests read; the OpenAPI tests hold the answers to their schemas. */
export interface Shown {
  readonly [field: string]: string
}

export type Rest = <T = Shown>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<RestAnswer<T>>

/** Outside the versioned API. */
const atRoot = ['/readyz', '/metrics']

/** Asks a started service as an administrator's script does; a text or a stream is sent as the file it is. */
export function restOf({ url, token }: Pick<Served, 'url' | 'token'>): Rest {
  return async (method, path, body, headers = {}) => {
    const isFile = typeof body === 'string' || body instanceof ReadableStream
    const response = await fetch(`${url}${atRoot.includes(path) ? '' : '/api/v1'}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined || isFile ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body), duplex: 'half' as const }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
}

/** Every item of a list, page by page. */
export async function everyItem<T = Shown>(rest: Rest, path: string): Promise<readonly T[]> {
  const items: T[] = []
  let next: string | null = ''
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`
    const { status, body } = await rest<{ readonly items: readonly T[]; readonly next: string | null }>(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor}`,
    )
    assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`)
    items.push(...body.items)
    next = body.next
  }
  return items
}
