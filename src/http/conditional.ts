import { createHash } from 'node:crypto'
import { Refusal } from '../core/refusal.ts'

/** The ETag of a version: `"v3"`. Strong: equal versions are the same thing. */
export function versionTag(version: number): string {
  return `"v${version}"`
}

/** The ETag of a text by its own digest. */
export function digestTag(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

/** Whether If-None-Match names this ETag (RFC 9110, section 13.1.2: compared weakly, `*` names every one). */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some(candidate => {
    const trimmed = candidate.trim()
    return trimmed === '*' || trimmed.replace(/^W\//, '') === tag
  })
}

/** The version in If-Match. Refuses anything but one ETag as it was answered. */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const version = /^\s*"v(\d{1,15})"\s*$/.exec(header)?.[1]
  if (version === undefined) throw new Refusal('malformed', 'http-if-match')
  return Number(version)
}
