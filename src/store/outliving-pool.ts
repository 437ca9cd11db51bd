import type { PostgresPool } from 'kysely'
import type { Pool } from 'pg'
import { Refusal } from '../core/refusal.ts'
import { isUnreached } from './postgres-refusal.ts'

/** A pool as queries use it. */
export interface OutlivingPool {
  readonly pool: PostgresPool
  /** To be called once the database is open. */
  readonly opened: () => void
}

/**
 * A pool that outlives its database: a connection that dies fails what is asked of it and is replaced, and what fails
 * because the database is gone is refused as that (store-silent). While it is being opened errors stay as they are, for
 * they tell more of why.
 */
export function outliving(pool: Pool): OutlivingPool {
  let isOpen = false
  const refuse = (error: unknown): never => {
    throw isOpen && isUnreached(error) ? new Refusal('unavailable', 'store-silent') : error
  }
  pool.on('error', heard)
  pool.on('connect', client => {
    const query = client.query.bind(client) as (...words: readonly unknown[]) => Promise<unknown>
    client.query = ((...words: readonly unknown[]) => query(...words).catch(refuse)) as typeof client.query
    client.on('error', heard)
  })
  return {
    pool: { connect: () => pool.connect().catch(refuse), end: () => pool.end(), options: pool.options },
    opened: () => {
      isOpen = true
    },
  }
}

/** Unheard, the event would end the process; who asked is told by the answer. The pool hears it of idle ones alone. */
function heard(): void {}
