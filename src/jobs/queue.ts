import { hash } from 'node:crypto'
import { PgBoss, type Queue, type WorkOptions } from 'pg-boss'
import { Refusal } from '../core/refusal.ts'
import { type JobKind, type Jobs, jobKinds } from './jobs.ts'

const schema = 'kagimori_jobs'
/** A process that is gone is missed after as long again: 10 s is the least pg-boss takes. */
const aliveSeconds = 10
const hour = 3_600
const stopMilliseconds = 3_000

/**
 * `exclusive`: the same job waits or runs once. What matters is kept in our own tables, so that finished jobs go after
 * an hour, and a round that was cut short is not made up for: the next one sees everything.
 */
const kept = { policy: 'exclusive', heartbeatSeconds: aliveSeconds, retentionSeconds: hour } as const
const queues: Readonly<Record<JobKind, Omit<Queue, 'name'> & Pick<WorkOptions, 'pollingIntervalSeconds'>>> = {
  round: {
    ...kept,
    deleteAfterSeconds: hour,
    expireInSeconds: hour,
    retryLimit: 0,
    pollingIntervalSeconds: 4,
  },
  audit: {
    ...kept,
    deleteAfterSeconds: hour,
    expireInSeconds: 12 * hour,
    retryLimit: 100,
    pollingIntervalSeconds: 2,
  },
}

/**
 * Jobs shared by all processes on one PostgreSQL database, in the schema `kagimori_jobs`. One that is killed in
 * mid-job is taken over within half a minute. Refuses a role that may not make that schema.
 */
export async function openQueue(
  url: string,
  reportFault: (where: string, error: unknown) => void,
): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'kagimori jobs',
    schema,
    max: 3,
    schedule: false,
    registerInstance: false,
    superviseIntervalSeconds: aliveSeconds,
    monitorIntervalSeconds: aliveSeconds,
    maintenanceIntervalSeconds: hour,
    // What of it is not used need not be looked at every few seconds.
    flowIntervalSeconds: hour,
    bamIntervalSeconds: hour,
  })
  boss.on('error', error => reportFault('jobs', error))
  await boss.start().catch(refuseWithoutRight)
  let isClosed = false
  const workers = new Map<JobKind, string>()
  // Otherwise there would be a pause before each job, and not only where there is none.
  const lookAgain = (kind: JobKind) => boss.notifyWorker(workers.get(kind) ?? '')
  return {
    isShared: true,
    open: async works => {
      for (const kind of jobKinds) {
        const { pollingIntervalSeconds = 2, ...queue } = queues[kind]
        await boss.createQueue(kind, queue)
        const options = { pollingIntervalSeconds, batchSize: 1 }
        const worker = await boss.work<{ readonly subject: string }>(kind, options, async ([job]) => {
          if (job === undefined) return
          try {
            await works[kind](job.data.subject, job.signal)
          } catch (error) {
            reportFault(kind, error)
            // The queue keeps what it is thrown: that is not the place for what went wrong.
            throw new Error(`${kind} failed`)
          } finally {
            lookAgain(kind)
          }
        })
        workers.set(kind, worker)
      }
    },
    ask: async (kind, subject) => {
      if (isClosed) return
      const once = kind === 'round' ? { id: idOf(subject) } : { singletonKey: subject }
      await boss.send(kind, { subject }, once).then(
        () => lookAgain(kind),
        error => reportFault('jobs', error),
      )
    },
    close: () => {
      isClosed = true
      return boss.stop({ graceful: true, timeout: stopMilliseconds })
    },
  }
}

/** PostgreSQL's "insufficient privilege". */
const noRight = '42501'

function refuseWithoutRight(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === noRight) {
    throw new Refusal('invalid', 'jobs-schema', { schema })
  }
  throw error
}

/** The same for the same round, whoever asks for it: there is one a minute. */
function idOf(round: string): string {
  const digits = hash('sha256', `round ${round}`)
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}
