import type { Account } from '../core/account.ts'
import type { Policy } from '../core/policy.ts'
import type { Parts } from '../parts.ts'
import { examineAccounts, examineSystem } from './account-pass.ts'
import { readLandscape } from './landscape.ts'

/** One account that a changed policy would judge otherwise. */
export interface WhatIfAccount {
  readonly system: string
  readonly login: string
  /** Rules that would newly be broken, and those that would no longer be. */
  readonly newlyBroken: string[]
  readonly noLonger: string[]
}

/** Whom a change of policies would newly catch, before it is switched on. Nothing is kept of it. */
export interface WhatIf {
  readonly accounts: number
  readonly changed: WhatIfAccount[]
  readonly systems: {
    readonly system: string
    readonly newlyBroken: string[]
    readonly noLonger: string[]
  }[]
}

/** Examines every system under the policies in force and under the candidates, and answers the difference. */
export async function compareUnder(parts: Parts, candidates: ReadonlyMap<string, Policy>): Promise<WhatIf> {
  const named = (name: string) => candidates.get(name) ?? parts.policies.named(name)
  const changedParts: Parts = { ...parts, policies: { ...parts.policies, named } }
  const landscape = await readLandscape(parts)
  const changed: WhatIfAccount[] = []
  const systems: WhatIf['systems'][number][] = []
  let accounts = 0
  for (const system of landscape.systems.values()) {
    const before = await examineSystem(parts, landscape, system)
    const after = await examineSystem(changedParts, landscape, system)
    const differs = difference(rulesOf(before.reasons), rulesOf(after.reasons))
    if (differs !== undefined) systems.push({ system: system.id, ...differs })
    const pages = examineAccounts(changedParts, landscape, after)
    for await (const page of examineAccounts(parts, landscape, before)) {
      const { value: others = [] } = await pages.next()
      accounts += page.length
      for (const [index, { account, reasons }] of page.entries()) {
        const found = difference(rulesOf(reasons), rulesOf(others[index]?.reasons ?? []))
        if (found !== undefined) changed.push({ ...whose(account), ...found })
      }
    }
  }
  return { accounts, changed, systems }
}

function whose({ system, login }: Account): { readonly system: string; readonly login: string } {
  return { system, login }
}

function rulesOf(
  reasons: readonly { readonly rule: string; readonly verdict: string }[],
): ReadonlySet<string> {
  return new Set(reasons.filter(({ verdict }) => verdict === 'bad').map(({ rule }) => rule))
}

function difference(before: ReadonlySet<string>, after: ReadonlySet<string>) {
  const newlyBroken = [...after.difference(before)].sort()
  const noLonger = [...before.difference(after)].sort()
  return newlyBroken.length + noLonger.length === 0 ? undefined : { newlyBroken, noLonger }
}
