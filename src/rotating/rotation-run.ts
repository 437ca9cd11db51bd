import type { FoundAccount } from '../core/executor.ts'
import { Refusal } from '../core/refusal.ts'
import type { Secret } from '../core/secret.ts'
import { carryOut } from '../live-file/order.ts'

/** The task as far as a rotation needs it. */
export interface TaskInHand {
  readonly id: string
  readonly system: string
  readonly login: string
}

/** A link behind which the new password waits. */
export interface WaitingPassword {
  readonly id: string
  readonly link: string
  readonly expiresAt: string
}

/** The service, as far as a rotation needs it. */
export interface RotationDoor {
  /** A password that the system takes and its policy accepts, of at most so many characters. */
  readonly generate: (task: TaskInHand, longest: number | undefined) => Promise<Secret>
  /** Puts it behind a link; refused while another rotation of the task is at work. */
  readonly handOver: (task: TaskInHand, password: Secret) => Promise<WaitingPassword>
  readonly withdraw: (handover: WaitingPassword) => Promise<void>
  /** Has both sides proved; throws with what is missing. */
  readonly verify: (task: TaskInHand, oldPassword: Secret, newPassword: Secret) => Promise<void>
  readonly isVerified: (task: TaskInHand) => Promise<boolean>
}

export interface RotationOrder {
  readonly task: TaskInHand
  readonly account: FoundAccount
  readonly oldPassword: Secret
  /** Makes the server take the change up, and its undoing. */
  readonly reload?: string | undefined
  readonly onChanged: () => void
}

/** How it ended. `not-restored` is the one state that needs somebody at once: the new password may be in force. */
export type RotationEnd =
  | { readonly state: 'rotated'; readonly handover: WaitingPassword }
  | { readonly state: 'restored'; readonly reason: unknown }
  | {
      readonly state: 'not-restored'
      readonly reason: unknown
      readonly cause: unknown
      readonly handover: WaitingPassword
    }

/**
 * Changes the password and has the change proved from both sides; whatever fails on the way, what stood there before is
 * put back. The link is made first: a password that cannot be handed over is never set, and of two rotations at the same
 * time the second finds the first one's link and changes nothing.
 */
export async function rotate(order: RotationOrder, door: RotationDoor): Promise<RotationEnd> {
  const { task, account, oldPassword, reload } = order
  const password = await door.generate(task, account.longest)
  const handover = await door.handOver(task, password)
  let isTakenUp = false
  try {
    await account.change(password)
    isTakenUp = true
    await takeUp(reload)
    order.onChanged()
    await door.verify(task, oldPassword, password)
    return { state: 'rotated', handover }
  } catch (reason) {
    // An answer lost on its way is no refusal.
    if (await door.isVerified(task).catch(() => false)) return { state: 'rotated', handover }
    return putBack(order, door, { reason, handover, isTakenUp })
  }
}

async function putBack(
  { account, reload }: RotationOrder,
  door: RotationDoor,
  { reason, handover, isTakenUp }: { reason: unknown; handover: WaitingPassword; isTakenUp: boolean },
): Promise<RotationEnd> {
  try {
    await account.restore()
    // A command that failed for the change has told the server nothing that would have to be taken back.
    if (isTakenUp && !isReloadFault(reason)) await takeUp(reload)
  } catch (cause) {
    return { state: 'not-restored', reason, cause, handover }
  }
  await door.withdraw(handover).catch(() => undefined)
  return { state: 'restored', reason }
}

async function takeUp(command: string | undefined): Promise<void> {
  if (command === undefined) return
  const { passed, said } = await carryOut(command)
  if (!passed) throw new Refusal('invalid', 'rotate-reload', { command, said })
}

function isReloadFault(error: unknown): boolean {
  return error instanceof Refusal && error.key === 'rotate-reload'
}
