import { asWritten } from './substitutions.ts'

/** A text as a walk reads it: lower-case code units, of which signs may stand for letters. */
export class Writing {
  length = 0
  readonly units: Uint16Array
  /** By position the number of the sign there, 0 for what is always read as it stands. */
  readonly signs: Uint8Array
  /** The reading that begins at `offset` says by a sign's number what letter it stands for, 0 for none. */
  readings: Uint8Array = asWritten
  offset = 0

  constructor(longest: number) {
    this.units = new Uint16Array(longest)
    this.signs = new Uint8Array(longest)
  }

  /** Reads signs as letters from now on. */
  readBy(readings: Uint8Array, offset: number): void {
    this.readings = readings
    this.offset = offset
  }

  /** The code unit that is read at a position. */
  unitAt(at: number): number {
    return this.letterAt(at) || (this.units[at] ?? 0)
  }

  /** The letter that the sign at a position stands for, 0 where none does. */
  letterAt(at: number): number {
    return this.readings[this.offset + (this.signs[at] ?? 0)] ?? 0
  }
}
