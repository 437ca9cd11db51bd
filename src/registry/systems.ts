import type { EditOptions } from '../access/allowlist-edit.ts'
import type { Gatekeeper } from '../access/gatekeeper.ts'
import { guardAgainstLockout } from '../access/lockout.ts'
import { type Caller, found, type Held, recordChange, requireVersion } from '../change.ts'
import { Refusal } from '../core/refusal.ts'
import type { Versioned } from '../core/store.ts'
import { syncReportsOf } from '../core/sync-report.ts'
import { ownSystem, requireId, type Server, type System } from '../core/system.ts'
import type { Parts } from '../parts.ts'

/** A system as a caller declares it; what is absent takes its default. */
export type SystemInput = Omit<System, 'id' | 'policy' | 'mode' | 'columns' | 'facts'> &
  Partial<Pick<System, 'policy' | 'mode' | 'columns' | 'facts'>>

type Desk = Parts & { readonly gatekeeper: Gatekeeper }

/** Declares or replaces a system. Its policy defaults to the one named after its kind; an unknown policy is refused. */
export async function putSystem(
  parts: Desk,
  id: string,
  input: SystemInput,
  caller: Caller,
  { ifMatch, confirmLockout }: Pick<EditOptions, 'ifMatch' | 'confirmLockout'>,
): Promise<Versioned<System> & { readonly created: boolean }> {
  requireId(id)
  const before = await parts.store.getSystem(id)
  requireVersion(id, before?.version, ifMatch)
  const value: System = {
    ...input,
    id,
    policy: input.policy ?? (parts.policies.current().has(input.kind) ? input.kind : 'base'),
    // Left out, it stays: an edit of the name must not open the doors.
    mode: input.mode ?? before?.value.mode ?? 'report',
    facts: input.facts ?? {},
    columns: input.columns ?? before?.value.columns ?? {},
  }
  requirePolicy(parts, value.policy)
  if (id === ownSystem && value.hours !== undefined) throw new Refusal('invalid', 'hours-own-system', {})
  const comesInForce = value.mode === 'enforce' && before?.value.mode === 'report'
  if (id === ownSystem && comesInForce && confirmLockout !== true) {
    const { entries } = (await parts.store.getAllowlist(id)) ?? {}
    if (entries !== undefined) guardAgainstLockout(entries, caller.ip, parts.clock())
  }
  const version = await recordChange(parts, caller, 'system.put', id, value, async store => {
    requireVersion(id, (await store.getSystem(id))?.version, ifMatch)
    return store.putSystem(value)
  })
  await parts.gatekeeper.refresh()
  return { value, version, created: before === undefined }
}

/** The system was found; what its declaration names was not. */
function requirePolicy({ policies }: Parts, name: string): void {
  const current = policies.current()
  if (current.has(name)) return
  const values = { name, known: [...current.keys()].join(', ') }
  throw new Refusal('invalid', 'policy-unknown', values, [{ at: 'policy', key: 'policy-unknown', values }])
}

/** Removes a system with all that belongs to it; the service's own stays. */
export async function removeSystem(
  parts: Desk,
  id: string,
  caller: Caller,
  ifMatch: Held | undefined,
): Promise<void> {
  if (id === ownSystem) throw new Refusal('conflict', 'system-is-kagimori', {})
  await recordChange(parts, caller, 'system.remove', id, {}, async store => {
    const { version } = found(await store.getSystem(id), 'system-unknown', id)
    requireVersion(id, version, ifMatch)
    await store.deleteSystem(id)
    await store.putSetting(syncReportsOf(id), '[]')
  })
  await parts.gatekeeper.refresh()
}

/** Declares or replaces a server and what is reported of it. */
export async function putServer(
  parts: Parts,
  id: string,
  input: Omit<Server, 'id'>,
  caller: Caller,
  ifMatch: Held | undefined,
): Promise<Versioned<Server> & { readonly created: boolean }> {
  requireId(id)
  const before = await parts.store.getServer(id)
  requireVersion(id, before?.version, ifMatch)
  const value: Server = { ...input, id }
  const version = await recordChange(parts, caller, 'server.put', id, value, async store => {
    requireVersion(id, (await store.getServer(id))?.version, ifMatch)
    return store.putServer(value)
  })
  return { value, version, created: before === undefined }
}

/** Removes a server that no system runs on any more. */
export async function removeServer(
  parts: Parts,
  id: string,
  caller: Caller,
  ifMatch: Held | undefined,
): Promise<void> {
  const { version } = found(await parts.store.getServer(id), 'server-unknown', id)
  requireVersion(id, version, ifMatch)
  const systems = (await parts.store.allSystems()).filter(({ server }) => server === id)
  if (systems.length > 0) {
    throw new Refusal('conflict', 'server-in-use', {
      id,
      systems: systems.map(system => system.id).join(', '),
    })
  }
  await recordChange(parts, caller, 'server.remove', id, {}, store => store.deleteServer(id))
}
