import { enumerate } from './enumeration.ts'
import type { Sentence } from './message.ts'
import { bad, good, type RuleExample, type ServerSubject, unknown, type Verdict } from './rule.ts'
import type { System, SystemKind } from './system.ts'

/** The sentence every rule about co-located systems has for its reason `no-systems`. */
export const noSystems: Sentence = {
  en: 'No system is declared to run on this server.',
  ja: 'このサーバーで動くシステムが登録されていません。',
}

/** The example that goes with it. */
export const noSystemsExample: RuleExample<'server'> = {
  about: 'nothing is declared to run there',
  subject: { systems: [] },
  reason: 'no-systems',
}

/** Bad (`together`) where both sides run on one server; both are named in the values and the evidence. */
export function judgeTogether(
  { systems }: ServerSubject,
  one: (system: System) => boolean,
  other: (system: System) => boolean,
): Verdict {
  if (systems.length === 0) return unknown('no-systems')
  const ones = systems.filter(one).map(({ id }) => id)
  const others = systems.filter(other).map(({ id }) => id)
  if (ones.length === 0 || others.length === 0) return good
  return bad(
    'together',
    { one: enumerate(ones), other: enumerate(others) },
    { evidence: { systems: [...ones, ...others] } },
  )
}

/** A system for the examples of rules: of this kind, named after it. */
export function exampleSystem(kind: SystemKind, exposure: System['exposure'] = 'internet'): System {
  return {
    id: `${kind}-1`,
    name: kind,
    kind,
    server: 'vps-1',
    exposure,
    endpoints: [],
    policy: kind,
    mode: 'report',
    facts: {},
    columns: {},
  }
}
