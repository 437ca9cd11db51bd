import lists from 'zxcvbn/lib/frequency_lists.js'
import type { OrderedList } from './knowledge.ts'

/** The zxcvbn package's own lists; no word is on two of them. Loading them takes 20 ms and 8 MB. */
export const packageLists: readonly OrderedList[] = Object.entries(lists).map(([name, inOrder]) => ({
  name,
  inOrder,
}))
