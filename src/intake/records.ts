import type { Syntax } from '../core/format.ts'
import type { Cutter } from './cutter.ts'
import { openDelimitedCutter } from './delimited-cutter.ts'
import { openJsonCutter } from './json-cutter.ts'
import { openLineCutter, openNdjsonCutter } from './line-cutter.ts'

const cutters: { readonly [S in Syntax]: (head: string) => Cutter<S> } = {
  lines: openLineCutter,
  ndjson: openNdjsonCutter,
  delimited: openDelimitedCutter,
  json: openJsonCutter,
}

/** Opens the cutter of a syntax; `head` is the beginning of the text, for finding the delimiter; push it too. */
export function openCutter<S extends Syntax>(syntax: S, head: string): Cutter<S> {
  return cutters[syntax](head)
}
