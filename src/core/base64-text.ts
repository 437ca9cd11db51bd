/** The bytes of a base64 value as UTF-8 text, or undefined where they are not. */
export function readBase64Text(text: string): string | undefined {
  try {
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: 'strict' })
    return decodeURIComponent(bytes.toHex().replace(/../g, '%$&'))
  } catch {
    return undefined
  }
}
