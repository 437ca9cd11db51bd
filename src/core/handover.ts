/** A password to be handed over, and for what. */
export interface HandoverInput {
  readonly password: string
  /** Names system and login. */
  readonly task?: string
  readonly system?: string
  readonly login?: string
  /** Seconds; a day unless given. */
  readonly expiresIn?: number
  /** From where it may be read; the system's allowlist unless given. */
  readonly networks?: readonly string[]
}

/** What is known of a handover without its link. */
export interface Handover {
  readonly id: string
  readonly task?: string
  readonly system?: string
  readonly login?: string
  readonly madeAt: string
  readonly expiresAt: string
}

/** A password as it is shown, once. */
export type HandedOver = Handover & { readonly password: string }

/** Bounds of what is held: in number, and in seconds. */
export const handoverLimits = { most: 100, shortest: 60, usual: 86_400, longest: 604_800 } as const
