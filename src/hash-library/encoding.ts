/** A text in braces, as RFC 2307 and Dovecot write it, with Dovecot's `.HEX` or `.B64` taken off the label. */
export interface Labelled {
  readonly label: string
  readonly encoding: 'hex' | 'base64' | undefined
  readonly body: string
}

/** Reads `{LABEL}body` where the label (in any case) is one of `labels`. */
export function readLabelled(text: string, labels: string): Labelled | undefined {
  const [, label = '', encoding, body = ''] =
    /^\{([A-Za-z][\w-]*)(?:\.(hex|b64|base64))?\}(.*)$/is.exec(text) ?? []
  if (!labels.split(' ').includes(label.toUpperCase())) return undefined
  return {
    label: label.toUpperCase(),
    encoding: encoding === undefined ? undefined : encodingOf(encoding),
    body,
  }
}

/** The text without one of these labels, or as it is where it has none; undefined behind another label. */
export function unlabelled(text: string, labels: string): string | undefined {
  return text.startsWith('{') ? readLabelled(text, labels)?.body : text
}

function encodingOf(suffix: string): 'hex' | 'base64' {
  return suffix.toLowerCase() === 'hex' ? 'hex' : 'base64'
}

/** Bytes of a text in hex or strict base64 (padding may be missing); undefined where it is neither. */
export function decode(text: string, encoding: 'hex' | 'base64'): Buffer | undefined {
  if (encoding === 'hex') return /^(?:[0-9a-f]{2})*$/i.test(text) ? Buffer.from(text, 'hex') : undefined
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined
}

/** A digest of exactly so many bytes, in hex or base64. */
export function decodeDigest(text: string, bytes: number): Buffer | undefined {
  const hex = text.length === bytes * 2 ? decode(text, 'hex') : undefined
  const found = hex ?? decode(text, 'base64')
  return found?.length === bytes ? found : undefined
}

const crypt64Alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A number in crypt(3)'s own base 64, least significant character first. */
export function fromCrypt64(digits: string): number {
  return [...digits].reduceRight((value, digit) => value * 64 + crypt64Alphabet.indexOf(digit), 0)
}

/** Bytes (at most three, the last one lowest) in crypt(3)'s base 64, least significant character first. */
export function toCrypt64(bytes: readonly (number | undefined)[], characters: number): string {
  const value = bytes.reduce<number>((sum, byte) => (sum << 8) | (byte ?? 0), 0)
  return Array.from({ length: characters }, (_, index) => crypt64Alphabet[(value >> (6 * index)) & 63]).join(
    '',
  )
}
