import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** Waits until no round waits or runs in the queue of that database. */
export async function roundsEnded(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (let waiting = 1; waiting > 0; await pause(50)) {
    const { rows } = await client.query(
      "select count(*)::int as count from kagimori_jobs.job where name = 'round' and state < 'completed'",
    )
    waiting = rows[0].count
  }
  await client.end()
}
