import type { Store } from '../core/store.ts'
import type { Parts } from '../parts.ts'

const never = '9999'
const retryMilliseconds = 60_000

/**
 * The store, but whoever reads findings or tasks finds no waiver in force past its end: it ends at its instant and not
 * at the next look around. When the first one ends is remembered until something is written.
 */
export function endWaiversOnReading(
  store: Store,
  { clock, reportFault }: Pick<Parts, 'clock' | 'reportFault'>,
): Store {
  let firstEnd: string | undefined
  let changes = 0
  const endWaivers = async () => {
    try {
      const before = changes
      const end = firstEnd ?? (await store.nextWaiverEnd()) ?? never
      const isDue = end <= clock()
      if (isDue) await store.reopenExpiredWaivers(clock())
      // What was written meanwhile may end sooner.
      firstEnd = isDue || before !== changes ? undefined : end
    } catch (error) {
      // A reader is answered on a full disk too.
      firstEnd = new Date(Date.parse(clock()) + retryMilliseconds).toISOString()
      reportFault('waivers', error)
    }
  }
  const afterwards =
    <A extends readonly unknown[], R>(read: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      await endWaivers()
      return read(...given)
    }
  return {
    ...store,
    transaction: work =>
      store.transaction(work).finally(() => {
        changes += 1
        firstEnd = undefined
      }),
    getFinding: afterwards(store.getFinding),
    pageFindings: afterwards(store.pageFindings),
    countFindings: afterwards(store.countFindings),
    getTask: afterwards(store.getTask),
    pageTasks: afterwards(store.pageTasks),
    countTasks: afterwards(store.countTasks),
  }
}
