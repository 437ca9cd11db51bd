/** The zxcvbn package's knowledge, which @types/zxcvbn does not describe: its lists, keyboards and the current year. */
declare module 'zxcvbn/lib/frequency_lists.js' {
  /** Lower-case words by list, most used first; no word is on two lists. */
  const lists: Readonly<Record<string, readonly string[]>>
  export default lists
}

declare module 'zxcvbn/lib/adjacency_graphs.js' {
  const graphs: Readonly<Record<string, import('./match.ts').KeyGraph>>
  export default graphs
}

declare module 'zxcvbn/lib/scoring.js' {
  /** REFERENCE_YEAR is the year in which the package was loaded; years and dates are counted from it. */
  const scoring: { readonly REFERENCE_YEAR: number }
  export default scoring
}

declare module 'zxcvbn/lib/matching.js' {
  type Letters = Readonly<Record<string, readonly string[]>>
  /** The package's own finder of signs, against which ours is tested. */
  const matching: {
    readonly relevant_l33t_subtable: (password: string, table: Letters) => Letters
    readonly enumerate_l33t_subs: (table: Letters) => readonly Readonly<Record<string, string>>[]
  }
  export default matching
}
