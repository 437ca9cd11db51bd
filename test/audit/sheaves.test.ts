import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sheavesOf } from '../../src/audit/sheaves.ts'

/** Pages of one number each, and which of them have been made. */
function pages(count: number, failsAt = Number.POSITIVE_INFINITY) {
  const made: number[] = []
  async function* make(): AsyncGenerator<number> {
    for (let page = 0; page < count; page += 1) {
      if (page === failsAt) throw new Error(`page ${page}`)
      made.push(page)
      yield page
    }
  }
  return { made, make: make() }
}

test('Every page comes once and in order, the last sheaf as long as it is', async () => {
  assert.deepEqual(await Array.fromAsync(sheavesOf(pages(7).make, 3)), [[0, 1, 2], [3, 4, 5], [6]])
  assert.deepEqual(await Array.fromAsync(sheavesOf(pages(0).make, 3)), [])
})

test('While one sheaf is worked on the next is made and no more than that', async () => {
  const { made, make } = pages(9)
  for await (const [first] of sheavesOf(make, 2)) {
    await new Promise(setImmediate)
    assert.deepEqual(
      made.slice((first ?? 0) + 2),
      [2, 3].map(at => (first ?? 0) + at).filter(at => at < 9),
    )
  }
})

test('A page that cannot be made is told after the sheaves before it', async () => {
  const seen: (readonly number[])[] = []
  const walk = async () => {
    for await (const sheaf of sheavesOf(pages(9, 3).make, 2)) seen.push(sheaf)
  }
  await assert.rejects(walk(), /page 3/)
  assert.deepEqual(seen, [[0, 1]])
})

test('Whoever gives up in between leaves nothing that fails by itself', async () => {
  for await (const _ of sheavesOf(pages(9, 3).make, 2)) break
})
