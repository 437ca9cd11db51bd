/** Accounts by a rank from 0 up to `highest`; below 0: left out. */
export interface Ranks {
  readonly length: number
  readonly highest: number
  readonly rankOf: (account: number) => number
}

/**
 * Accounts by rank, the highest first: sorted by counting, so that a million take no more than their numbers, and those
 * of one rank put in order only when somebody comes to them.
 */
export function* inRanks(
  { length, highest, rankOf }: Ranks,
  inOrder: (accounts: Uint32Array) => Iterable<number>,
): Generator<number> {
  const ends = new Uint32Array(highest + 2)
  for (let account = 0; account < length; account++) {
    const rank = rankOf(account)
    if (rank >= 0) ends[rank + 1] = (ends[rank + 1] ?? 0) + 1
  }
  for (let rank = 0; rank <= highest; rank++) ends[rank + 1] = (ends[rank + 1] ?? 0) + (ends[rank] ?? 0)
  const next = ends.slice()
  const accounts = new Uint32Array(ends.at(-1) ?? 0)
  for (let account = 0; account < length; account++) {
    const rank = rankOf(account)
    if (rank < 0) continue
    const at = next[rank] ?? 0
    accounts[at] = account
    next[rank] = at + 1
  }
  for (let rank = highest; rank >= 0; rank--) yield* inOrder(accounts.subarray(ends[rank], ends[rank + 1]))
}
