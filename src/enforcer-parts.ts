import type { DecisionBook } from './access/decision-book.ts'
import type { GateWatch } from './access/gate-watch.ts'
import type { Gatekeeper } from './access/gatekeeper.ts'
import type { TokenRing } from './access/token-ring.ts'
import type { AttackBook } from './attack-evidence/attack-book.ts'
import type { Rating } from './core/rating.ts'
import type { HandoverDesk } from './handovers/handover-desk.ts'
import type { IntakeSettings } from './intake/import.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Parts } from './parts.ts'
import type { InspectionDesk } from './probing/inspection-desk.ts'
import type { ProbeDesk } from './probing/probe-desk.ts'
import type { ProofDesk } from './proof/proof-desk.ts'
import type { ReminderBook } from './reminders/reminder-book.ts'

/** What the enforcer is built from, beside the parts its rooms share. */
export interface EnforcerParts extends Parts {
  readonly gatekeeper: Gatekeeper
  readonly decisionBook: DecisionBook
  readonly tokenRing: TokenRing
  readonly watches: readonly GateWatch[]
  readonly attacks: AttackBook
  readonly probing: ProbeDesk
  readonly inspections: InspectionDesk
  readonly proofs: ProofDesk
  readonly reminders: ReminderBook
  readonly handovers: HandoverDesk
  readonly intake: IntakeSettings
  /** By whom audits and rounds are done. */
  readonly jobs: Jobs
  /** Rates one password off the event loop, within a deadline. */
  readonly rate: (password: string, userInputs: readonly string[]) => Promise<Rating>
  readonly random: (below: number) => number
  readonly checksum: (text: string) => number
  /** MiB free on the data disk and how many are kept back. */
  readonly disk: () => { readonly free: number; readonly needed: number }
}
