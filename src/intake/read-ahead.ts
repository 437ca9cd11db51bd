const blockBytes = 2 ** 20
const partBytes = 2 ** 16

/**
 * Passes bytes on as they came, with up to `mostBytes` taken in beyond those that were asked for: whoever sends a list
 * need not stay until it is read. They are held in memory alone; what they came in is overwritten.
 */
export async function* readAhead(
  source: AsyncIterator<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  const blocks = inBlocks(source)
  const held: Uint8Array[] = []
  let [bytes, isWhole] = [0, false]
  for (;;) {
    while (!isWhole && bytes < mostBytes) {
      const next = await blocks.next()
      isWhole = next.done === true
      if (next.done === true) break
      held.push(next.value)
      bytes += next.value.length
    }
    const block = held.shift()
    if (block === undefined) return
    bytes -= block.length
    for (let at = 0; at < block.length; at += partBytes) yield block.subarray(at, at + partBytes)
  }
}

/** A block is long enough to go back to the machine when it was read; the parts of 64 KiB that come never did. */
async function* inBlocks(source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [block, filled] = [new Uint8Array(blockBytes), 0]
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    for (let rest = next.value; rest.length > 0; ) {
      const some = rest.subarray(0, blockBytes - filled)
      block.set(some, filled)
      filled += some.length
      rest = rest.subarray(some.length)
      if (filled < blockBytes) continue
      yield block
      ;[block, filled] = [new Uint8Array(blockBytes), 0]
    }
    next.value.fill(0)
  }
  if (filled > 0) yield block.subarray(0, filled)
}
