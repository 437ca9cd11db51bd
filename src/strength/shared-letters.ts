import { foldLoosely } from './look-alikes.ts'

/** Three letters in a row as one number below 2^14; different ones may share it, which only costs a closer look. */
const slots = 2 ** 14
/** The letter each ASCII character is folded to, and whether it stands between words. */
const folded = Uint8Array.from({ length: 128 }, (_, code) =>
  foldLoosely(String.fromCharCode(code)).charCodeAt(0),
)
const separates = Uint8Array.from({ length: 128 }, (_, code) =>
  /[^a-z0-9]/i.test(String.fromCharCode(code)) ? 1 : 0,
)

/** In which question a slot was last marked: cleared by counting on, not by filling. */
const marked = new Uint32Array(slots)
let question = 0

/**
 * Whether any of these texts may hold a word that matters to the rating of the password (see `wordsThatOccur`): false
 * only where no part of a text between signs has all its three letters in a row in the password as well, forwards or
 * backwards, look-alikes folded. Beyond ASCII there is no telling at a glance, so the answer is true. A hundred times as
 * fast as looking for the words.
 */
export function mayShareWord(password: string, texts: readonly (string | undefined)[]): boolean {
  question += 1
  if (!markTriples(password)) return true
  for (const text of texts) if (text !== undefined && hasSharedPart(text)) return true
  return false
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

/**
 * A word is made of whole parts: it occurs only where all triples of one of them do, or, if its parts are shorter than
 * three letters, one with a sign in it.
 */
function hasSharedPart(text: string): boolean {
  let [before, last] = [0, 0]
  /** Letters of the part so far, and whether all its triples were in the password. */
  let [letters, isShared] = [0, true]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 128) return true
    const next = folded[code] ?? 0
    const isMarked = index >= 2 && marked[slotOf(before, last, next)] === question
    if (separates[code] === 1) {
      if (letters >= 3 && isShared) return true
      if (isMarked) return true
      letters = 0
      isShared = true
    } else {
      letters += 1
      if (letters >= 3) isShared = isShared && isMarked
      else if (isMarked) return true
    }
    before = last
    last = next
  }
  return letters >= 3 && isShared
}

function slotOf(a: number, b: number, c: number): number {
  return Math.imul((a << 14) | (b << 7) | c, 0x9e3779b1) >>> 18
}
