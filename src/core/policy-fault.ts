import { z } from 'zod'
import { enumerate } from './enumeration.ts'
import { isMessageKey, type MessageKey, type Values } from './message.ts'
import { nearest } from './nearest.ts'
import type { Fault } from './refusal.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** A file's parsed value, with the line each of its paths stands on (1-based). */
export interface SheetSource {
  readonly name: string
  readonly value: unknown
  readonly lineOf: (path: readonly PropertyKey[]) => number
}

/** Sentences for a value of the wrong shape, by what zod expected. */
const wants: Readonly<Record<string, MessageKey>> = {
  number: 'policy-wants-number',
  int: 'policy-wants-whole-number',
  string: 'policy-wants-text',
  boolean: 'policy-wants-boolean',
  array: 'policy-wants-list',
  object: 'policy-wants-block',
}

/** A fault of one file; `at` is `shop.yaml line 12`. */
export function sheetFault(
  { name, lineOf }: SheetSource,
  path: Path,
  key: MessageKey,
  values: Values = {},
): Fault {
  return { at: `${name}.yaml line ${lineOf(path)}`, key, values: { path: placeOf(path), ...values } }
}

/** What the schema found wrong, as faults with file, line and what to write instead. */
export function faultsOf(issues: readonly Issue[], source: SheetSource, schema: z.ZodType): readonly Fault[] {
  return issues.flatMap(issue => faultOf(issue, [], source, schema))
}

function faultOf(issue: Issue, before: Path, source: SheetSource, schema: z.ZodType): readonly Fault[] {
  const path = [...before, ...issue.path]
  const value = valueAt(source.value, path)
  const found = shown(value)
  const fault = (key: MessageKey, values: Values = {}) => [
    sheetFault(source, path, key, { found, ...values }),
  ]
  if (isMessageKey(issue.message)) return fault(issue.message)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => unknownKey(key, path, source, keysAt(schema, path)))
    case 'invalid_union':
      return closestBranch(issue.errors).flatMap(inner => faultOf(inner, path, source, schema))
    case 'invalid_value':
      return fault('policy-not-one-of', { known: issue.values.join(', ') })
    case 'too_small':
      return fault(sizeFault(issue.origin), { limit: `≥ ${issue.minimum}` })
    case 'too_big':
      return fault(sizeFault(issue.origin), { limit: `≤ ${issue.maximum}` })
    case 'invalid_type':
      return fault(value === undefined ? 'policy-missing' : (wants[issue.expected] ?? 'policy-wrong-value'))
    default:
      return fault('policy-wrong-value')
  }
}

function sizeFault(origin: string): MessageKey {
  return origin === 'string' || origin === 'array' ? 'policy-wrong-length' : 'policy-out-of-range'
}

/** Names a reader still takes in as a whole. */
const readAtOnce = 16

function unknownKey(key: string, path: Path, source: SheetSource, known: readonly string[]): Fault {
  const values = {
    key,
    place: placeOf(path),
    known: enumerate(known, known.length > readAtOnce ? 12 : readAtOnce),
  }
  const meant = nearest(key, known)
  return meant === undefined
    ? sheetFault(source, [...path, key], 'policy-unknown-key', values)
    : sheetFault(source, [...path, key], 'policy-misspelt-key', { ...values, nearest: meant })
}

/** Of the ways a value may be written, the one it got furthest with; of those it did not begin, the first. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  return branches.find(issues => issues.every(deep)) ?? branches[0] ?? []
}

/** Whether the value had the right shape and only something in it is wrong. */
function deep(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys'
}

/** Keys the schema knows at a path; none where it has no block there. */
function keysAt(schema: unknown, path: Path): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return keysAt(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(option => keysAt(option, path))
  if (!(schema instanceof z.ZodObject)) return []
  const [first, ...rest] = path
  return first === undefined ? Object.keys(schema.shape) : keysAt(schema.shape[String(first)], rest)
}

function placeOf(path: Path): string {
  return path.join('.') || 'policy'
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  )
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
