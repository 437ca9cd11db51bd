import { writeStep } from './ladder.ts'
import { type Language, render, type Sentence } from './message.ts'
import { type Layer, type LayeredPolicy, lastSaid, type Origin } from './policy-inheritance.ts'
import { profileSheets } from './profiles.ts'
import { riskWeights } from './risk.ts'
import { taskCauses } from './rotation.ts'
import type { Rule } from './rule.ts'

const byDefault: Origin = { from: 'default' }

/**
 * A policy as readable lines: what it asks of new passwords, every rule with severity and options, the ladder, and how
 * risk is weighed. Each value ends with where it was written: the default, the profile, or a file.
 */
export function explainPolicy(
  { policy, layers }: LayeredPolicy,
  rules: ReadonlyMap<string, Rule>,
  language: Language,
): readonly string[] {
  const files = layers.flatMap(({ origin }) => (origin.from === 'file' ? [`${origin.name}.yaml`] : []))
  return [
    render(language, 'policy-explain-head', { name: policy.name, files: files.join(' → ') }),
    ...explainDemands({ policy, layers }, language),
    '',
    render(language, 'policy-explain-rules'),
    ...[...rules.values()].flatMap(rule => explainRule(rule, { policy, layers }, language)),
    '',
    render(language, 'policy-explain-ladder'),
    ...taskCauses.map(cause => {
      const origin = lastSaid(layers, ({ ladder }) => ladder[cause])?.origin ?? byDefault
      return line(cause, writeStep(policy.ladder[cause]), origin, language)
    }),
    '',
    render(language, 'policy-explain-risk'),
    ...Object.entries(riskWeights).map(
      ([key, { as, weight, about }]) =>
        `  ${key.padEnd(26)} ${as === 'points' ? `${weight}`.padEnd(5) : `× ${weight}`.padEnd(5)} ${about[language]}`,
    ),
  ]
}

/** `[base.yaml]`, `[profile jp-sme]` or `[default]`. */
function writeOrigin(origin: Origin, language: Language): string {
  if (origin.from === 'default') return `[${render(language, 'policy-origin-default')}]`
  return origin.from === 'profile'
    ? `[${render(language, 'policy-origin-profile', { name: origin.name })}]`
    : `[${origin.name}.yaml]`
}

function explainDemands({ policy, layers }: LayeredPolicy, language: Language): readonly string[] {
  const say = (key: string, value: string | number, origin: Origin | undefined) =>
    line(key, `${value}`, origin ?? byDefault, language)
  const option = (id: string, name: string) => originOfOption(layers, id, name)
  const age = lastSaid(layers, ({ rotationByAge }) => rotationByAge)
  const words = lastSaid(layers, ({ companyWords }) => (companyWords.length > 0 ? companyWords : undefined))
  const days = lastSaid(layers, ({ closingDays }) => (closingDays.length > 0 ? closingDays : undefined))
  const stale = lastSaid(layers, ({ staleAfterDays }) => staleAfterDays)
  const profile = `${policy.profile} (${profileSheets[policy.profile].about[language]})`
  const demand = age === undefined ? 'off' : `${age.value.days} days, ${age.value.demandedBy}`
  return [
    say('profile', profile, lastSaid(layers, sheet => sheet.profile)?.origin),
    say('minLength', policy.minLength, option('PW-06', 'minLength')),
    say('minScore', policy.minScore, option('PW-07', 'minScore')),
    say('rotationByAge', demand, age?.origin),
    say('companyWords', policy.companyWords.join(', ') || '–', words?.origin),
    say('closingDays', policy.closingDays.join(', ') || '–', days?.origin),
    say('staleAfterDays', policy.staleAfterDays, stale?.origin),
    say(
      'throttle',
      `delayAfterFailures ${policy.throttle.delayAfterFailures}; denyAfterFailures ${policy.throttle.denyAfterFailures}; forgetAfterMinutes ${policy.throttle.forgetAfterMinutes}`,
      lastSaid(layers, ({ throttle }) => throttle)?.origin,
    ),
    say('reminders', writeReminders(policy), lastSaid(layers, ({ reminders }) => reminders)?.origin),
    say('recheck', writeRecheck(policy), lastSaid(layers, ({ recheck }) => recheck)?.origin),
    say('denyAtLogin', writeDenial(policy), lastSaid(layers, sheet => sheet.denyAtLogin)?.origin),
    say(
      'denyUnknownLogins',
      policy.denyUnknownLogins ? 'on' : 'off',
      lastSaid(layers, sheet => sheet.denyUnknownLogins)?.origin,
    ),
  ]
}

function writeReminders({ reminders }: LayeredPolicy['policy']): string {
  const { beforeDue, ...days } = reminders
  const rest = Object.entries(days).map(([name, count]) => `${name} ${count}`)
  return [`beforeDue ${beforeDue.join(', ')}`, ...rest].join('; ')
}

function writeRecheck({ recheck }: LayeredPolicy['policy']): string {
  return recheck.afterDays.length === 0 ? 'off' : `afterDays ${recheck.afterDays.join(', ')}`
}

function writeDenial({ denyAtLogin }: LayeredPolicy['policy']): string {
  if (denyAtLogin === undefined) return 'off'
  const { causes, graceDays, from, ownNetworks } = denyAtLogin
  return [`${causes.join(', ')}; graceDays ${graceDays}; from ${from}`, ...ownNetworks].join(' ')
}

function explainRule(rule: Rule, { policy, layers }: LayeredPolicy, language: Language): readonly string[] {
  const { enabled, severity, options } = policy.rules[rule.id] ?? { enabled: false, options: {} }
  const switched = lastSaid(layers, ({ rules }) => rules[rule.id]?.enabled)?.origin ?? byDefault
  const raised = lastSaid(layers, ({ rules }) => rules[rule.id]?.severity)?.origin ?? byDefault
  const title: Sentence = rule.title
  const state = enabled ? (severity ?? rule.severity) : 'off'
  const head = `  ${rule.id}  ${state.padEnd(8)} ${title[language]} ${writeOrigin(enabled ? raised : switched, language)}`
  if (!enabled) return [head]
  const lines = Object.entries(options as Readonly<Record<string, unknown>>).map(([name, value]) =>
    line(`       ${name}`, JSON.stringify(value), originOfOption(layers, rule.id, name), language),
  )
  return [head, ...lines]
}

function originOfOption(layers: readonly Layer[], id: string, option: string): Origin {
  return lastSaid(layers, ({ rules }) => rules[id]?.options?.[option])?.origin ?? byDefault
}

function line(name: string, value: string, origin: Origin, language: Language): string {
  return `  ${name}: ${value} ${writeOrigin(origin, language)}`
}
