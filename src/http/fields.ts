import type { z } from 'zod'
import { Refusal } from '../core/refusal.ts'
import { faultsOf } from '../core/schema-fault.ts'
import { type Present, present } from './schemas.ts'

const mostFaults = 50

/**
 * Reads a value by its schema. Refuses it with one fault a field: which field, what was expected. The value itself
 * is never quoted, since it may be a password. `place` goes before the field's path (`query`, or nothing for a body).
 */
export function readFields<S extends z.ZodType>(schema: S, value: unknown, place = ''): Present<z.output<S>> {
  const read = schema.safeParse(value)
  if (read.success) return present(read.data)
  const faults = read.error.issues.flatMap(issue => faultsOf(issue, place)).slice(0, mostFaults)
  throw new Refusal('malformed', 'http-fields', { fields: faults.map(({ at }) => at).join(', ') }, faults)
}

/** A body may repeat the id of its path, as it was answered; another one is refused. */
export function requireSameId(written: string | undefined, id: string): void {
  if (written === undefined || written === id) return
  throw new Refusal('malformed', 'http-fields', { fields: 'id' }, [{ at: 'id', key: 'http-field-id' }])
}
