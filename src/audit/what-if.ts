import type { Account } from '../core/account.ts'
import type { Reason } from '../core/examination.ts'
import type { Policy } from '../core/policy.ts'
import type { Parts } from '../parts.ts'
import { examineAccounts, examineServer, examineSystem } from './account-pass.ts'
import { readLandscape, systemsOn } from './landscape.ts'

/** What a changed policy would judge otherwise, by rule. */
interface Difference {
  readonly newlyBroken: string[]
  readonly noLonger: string[]
  /** Of what is kept nobody could tell any more whether these are kept: the next list would have to show it. */
  readonly newlyUnknown: string[]
}

/** One account that a changed policy would judge otherwise. */
export interface WhatIfAccount extends Difference {
  readonly system: string
  readonly login: string
}

/** Whom a change of policies would newly catch, before it is switched on. Nothing is kept of it. */
export interface WhatIf {
  readonly accounts: number
  readonly changed: WhatIfAccount[]
  readonly systems: (Difference & { readonly system: string })[]
  readonly servers: (Difference & { readonly server: string })[]
}

/** Examines every system and its server under the policies in force and under the candidates, and answers the difference. */
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
    const differs = difference(before.reasons, after.reasons)
    if (differs !== undefined) systems.push({ system: system.id, ...differs })
    const pages = examineAccounts(changedParts, landscape, after)
    for await (const page of examineAccounts(parts, landscape, before)) {
      const { value: others = [] } = await pages.next()
      accounts += page.length
      for (const [index, { account, reasons }] of page.entries()) {
        const found = difference(reasons, others[index]?.reasons ?? [])
        if (found !== undefined) changed.push({ ...whose(account), ...found })
      }
    }
  }
  const servers = [...landscape.servers.values()]
    .filter(({ id }) => systemsOn(id, landscape).length > 0)
    .flatMap(server => {
      const [before, after] = [parts, changedParts].map(each => examineServer(each, landscape, server))
      const found = difference(before ?? [], after ?? [])
      return found === undefined ? [] : [{ server: server.id, ...found }]
    })
  return { accounts, changed, systems, servers }
}

function whose({ system, login }: Account): { readonly system: string; readonly login: string } {
  return { system, login }
}

type Reasons = readonly Pick<Reason, 'rule' | 'verdict'>[]

function rulesOf(reasons: Reasons, wanted: Reason['verdict']): ReadonlySet<string> {
  return new Set(reasons.filter(({ verdict }) => verdict === wanted).map(({ rule }) => rule))
}

function difference(before: Reasons, after: Reasons): Difference | undefined {
  const only = (some: Reasons, others: Reasons, verdict: Reason['verdict']) =>
    [...rulesOf(some, verdict).difference(rulesOf(others, verdict))].sort()
  const found = {
    newlyBroken: only(after, before, 'bad'),
    noLonger: only(before, after, 'bad'),
    newlyUnknown: only(after, before, 'unknown'),
  }
  return Object.values(found).some(rules => rules.length > 0) ? found : undefined
}
