import type { GateDesk } from '../core/gate.ts'

const mostHeld = 256

/**
 * Keeps answers back. No more than so many at once: the next go out undelayed, so that whoever is slowed down cannot
 * fill the memory with waiting; it is the count of his failures that stops him.
 */
export function openHolding(most: number = mostHeld): NonNullable<GateDesk['hold']> {
  let held = 0
  return (milliseconds, answer) => {
    if (held >= most) return answer()
    held += 1
    setTimeout(() => {
      held -= 1
      answer()
    }, milliseconds)
  }
}
