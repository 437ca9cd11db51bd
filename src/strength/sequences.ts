import { isDigit } from './digits.ts'
import { found, type Lattice } from './lattice.ts'
import type { ScannedText } from './scanned-text.ts'

const longestStep = 5
/** Starts an attacker tries first: a, A, z, Z, 0, 1, 9. */
const obviousStarts = 'aAzZ019'
const kinds = ['lower', 'upper', 'digits', 'unicode'] as const

/** The name of the kind of characters a sequence counts through, by its number in the lattice. */
export function sequenceName(kind: number): string {
  return kinds[kind] ?? 'unicode'
}

/** Adds runs in which each code unit is the same step (1 to 5, up or down) away from the one before. */
export function findSequences({ units, length }: ScannedText, lattice: Lattice): void {
  if (length < 2) return
  let start = 0
  let step = (units[1] ?? 0) - (units[0] ?? 0)
  for (let at = 1; at <= length && start < lattice.length; at++) {
    const next = (units[at] ?? 0) - (units[at - 1] ?? 0)
    if (at < length && next === step) continue
    const end = at - 1
    if (isSequence(end - start, step)) {
      const guesses = guessesOf(units[start] ?? 0, end - start + 1, step)
      lattice.add(found.sequence, false, start, end, guesses, kindOf(units, start, end), step)
    }
    start = end
    step = next
  }
}

function isSequence(steps: number, step: number): boolean {
  const size = Math.abs(step)
  return size > 0 && size <= longestStep && (steps > 1 || size === 1)
}

function guessesOf(first: number, length: number, step: number): number {
  const isObvious = first < 128 && obviousStarts.includes(String.fromCharCode(first))
  const starts = isObvious ? 4 : isDigit(first) ? 10 : 26
  return (step > 0 ? starts : 2 * starts) * length
}

/** A sequence runs one way, so that its ends bound all its characters. */
function kindOf(units: Uint16Array, start: number, end: number): number {
  const low = Math.min(units[start] ?? 0, units[end] ?? 0)
  const high = Math.max(units[start] ?? 0, units[end] ?? 0)
  if (low >= 97 && high <= 122) return 0
  if (low >= 65 && high <= 90) return 1
  return low >= 48 && high <= 57 ? 2 : 3
}
