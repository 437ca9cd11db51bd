/** Whether a code unit is one of the ASCII digits. */
export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

/** The number that the digits from `start` up to but not including `end` write. */
export function numberAt(units: Uint16Array, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at++) number = number * 10 + (units[at] ?? 0) - 48
  return number
}
