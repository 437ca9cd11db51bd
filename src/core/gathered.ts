const enough = 2 ** 16

/** The same text in fewer pieces, of some 64 Ki characters each: what is written piece by piece costs a call each. */
export function* gathered(pieces: Iterable<string>): Generator<string> {
  let held = ''
  for (const piece of pieces) {
    held += piece
    if (held.length < enough) continue
    yield held
    held = ''
  }
  if (held !== '') yield held
}
