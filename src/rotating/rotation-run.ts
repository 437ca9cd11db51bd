import type { CutShort, FoundAccount } from '../core/executor.ts'
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
  readonly withdraw: (handover: Pick<WaitingPassword, 'id'>) => Promise<void>
  /** Throws where the old password is not the one the task wants gone, or cannot be told to be it. */
  readonly requireOld: (task: TaskInHand, oldPassword: Secret) => Promise<void>
  /** Has both sides proved; throws with what is missing. */
  readonly verify: (task: TaskInHand, oldPassword: Secret, newPassword: Secret) => Promise<void>
  readonly isVerified: (task: Pick<TaskInHand, 'id'>) => Promise<boolean>
}

export interface RotationOrder {
  readonly task: TaskInHand
  readonly find: () => Promise<FoundAccount>
  readonly oldPassword: Secret
  /** Makes the server take the change up, and its undoing. */
  readonly reload?: string | undefined
  /** What an earlier run had begun is back. */
  readonly onPutBack: (copy: string) => void
  readonly onChanged: (account: FoundAccount) => void
}

/** How it ended. `not-restored` is the one state that needs somebody at once: the new password may be in force. */
export type RotationEnd = { readonly at: string } & Ending
type Ending =
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
 * put back. The old password is compared first: with a wrong one nothing is touched. Then the link is made: a password
 * that cannot be handed over is never set, and of two rotations at the same time the second finds the first one's link
 * and changes nothing.
 */
export async function rotate(order: RotationOrder, door: RotationDoor): Promise<RotationEnd> {
  await door.requireOld(order.task, order.oldPassword)
  const account = await findWhole(order, door)
  try {
    return { at: account.at, ...(await change(order, account, door)) }
  } finally {
    await account.close()
  }
}

/**
 * What an earlier run of the task has left to be put back; what was proved before its run was killed is none. Refuses
 * what another task's has left: putting that back is not this one's to decide.
 */
export async function cutShortOf(
  { id }: TaskInHand,
  { cutShort }: FoundAccount,
  { isVerified }: Pick<RotationDoor, 'isVerified'>,
): Promise<CutShort | undefined> {
  if (cutShort === undefined) return undefined
  if (await isVerified({ id: cutShort.task }).catch(() => false)) return undefined
  if (cutShort.task === id) return cutShort
  throw cutShort.refusal()
}

/** The account as it was before an earlier run of this task was cut short: that is put back and its link withdrawn. */
async function findWhole(
  { task, find, reload, onPutBack }: RotationOrder,
  door: RotationDoor,
): Promise<FoundAccount> {
  const account = await find()
  try {
    const left = await cutShortOf(task, account, door)
    if (left === undefined) {
      await account.cutShort?.forget()
      return account
    }
    await left.putBack()
    // Nobody was ever told of it; read or over, it is gone already.
    await door.withdraw({ id: left.handover }).catch(() => undefined)
    onPutBack(left.copy)
    await takeUp(reload)
  } catch (error) {
    await account.close()
    throw error
  }
  await account.close()
  return find()
}

async function change(order: RotationOrder, account: FoundAccount, door: RotationDoor): Promise<Ending> {
  const { task, oldPassword, reload } = order
  const password = await door.generate(task, account.longest)
  const handover = await door.handOver(task, password)
  let isTakenUp = false
  try {
    await account.change(password, { task: task.id, handover: handover.id })
    isTakenUp = true
    await takeUp(reload)
    order.onChanged(account)
    await door.verify(task, oldPassword, password)
  } catch (reason) {
    // An answer lost on its way is no refusal.
    const isProved = isTakenUp && (await door.isVerified(task).catch(() => false))
    if (!isProved) return putBack(account, reload, door, { reason, handover, isTakenUp })
  }
  // A copy that cannot be removed is no reason to keep the link back; the next run speaks of it.
  await account.settle?.().catch(() => undefined)
  return { state: 'rotated', handover }
}

async function putBack(
  account: FoundAccount,
  reload: string | undefined,
  door: RotationDoor,
  { reason, handover, isTakenUp }: { reason: unknown; handover: WaitingPassword; isTakenUp: boolean },
): Promise<Ending> {
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
