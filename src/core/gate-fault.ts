import type { DecisionRule, UnreadRule } from './decision.ts'
import type { GateSettings } from './gate.ts'

/** Why a question could not be decided at all: the gate in front of the system asks wrongly, or we failed. */
export type GateFaultRule = UnreadRule | 'unknown-system'

/** Questions of one gate about one system that could not be decided, for one reason. */
export interface GateFault {
  readonly rule: GateFaultRule
  /** The gate's name; `decisions` where it was asked over the API. */
  readonly gate: string
  readonly count: number
  /** RFC 3339. */
  readonly firstAt: string
  readonly lastAt: string
  /** What to look at in the server's configuration, and the page that shows it. */
  readonly setting: string
  readonly page: string
  /** Systems asked about that nobody has declared, the first ten. */
  readonly asked: readonly string[]
}

/** Which of a gate's settings is behind each reason; ours alone is none of the server's. */
const behind: Readonly<Record<GateFaultRule, keyof Omit<GateSettings, 'page'>>> = {
  'internal-error': 'form',
  'unknown-system': 'system',
  malformed: 'form',
  'no-address': 'address',
  'not-an-address': 'address',
  'name-for-address': 'address',
  'addresses-differ': 'address',
}

/** The gravest first. */
export const gateFaultRules = Object.keys(behind) as readonly GateFaultRule[]

/** Whether nobody could be looked up, as opposed to somebody who was and stays out. */
export function isGateFault(rule: DecisionRule): rule is GateFaultRule {
  return Object.hasOwn(behind, rule)
}

const api: GateSettings = { page: '/docs', system: 'system', address: 'ip', form: 'POST /api/v1/decisions' }

/** What to look at, and where it is shown. */
export function settingBehind(
  rule: GateFaultRule,
  settings: GateSettings | undefined,
): Pick<GateFault, 'setting' | 'page'> {
  if (settings === undefined) return { setting: api[behind[rule]], page: api.page }
  return { setting: settings[behind[rule]], page: `docs/gates/${settings.page}.md` }
}
