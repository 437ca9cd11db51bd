import type { z } from 'zod'
import { isMessageKey, type MessageKey, type Values } from './message.ts'
import type { Fault } from './refusal.ts'

/**
 * What is wrong with a value, by its schema: which field and what was expected. The value itself is never quoted, since it
 * may be a password. `place` goes before the field's path, `whole` stands for the value itself.
 */
export function faultsOf(issue: z.core.$ZodIssue, place = '', whole = 'body'): readonly Fault[] {
  const at = [place, ...issue.path.map(String)].filter(Boolean).join('.') || whole
  if (issue.code === 'unrecognized_keys') {
    const before = at === whole ? '' : `${at}.`
    return issue.keys.map(key => ({ at: `${before}${plainName(key)}`, key: 'http-field-unknown' }))
  }
  const { key, values } = describe(issue)
  return [{ at, key, values }]
}

/** A name as it was written where it can be a misspelt field; what has digits or signs in it may be a password. */
function plainName(name: string): string {
  return /^[A-Za-z_]{1,40}$/.test(name) ? name : '*'
}

/** What is counted: characters of a text, entries of a list; otherwise it is a number's own size. */
const sizes: Readonly<Record<string, { readonly small: MessageKey; readonly big: MessageKey }>> = {
  string: { small: 'http-field-short', big: 'http-field-long' },
  array: { small: 'http-field-few', big: 'http-field-many' },
}

/** The sentence of an issue; a schema's own sentence is its catalogue key. */
function describe(issue: z.core.$ZodIssue): { readonly key: MessageKey; readonly values: Values } {
  if (isMessageKey(issue.message)) return { key: issue.message, values: {} }
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.message.endsWith('undefined')
        ? { key: 'http-field-missing', values: { expected: issue.expected } }
        : { key: 'http-field-type', values: { expected: issue.expected } }
    case 'invalid_value':
      return { key: 'http-field-choice', values: { choices: issue.values.map(String).join(', ') } }
    case 'too_small':
      return {
        key: sizes[issue.origin]?.small ?? 'http-field-small',
        values: { limit: Number(issue.minimum) },
      }
    case 'too_big':
      return { key: sizes[issue.origin]?.big ?? 'http-field-big', values: { limit: Number(issue.maximum) } }
    case 'invalid_format':
      return { key: 'http-field-form', values: { form: issue.format } }
    default:
      return { key: 'http-field-other', values: {} }
  }
}
