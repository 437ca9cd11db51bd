import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from '../core/refusal.ts'
import type { Held } from '../enforcer.ts'
import type { Route } from './route.ts'

/** The ETag of a version: `"v3"`. Strong: equal versions are the same thing. */
export function versionTag(version: number): string {
  return `"v${version}"`
}

/** The ETag of a text by its own digest. */
export function digestTag(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

/** The ETag of a text whose parts that do not count, as the time it was made, may differ: weak (RFC 9110, section 8.8.1). */
export function weakTag(digest: string): string {
  return `W/"${digest}"`
}

/** Whether If-None-Match names this ETag (RFC 9110, section 13.1.2: compared weakly, `*` names every one). */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some(candidate => {
    const trimmed = candidate.trim()
    return trimmed === '*' || opaque(trimmed) === opaque(tag)
  })
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '')
}

/** An entity tag may hold a comma; empty places of a list are read past (section 5.6.1). */
const entityTag = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`
const tagList = new RegExp(
  String.raw`^[\t ]*(?:,[\t ]*)*${entityTag}(?:[\t ]*,(?:[\t ]*${entityTag})?)*[\t ]*$`,
)
const eachTag = new RegExp(entityTag, 'g')

/**
 * What If-Match says must be there (RFC 9110, section 13.1.1): compared strongly, so that weak tags and those that are
 * none of ours hold never. Refuses what is no entity tag.
 */
export function readIfMatch(header: string | undefined): Held | undefined {
  if (header === undefined) return undefined
  if (header.trim() === '*') return 'something'
  if (!tagList.test(header)) throw new Refusal('malformed', 'http-if-match')
  const tags = header.match(eachTag) ?? []
  const versions = tags.flatMap(tag => /^"v(\d{1,15})"$/.exec(tag)?.[1] ?? []).map(Number)
  const [version] = versions
  return tags.length === 1 && version !== undefined ? version : versions
}

/**
 * What must be there for a write: If-Match, and for a PUT `If-None-Match: *`, nothing yet (section 13.1.2). Refuses
 * (stale) a condition on what has no versions: it would be carried out whether it holds or not.
 */
export function readHeld(
  { method, versioned }: Pick<Route, 'method' | 'versioned'>,
  headers: IncomingHttpHeaders,
): Held | undefined {
  const held = heldBy(method, headers)
  const isUnheard = held !== undefined && held !== 'something' && method !== 'get' && versioned !== true
  if (isUnheard) throw new Refusal('stale', 'version-none')
  return held
}

function heldBy(method: Route['method'], headers: IncomingHttpHeaders): Held | undefined {
  const ifMatch = readIfMatch(headers['if-match'])
  if (method !== 'put' || headers['if-none-match']?.trim() !== '*') return ifMatch
  // Both at once never hold.
  return ifMatch === undefined ? 'nothing' : []
}
