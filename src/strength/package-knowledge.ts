import graphs from 'zxcvbn/lib/adjacency_graphs.js'
import scoring from 'zxcvbn/lib/scoring.js'
import type { Knowledge } from './knowledge.ts'

/** What the zxcvbn package 4.4.2 knows beside its lists: keyboards, last recent year and current year. */
export const packageKnowledge: Omit<Knowledge, 'words'> = {
  graphs,
  lastYear: 2019,
  thisYear: scoring.REFERENCE_YEAR,
}
