import { openOrTighten } from '../audit/task-steps.ts'
import type { Caller } from '../change.ts'
import type { Account } from '../core/account.ts'
import type { AllowlistEntry } from '../core/allowlist.ts'
import { canLogIn } from '../core/credential-state.ts'
import { isAmong, isHeldBy, isSameName } from '../core/person.ts'
import { Refusal } from '../core/refusal.ts'
import type { RotationTask } from '../core/rotation.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'

/** What somebody who leaves takes along: passwords to change, and ways in that are still in his name. */
export interface LeaverAnswer {
  readonly person: string
  /** One task an account, opened now or live already, what is due first first. */
  readonly tasks: readonly RotationTask[]
  /** Ids of the systems that are his: somebody else has to answer for them. */
  readonly systems: readonly string[]
  readonly allowlistEntries: readonly (AllowlistEntry & { readonly system: string })[]
}

const pageSize = 200

/**
 * Opens a task for every account that the person owned (by itself, or with its system where it names nobody), shared, or
 * had in a place of his; live ones take the reason up. Systems and allowlist entries in his name are only listed: whoever
 * follows him may need them. Refuses a name nobody has.
 */
export async function openForLeaver(parts: Parts, person: string, caller: Caller): Promise<LeaverAnswer> {
  const allowlistEntries = (await parts.store.allAllowlists()).flatMap(({ system, entries }) =>
    entries.filter(entry => isNamed(entry, person)).map(entry => ({ ...entry, system })),
  )
  const tasks: RotationTask[] = []
  const placed = new Set<string>()
  for (const { system, login, places } of await parts.store.allPlaces()) {
    if (places.some(place => mentions(place, person))) placed.add(nameOf(system, login))
  }
  let held = 0
  const systems = await parts.store.allSystems()
  const owned = systems.filter(({ owner }) => isAmong(owner, person)).map(({ id }) => id)
  for (const system of systems) {
    for await (const account of heldBy(parts, system, person, placed)) {
      held += 1
      if (!canLogIn(account)) continue
      const { login } = account
      const asked = { login, reason: 'proof-leaver', cause: 'leaver', values: { person } } as const
      tasks.push(await openOrTighten(parts, system, asked, caller))
    }
  }
  if (held === 0 && owned.length === 0 && allowlistEntries.length === 0) {
    throw new Refusal('not-found', 'proof-person-unknown', { person })
  }
  const inOrder = tasks.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  return { person, tasks: inOrder, systems: owned, allowlistEntries }
}

async function* heldBy(
  { store }: Parts,
  { id, owner }: Pick<System, 'id' | 'owner'>,
  person: string,
  placed: ReadonlySet<string>,
): AsyncGenerator<Account> {
  let cursor: string | undefined
  do {
    const page = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) }
    const { items, next } = await store.pageAccounts(id, page)
    for (const account of items) {
      // As for its task: who has no owner of his own has the system's.
      const isHis = isHeldBy({ ...(owner === undefined ? {} : { owner }), ...account }, person)
      if (isHis || placed.has(nameOf(id, account.login))) yield account
    }
    cursor = next
  } while (cursor !== undefined)
}

function nameOf(system: string, login: string): string {
  return JSON.stringify([system, login])
}

function isNamed({ owner, label }: AllowlistEntry, person: string): boolean {
  if (owner !== undefined && isSameName(owner, person)) return true
  return label !== undefined && mentions(label, person)
}

/** Whether the person stands in it as a word of its own: `PC of tanaka`. */
function mentions(text: string, person: string): boolean {
  return text.split(/[^\p{L}\p{N}@._-]+/u).some(word => isSameName(word, person))
}
