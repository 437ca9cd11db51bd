import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readAhead } from '../../src/intake/read-ahead.ts'

const mebibyte = 2 ** 20

/** Parts of these sizes, each of bytes of its own, and how many of them have been asked for so far. */
function sender(sizes: readonly number[]) {
  const sent: Buffer[] = []
  const counted = { ended: false }
  async function* parts(): AsyncGenerator<Uint8Array> {
    for (const size of sizes) {
      const part = Buffer.alloc(size, sent.length + 1)
      sent.push(part)
      yield part
    }
    counted.ended = true
  }
  return { sent, counted, parts: parts() }
}

test('A list is passed on as it came, however much of it is taken in and in whatever parts it came', async () => {
  const sizes = fc.array(fc.oneof(fc.nat(2 ** 16), fc.nat(3 * mebibyte)), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 4 * mebibyte }), async (sizes, most) => {
      const got = await Array.fromAsync(readAhead(sender(sizes).parts, most))
      const sent = await Array.fromAsync(sender(sizes).parts)
      assert.equal(Buffer.compare(Buffer.concat(got), Buffer.concat(sent)), 0)
    }),
    { numRuns: 40 },
  )
})

test('A short list is received whole before its first part is read, and what it came in is overwritten', async () => {
  const { counted, sent, parts } = sender([10, 10, 10])
  const { value } = await readAhead(parts, mebibyte).next()
  assert.equal(value?.length, 30)
  assert.equal(counted.ended, true)
  assert.ok(sent.every(part => part.every(byte => byte === 0)))
})

test('Of a long list no more is taken in than there is room for', async () => {
  const { counted, sent, parts } = sender(Array.from({ length: 20 }, () => mebibyte))
  const ahead = readAhead(parts, 5 * mebibyte)
  const read = async (bytes: number) => {
    for (let seen = 0; seen < bytes; ) seen += (await ahead.next()).value?.length ?? bytes
  }
  await read(1)
  assert.deepEqual([sent.length, counted.ended], [5, false])
  await read(mebibyte)
  assert.equal(sent.length, 6, 'what was read makes room')
})
