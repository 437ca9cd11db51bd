import { foldLoosely } from './look-alikes.ts'

/** Three letters in a row as one number below 2^14; different ones may share it, which only costs a closer look. */
const slots = 2 ** 14
/** The letter each ASCII character is folded to. */
const folded = Uint8Array.from({ length: 128 }, (_, code) =>
  foldLoosely(String.fromCharCode(code)).charCodeAt(0),
)

/** In which question a slot was last marked: cleared by counting on, not by filling. */
const marked = new Uint32Array(slots)
let question = 0

/**
 * Whether any of these texts may hold a word that matters to the rating of the password (see `wordsThatOccur`): false
 * only where no three letters in a row stand in both, forwards or backwards, look-alikes folded. Beyond ASCII there is
 * no telling at a glance, so the answer is true. A hundred times as fast as looking for the words.
 */
export function mayShareWord(password: string, texts: readonly (string | undefined)[]): boolean {
  question += 1
  if (!markTriples(password)) return true
  return texts.some(text => text !== undefined && meetsTriple(text))
}

/** Marks the password's triples, in both directions; false when it is not all ASCII. */
function markTriples(password: string): boolean {
  let [before, last] = [0, 0]
  for (let index = 0; index < password.length; index++) {
    const code = password.charCodeAt(index)
    if (code >= 128) return false
    const next = folded[code] ?? 0
    if (index >= 2) {
      marked[slotOf(before, last, next)] = question
      marked[slotOf(next, last, before)] = question
    }
    before = last
    last = next
  }
  return true
}

function meetsTriple(text: string): boolean {
  let [before, last] = [0, 0]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 128) return true
    const next = folded[code] ?? 0
    if (index >= 2 && marked[slotOf(before, last, next)] === question) return true
    before = last
    last = next
  }
  return false
}

function slotOf(a: number, b: number, c: number): number {
  return Math.imul((a << 14) | (b << 7) | c, 0x9e3779b1) >>> 18
}
