import { type Caller, found, recordChange } from '../change.ts'
import type { Finding, Waiver } from '../core/finding.ts'
import { fill, isMessageKey, render, type Sentence } from '../core/message.ts'
import type { RiskExplanation } from '../core/risk.ts'
import type { RotationTask } from '../core/rotation.ts'
import type { FindingFilter, Page, Paged } from '../core/store.ts'
import type { Parts } from '../parts.ts'
import { examineBatch, examineSystem } from './account-pass.ts'
import { coLocatedWith, readLandscape } from './landscape.ts'
import { requireNamed } from './named.ts'

/** A finding with what a reader needs beside it. */
export interface FindingView extends Finding {
  readonly title: Sentence
  readonly reasonSentence: Sentence
  readonly references: readonly string[]
  readonly remedy: Sentence
}

/** What else falls if this credential falls. */
export interface Fallout {
  readonly system: string
  readonly login?: string
  readonly because: 'same-password' | 'same-server'
}

/** One finding in full: how the account's risk came about and its blast radius. */
export interface FindingDetail extends FindingView {
  readonly risk?: RiskExplanation
  readonly blastRadius: readonly Fallout[]
}

type RuleBook = Pick<Parts, 'rules'>

/** Puts the rule's own words beside a finding. A finding of a rule that is gone keeps its code as its words. */
export function viewFinding({ rules }: RuleBook, finding: Finding): FindingView {
  const rule = rules.get(finding.rule)
  const code: Sentence = { en: finding.rule, ja: finding.rule }
  return {
    ...finding,
    title: rule?.title ?? code,
    reasonSentence: reasonSentence({ rules }, finding),
    references: rule?.references ?? [],
    remedy: rule?.remedy ?? code,
  }
}

/** A page of findings; refuses a filter by what there is not. */
export async function viewFindings(
  parts: Parts,
  filter: FindingFilter,
  page: Page,
): Promise<Paged<FindingView>> {
  await requireNamed(parts, filter)
  const { items, ...rest } = await parts.store.pageFindings(filter, page)
  return { items: items.map(item => viewFinding(parts, item)), ...rest }
}

/** A reason in both languages with its names filled in; of a password seen in use it says when. */
export function reasonSentence(
  { rules }: RuleBook,
  { rule, reason, values }: Pick<Finding, 'rule' | 'reason' | 'values'>,
): Sentence {
  const sentence = rules.get(rule)?.reasons[reason] ?? storedSentence(reason)
  const said = { en: fill(sentence.en, values), ja: fill(sentence.ja, values) }
  if (values.seenAtLogin === undefined) return said
  const at = { at: values.seenAtLogin }
  return {
    en: `${said.en} ${render('en', 'login-rating-seen', at)}`,
    ja: `${said.ja}${render('ja', 'login-rating-seen', at)}`,
  }
}

/** A sentence that was kept as a key of the catalogue, or as the words of a person. */
function storedSentence(text: string): Sentence {
  return isMessageKey(text) ? { en: render('en', text), ja: render('ja', text) } : { en: text, ja: text }
}

/** A task's reasons in both languages; what an administrator asked for stands in his own words. */
export function taskSentences(
  parts: RuleBook,
  task: RotationTask,
): readonly { readonly rule: string; readonly reason: Sentence }[] {
  return task.reasons.map(({ rule, reason, values, cause }) => ({
    rule,
    reason: cause === 'manual' ? { en: reason, ja: reason } : reasonSentence(parts, { rule, reason, values }),
  }))
}

/** Reads a finding in full; risk and blast radius are worked out anew from what is kept. */
export async function readFindingDetail(parts: Parts, id: string): Promise<FindingDetail> {
  const finding = found(await parts.store.getFinding(id), 'finding-unknown', id)
  const view = viewFinding(parts, finding)
  const landscape = await readLandscape(parts)
  const system = landscape.systems.get(finding.system ?? '')
  if (system === undefined) return { ...view, blastRadius: [] }
  const sameServer = coLocatedWith(system, landscape).map(other => ({
    system: other.id,
    because: 'same-server' as const,
  }))
  const account =
    finding.login === undefined ? undefined : await parts.store.getAccount(system.id, finding.login)
  if (account === undefined) return { ...view, blastRadius: sameServer }
  const [examined] = await examineBatch(parts, landscape, await examineSystem(parts, landscape, system), [
    account,
  ])
  const samePassword = (examined?.subject.peers ?? []).map(peer => ({
    system: peer.system,
    login: peer.login,
    because: 'same-password' as const,
  }))
  return {
    ...view,
    blastRadius: [...samePassword, ...sameServer],
    ...(examined === undefined ? {} : { risk: examined.risk }),
  }
}

/** Sets or ends a finding's waiver, with its log entry. */
export async function setWaiver(
  parts: Parts,
  id: string,
  waiver: Waiver | undefined,
  caller: Caller,
): Promise<FindingView> {
  const { severity } = found(await parts.store.getFinding(id), 'finding-unknown', id)
  const accepted = waiver && { ...waiver, severity }
  const action = waiver === undefined ? 'finding.unwaive' : 'finding.waive'
  await recordChange(parts, caller, action, id, { ...accepted }, store =>
    store.setFindingWaiver(id, accepted),
  )
  return viewFinding(parts, found(await parts.store.getFinding(id), 'finding-unknown', id))
}
