import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { QuestionStream } from '../../src/listeners/question-stream.ts'

test('questions come out whole however they are cut on the way', () => {
  const questions = fc.array(fc.stringMatching(/^[a-z]{1,9}=[ -~]{0,20}\n$/), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(questions, fc.array(fc.integer({ min: 1, max: 9 })), (texts, cuts) => {
      const bytes = Buffer.from(texts.map(text => `${text}\n`).join(''))
      const stream = new QuestionStream('')
      const out: string[] = []
      let at = 0
      for (const cut of [...cuts, bytes.length]) {
        out.push(...stream.take(Buffer.from(bytes.subarray(at, at + cut))))
        at += cut
      }
      assert.deepEqual(out, texts)
      assert.equal(stream.isOpen, false)
    }),
  )
})

test('the closing line is one of its own, not the end of a value', () => {
  const stream = new QuestionStream('end')
  assert.deepEqual(stream.take(Buffer.from('password:weekend\npeer:192.0.2.7\nend\nacc')), [
    'password:weekend\npeer:192.0.2.7\n',
  ])
  assert.equal(stream.isOpen, true)
})

test('what was read is overwritten where it stood', () => {
  const stream = new QuestionStream('end')
  const chunk = Buffer.from('password:spring-2026\nend\n')
  stream.take(chunk)
  assert.deepEqual([...new Set(chunk)], [0])
})

test('a question longer than any server’s is noticed before it fills the memory', () => {
  const stream = new QuestionStream('')
  stream.take(Buffer.alloc(16 * 1024, 'a'))
  assert.equal(stream.isTooLong, false)
  stream.take(Buffer.from('a'))
  assert.equal(stream.isTooLong, true)
})
