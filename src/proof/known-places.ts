import { stepTask } from '../audit/task-steps.ts'
import { type Caller, recordChange } from '../change.ts'
import { Refusal } from '../core/refusal.ts'
import type { RotationTask, TaskPlace } from '../core/rotation.ts'
import { isLive } from '../core/rotation-plan.ts'
import type { Parts } from '../parts.ts'

/** The places that hold an account's password; refuses accounts nobody knows. */
export async function knownPlaces(
  { store }: Parts,
  system: string,
  login: string,
): Promise<readonly string[]> {
  const account = await store.getAccount(system, login)
  if (account === undefined) throw new Refusal('not-found', 'account-unknown', { system, login })
  return (await store.placesOf(system, [login])).get(login) ?? []
}

/** Names them anew. The account's live task takes them over; what was ticked under the same name stays ticked. */
export async function nameAgain(
  parts: Parts,
  system: string,
  login: string,
  names: readonly string[],
  caller: Caller,
): Promise<readonly string[]> {
  const before = await knownPlaces(parts, system, login)
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at)
  if (twice >= 0) {
    const fault = {
      at: `places.${twice}`,
      key: 'proof-place-twice',
      values: { place: names[twice] ?? '' },
    } as const
    throw new Refusal('invalid', fault.key, fault.values, [fault])
  }
  if (JSON.stringify(before) === JSON.stringify(names)) return names
  await recordChange(parts, caller, 'account.places', system, { login, places: names }, async store => {
    await store.putPlaces(system, login, names)
    const newest = (await store.newestTasks(system, [login])).get(login)
    const task = newest && (await store.holdTask(newest.id))
    if (task !== undefined && isLive(task)) await store.putTasks([withPlaces(task, names)])
  })
  return names
}

function withPlaces(task: RotationTask, names: readonly string[]): RotationTask {
  const known = new Map((task.places ?? []).map(each => [each.place, each]))
  return { ...task, places: names.map(place => known.get(place) ?? { place }) }
}

/** Ticks a place of a task, or takes the tick back; refuses places the task does not name. Closes nothing. */
export function tick(
  parts: Parts,
  id: string,
  place: string,
  isDone: boolean,
  caller: Caller,
): Promise<RotationTask> {
  const action = isDone ? 'task.place-ticked' : 'task.place-unticked'
  return stepTask(parts, id, action, { place }, caller, (task, { at, by }) => {
    const places = task.places ?? []
    const named = places.find(each => each.place === place)
    if (named === undefined) {
      const known = places.map(each => each.place).join(', ')
      throw new Refusal('not-found', 'proof-place-unknown', { id, place, places: known === '' ? '–' : known })
    }
    if ((named.tickedAt !== undefined) === isDone) return task
    const next: TaskPlace = isDone ? { place, tickedAt: at, tickedBy: by } : { place }
    return { ...task, places: places.map(each => (each === named ? next : each)) }
  })
}
