const newline = 10
const longestQuestion = 16 * 1024

/**
 * Cuts what arrives on one connection into questions. The bytes may hold a password: they are overwritten as soon as
 * they are read.
 */
export class QuestionStream {
  #rest: Buffer = Buffer.alloc(0)
  readonly #end: Buffer

  /** `end` is the line that closes a question; the empty one where it is ''. */
  constructor(end: string) {
    this.#end = Buffer.from(`${end}\n`)
  }

  /** Whether a question has begun and not ended. */
  get isOpen(): boolean {
    return this.#rest.length > 0
  }

  /** Whether the open question is longer than any server's (16 KiB): what follows cannot be told apart any more. */
  get isTooLong(): boolean {
    return this.#rest.length > longestQuestion
  }

  /** The questions that are whole now, in order, without their closing lines. */
  take(chunk: Buffer): readonly string[] {
    const bytes = Buffer.concat([this.#rest, chunk])
    const questions: string[] = []
    let from = 0
    for (let at = this.#endAfter(bytes, from); at >= 0; at = this.#endAfter(bytes, from)) {
      questions.push(bytes.toString('utf8', from, at))
      from = at + this.#end.length
    }
    for (const old of [this.#rest, chunk]) old.fill(0)
    this.#rest = Buffer.from(bytes.subarray(from))
    bytes.fill(0)
    return questions
  }

  /** Overwrites what is left. */
  forget(): void {
    this.#rest.fill(0)
    this.#rest = Buffer.alloc(0)
  }

  /** Where the next closing line begins: at the start of a line, or -1. */
  #endAfter(bytes: Buffer, from: number): number {
    let at = bytes.indexOf(this.#end, from)
    while (at > from && bytes[at - 1] !== newline) at = bytes.indexOf(this.#end, at + 1)
    return at
  }
}
