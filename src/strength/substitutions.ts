/** The signs written for a letter, letters in the order in which they are settled. As in zxcvbn 4.4.2. */
const signsOfLetter: readonly (readonly [letter: string, signs: string])[] = [
  ['a', '4@'],
  ['b', '8'],
  ['c', '({[<'],
  ['e', '3'],
  ['g', '69'],
  ['i', '1!|'],
  ['l', '1|7'],
  ['o', '0'],
  ['s', '$5'],
  ['t', '+7'],
  ['x', '%'],
  ['z', '2'],
]

const readsAsItself = '\0'
/** All signs, at their numbers: there is no sign 0. */
const signs = [readsAsItself, ...new Set(signsOfLetter.flatMap(([, written]) => [...written]))]
/** Length of a reading: by a sign's number the letter it stands for, or 0. */
export const readingLength = signs.length

/** Number of a sign by its code unit, 0 for all other characters. */
export const signNumbers = new Uint8Array(1 << 16)
for (const [number, sign] of signs.entries()) if (number > 0) signNumbers[sign.charCodeAt(0)] = number

/** The reading that leaves every sign as it stands. */
export const asWritten: Uint8Array = new Uint8Array(readingLength)

/** Readings of the sets met last, in bytes at most: one set has up to 736 readings, a usual one four. */
const mostKept = 1 << 21
const kept = new Map<number, Uint8Array>()
let keptBytes = 0

/**
 * All readings of a set of signs (bit n for sign n), each `readingLength` bytes. Every letter with a sign in the set
 * is written by exactly one of them, unless another letter takes that sign. Readings come in the package's order,
 * each once.
 */
export function readingsOfSigns(set: number): Uint8Array {
  const known = kept.get(set)
  if (known !== undefined) return known
  const readings = Uint8Array.from(enumerate(set).join(''), letter => letter.charCodeAt(0))
  if (keptBytes + readings.length > mostKept) {
    kept.clear()
    keptBytes = 0
  }
  keptBytes += readings.length
  kept.set(set, readings)
  return readings
}

function enumerate(set: number): readonly string[] {
  let readings: readonly string[] = [readsAsItself.repeat(readingLength)]
  for (const [letter, written] of signsOfLetter) {
    const present = [...written].map(sign => signs.indexOf(sign)).filter(sign => (set >> sign) & 1)
    if (present.length === 0) continue
    const next = new Set<string>()
    for (const sign of present) {
      for (const reading of readings) {
        if (reading[sign] !== readsAsItself) next.add(reading)
        next.add(reading.slice(0, sign) + letter + reading.slice(sign + 1))
      }
    }
    readings = [...next]
  }
  return readings
}
