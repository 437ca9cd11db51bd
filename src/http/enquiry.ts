import type { IncomingMessage, ServerResponse } from 'node:http'
import { takeText } from './body.ts'
import { sendSoon } from './turn.ts'

/** As much of a request as questions at a gate or the wicket are read from; every `IncomingMessage` is one. */
export interface Asked extends Pick<IncomingMessage, 'method' | 'url' | 'headers'> {
  readonly socket: { readonly remoteAddress?: string | undefined }
  /** Name and value in turn; only needed where a header may have come twice. */
  readonly rawHeaders?: readonly string[]
}

/** A question with the means to answer it, however its bytes came in. */
export interface Enquiry {
  readonly asked: Asked
  /** The whole body as UTF-8 text, by callbacks; what `take` throws goes to `fail` too. */
  readonly takeText: (take: (text: string) => void, fail: (error: unknown) => void, mostBytes: number) => void
  /** Answers, once and last of all: what fails behind it could not be answered any more. Headers are name and value in turn; those of length and connection are added. */
  readonly reply: (status: number, headers: readonly string[], body: string) => void
}

/** The question of a request that Node's own parser read. */
export function enquiryOf(
  request: IncomingMessage,
  response: ServerResponse,
  isStopping: () => boolean,
): Enquiry {
  return {
    asked: request,
    takeText: (take, fail, mostBytes) => takeText(request, take, fail, mostBytes),
    reply: (status, headers, body) => {
      const connection = isStopping() ? ['Connection', 'close'] : []
      response.writeHead(status, [...headers, ...lengthOf(status, body), ...connection])
      sendSoon(text => response.end(text), body)
    },
  }
}

/** The header of a body's length, name and value; an answer without a body has none (RFC 9110, section 8.6). */
export function lengthOf(status: number, body: string): readonly string[] {
  return status === 204 ? [] : ['Content-Length', String(Buffer.byteLength(body))]
}
