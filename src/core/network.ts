export interface Network {
  readonly family: 4 | 6
  readonly text: string
}
