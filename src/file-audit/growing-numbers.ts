/** Whole numbers one after the other in four bytes each, in memory that threads can share. */
export class GrowingNumbers {
  #numbers = new Int32Array(new SharedArrayBuffer(4096))
  length = 0

  at(index: number): number {
    return this.#numbers[index] ?? 0
  }

  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Int32Array(new SharedArrayBuffer(8 * this.#numbers.length))
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[this.length++] = value
  }

  set(index: number, value: number): void {
    this.#numbers[index] = value
  }

  /** The numbers as they stand. */
  view(): Int32Array {
    return this.#numbers.subarray(0, this.length)
  }
}
