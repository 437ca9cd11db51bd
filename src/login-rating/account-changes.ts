import type { Store } from '../core/store.ts'

/** What was changed. */
export type SystemChange = 'tasks' | 'accounts' | 'declaration'

/** The store, but whoever changes a system's tasks, account list or declaration has `tell` called with its id. */
export function tellOfChanges(store: Store, tell: (system: string, change: SystemChange) => void): Store {
  const telling =
    <A extends readonly unknown[], R>(
      write: (...given: A) => Promise<R>,
      change: SystemChange,
      systemsOf: (...given: A) => Iterable<string>,
    ) =>
    async (...given: A): Promise<R> => {
      try {
        return await write(...given)
      } finally {
        for (const system of systemsOf(...given)) tell(system, change)
      }
    }
  return {
    ...store,
    transaction: async work => {
      const changed = new Map<string, readonly [string, SystemChange]>()
      try {
        return await store.transaction(inner =>
          work(tellOfChanges(inner, (...told) => void changed.set(told.join(' '), told))),
        )
      } finally {
        for (const told of changed.values()) tell(...told)
      }
    },
    putTasks: telling(store.putTasks, 'tasks', tasks => new Set(tasks.map(({ system }) => system))),
    commitList: telling(store.commitList, 'accounts', ({ system }) => [system]),
    putSystem: telling(store.putSystem, 'declaration', ({ id }) => [id]),
    deleteSystem: telling(store.deleteSystem, 'accounts', id => [id]),
  }
}
