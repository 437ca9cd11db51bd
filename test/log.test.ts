import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { describeFault } from '../src/log.ts'

const thrownBy = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return assert.fail('nothing was thrown')
}

test('A fault is told by its name and place, without the words of a parser that quotes what it read', () => {
  const error = thrownBy(() => JSON.parse('{"password": Kiri-2026-9f}'))
  assert.match(String(error), /Kiri/)
  const note = describeFault(error)
  assert.equal(note.fault, 'SyntaxError')
  assert.match(note.stack ?? '', /^ {4}at .*log\.test\.ts/m)
  assert.doesNotMatch(JSON.stringify(note), /Kiri/)
})

test('What Node quotes of an argument is not told either', () => {
  const error = thrownBy(() => Buffer.alloc('Kiri-2026-9f' as unknown as number))
  assert.match(String(error), /Kiri/)
  assert.doesNotMatch(JSON.stringify(describeFault(error)), /Kiri/)
})

test('What the operating system says is told in full', () => {
  const note = describeFault(thrownBy(() => readFileSync('/nowhere/kagimori')))
  assert.match(note.message ?? '', /^ENOENT: no such file or directory/)
})

test('What is thrown without being an error is told by its type alone', () => {
  assert.deepEqual(describeFault('Kiri-2026-9f'), { fault: 'string' })
})
