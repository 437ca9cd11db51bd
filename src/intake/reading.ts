import type { Format, ReadResult } from '../core/format.ts'
import type { EncodingName } from './encoding.ts'
import type { IntakeOrder } from './protocol.ts'
import { headBytes, readHead, recognise } from './recognition.ts'
import { openCutter } from './records.ts'
import { openTextStream } from './text-stream.ts'

/** What reading a list gives, in order: first what it is, then its lines with the bytes read so far. */
export type Reading =
  | { readonly type: 'recognised'; readonly format: string; readonly encoding: EncodingName }
  | { readonly type: 'results'; readonly results: readonly ReadResult[]; readonly bytes: number }

/**
 * Reads a list from its bytes, part by part, in the one format that it is. `recognised` comes again when a list
 * that was ASCII so far shows its encoding late. Every part is overwritten once read. Refuses as encoding,
 * recognition and syntax do.
 */
export async function* readList(
  source: AsyncIterator<Uint8Array>,
  order: Pick<IntakeOrder, 'format' | 'encoding' | 'columns' | 'now'>,
  formats: ReadonlyMap<string, Format>,
): AsyncGenerator<Reading> {
  const { bytes: beginning, isWhole } = await readBeginning(source)
  const text = openTextStream(beginning.subarray(0, headBytes), order.encoding)
  const start = text.push(beginning) + (isWhole ? text.end() : '')
  const { format, dialect } = recognise(readHead(start, isWhole), formats, order)
  let encoding = text.encoding
  yield { type: 'recognised', format: format.name, encoding }

  const cutter = openCutter(dialect.syntax, start)
  const reader = dialect.open({ columns: order.columns, now: order.now })
  const read = (pieces: Awaited<ReturnType<typeof cutter.push>>) =>
    [...pieces].flatMap(piece =>
      'rejected' in piece ? [piece.rejected] : reader.read(piece.record as never, piece.line),
    )
  let bytes = beginning.length
  beginning.fill(0)
  yield { type: 'results', results: read(await cutter.push(start)), bytes }
  for (let next = await source.next(); !isWhole && next.done !== true; next = await source.next()) {
    bytes += next.value.length
    const part = text.push(next.value)
    next.value.fill(0)
    yield { type: 'results', results: read(await cutter.push(part)), bytes }
  }
  if (!isWhole) yield { type: 'results', results: read(await cutter.push(text.end())), bytes }
  if (text.encoding !== encoding) {
    encoding = text.encoding
    yield { type: 'recognised', format: format.name, encoding }
  }
  yield { type: 'results', results: [...read(await cutter.end()), ...reader.end()], bytes }
}

/** The first 64 KiB and what came along with them, or everything there is. */
export async function readBeginning(
  source: AsyncIterator<Uint8Array>,
): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const parts: Uint8Array[] = []
  let size = 0
  while (size < headBytes) {
    const next = await source.next()
    if (next.done === true) return { bytes: gather(parts), isWhole: true }
    parts.push(next.value)
    size += next.value.length
  }
  return { bytes: gather(parts), isWhole: false }
}

function gather(parts: readonly Uint8Array[]): Uint8Array {
  const whole = Buffer.concat(parts)
  for (const part of parts) part.fill(0)
  return whole
}
