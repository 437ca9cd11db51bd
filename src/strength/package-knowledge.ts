import graphs from 'zxcvbn/lib/adjacency_graphs.js'
import lists from 'zxcvbn/lib/frequency_lists.js'
import scoring from 'zxcvbn/lib/scoring.js'
import type { Knowledge } from './knowledge.ts'

/** What the zxcvbn package 4.4.2 knows: its own lists, keyboards, last recent year and current year. */
export const packageKnowledge: Knowledge = {
  lists: Object.entries(lists).map(([name, inOrder]) => ({ name, inOrder })),
  graphs,
  lastYear: 2019,
  thisYear: scoring.REFERENCE_YEAR,
}
