import type { Store } from '../core/store.ts'

const setting = 'probe-host-keys'

type HostKeys = Readonly<Record<string, string>>

async function readHostKeys(store: Pick<Store, 'getSetting'>): Promise<HostKeys> {
  return JSON.parse((await store.getSetting(setting)) ?? '{}')
}

/** The SSH host key an endpoint has shown before: no password goes to one that shows another. */
export async function knownHostKey(
  store: Pick<Store, 'getSetting'>,
  endpoint: string,
): Promise<string | undefined> {
  return (await readHostKeys(store))[endpoint]
}

/** Remembers host keys, an inspection's in the place of those before. */
export async function rememberHostKeys(
  store: Store,
  seen: readonly (readonly [string, string])[],
): Promise<void> {
  if (seen.length === 0) return
  await store.putSetting(
    setting,
    JSON.stringify({ ...(await readHostKeys(store)), ...Object.fromEntries(seen) }),
  )
}
