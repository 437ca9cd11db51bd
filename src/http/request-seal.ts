import { createHmac } from 'node:crypto'

/** What two equal requests have in common, and from which nobody without the key tells what was in them. */
export interface RequestSeal {
  /** The same bytes, sealed on their way. */
  readonly passing: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
  /** HMAC-SHA256, hex. Throws (TypeError) where the file has not been read to its end. */
  readonly text: () => string
}

/**
 * Opens the seal of one request from its text and, with `hasFile`, the file that comes behind it. An HMAC under a key
 * that lies outside the database, not a digest: a list of accounts is short of secrets enough to be guessed.
 */
export function openRequestSeal(key: Uint8Array, text: string, hasFile: boolean): RequestSeal {
  const mac = createHmac('sha256', key).update(`${text}\0`)
  let isWhole = !hasFile
  let sealed: string | undefined
  return {
    passing: async function* (bytes) {
      for await (const part of bytes) {
        // Whoever takes the part may overwrite it.
        if (hasFile) mac.update(part)
        yield part
      }
      isWhole = true
    },
    text: () => {
      if (!isWhole) throw new TypeError('a request was to be compared before its file was read')
      sealed ??= mac.digest('hex')
      return sealed
    },
  }
}
