/** How a risk came about: the base from the password's strength and each factor that multiplied it. */
export interface RiskExplanation {
  /** 0–100. */
  readonly risk: number
  readonly base: { readonly because: string; readonly points: number }
  readonly factors: readonly { readonly because: string; readonly factor: number }[]
}
