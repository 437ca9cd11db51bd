import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Secret } from '../../src/core/secret.ts'
import { Comparisons } from '../../src/login-rating/comparisons.ts'
import { PasswordMarks } from '../../src/login-rating/password-marks.ts'

const password = new Secret('spring-of-2026')

/** Comparisons whose fingerprints are made when the test says so. */
function open(limits = { milliseconds: 60_000, most: 2 }) {
  const marks = new PasswordMarks(10)
  const asked: PromiseWithResolvers<string>[] = []
  const fingerprint = () => {
    const made = Promise.withResolvers<string>()
    asked.push(made)
    return made.promise
  }
  return { marks, asked, comparisons: new Comparisons(fingerprint, marks, limits) }
}

/** Lets everything that is due without a timer be done. */
const turn = () => new Promise(resolve => setImmediate(resolve))

describe('An answer that waits for a password to be compared', () => {
  test('waits until it has its fingerprint, which is made once however many wait, and never again', async () => {
    const { marks, asked, comparisons } = open()
    const waiting = [comparisons.of('a', password), comparisons.of('a', password)]
    await turn()
    assert.equal(asked.length, 1)
    asked[0]?.resolve('f1.known')
    await Promise.all(waiting)
    assert.equal(marks.get('a')?.fingerprint, 'f1.known')
    assert.equal(comparisons.of('a', password), undefined)
  })

  test('keeps what is known of the password besides', async () => {
    const { marks, asked, comparisons } = open()
    marks.set('a', { settledAt: 3 })
    const waiting = comparisons.of('a', password)
    await turn()
    asked[0]?.resolve('f1.known')
    await waiting
    assert.deepEqual(marks.get('a'), { settledAt: 3, fingerprint: 'f1.known' })
  })

  test('does not wait behind more than there is room for, and has room again when one is made', async () => {
    const { asked, comparisons } = open()
    const [first, second, third] = ['a', 'b', 'c'].map(mark => comparisons.of(mark, password))
    assert.equal(third, undefined)
    await turn()
    assert.equal(asked.length, 1, 'one after the other')
    asked[0]?.resolve('f1.a')
    await first
    await turn()
    asked[1]?.resolve('f1.b')
    await second
    await turn()
    assert.notEqual(comparisons.of('c', password), undefined)
    await turn()
    asked[2]?.resolve('f1.c')
  })

  test('goes out without it when it takes too long, and the next login finds it made', async () => {
    const { marks, asked, comparisons } = open({ milliseconds: 5, most: 2 })
    await comparisons.of('a', password)
    assert.equal(marks.get('a'), undefined)
    asked[0]?.resolve('f1.late')
    await turn()
    assert.equal(marks.get('a')?.fingerprint, 'f1.late')
  })

  test('goes out without it where it cannot be made, and the next one waits for another try', async () => {
    const { marks, asked, comparisons } = open()
    const waiting = comparisons.of('a', password)
    await turn()
    asked[0]?.reject(new Error('no memory'))
    await waiting
    await turn()
    assert.equal(marks.get('a'), undefined)
    const again = comparisons.of('a', password)
    await turn()
    asked[1]?.resolve('f1.known')
    await again
    assert.equal(marks.get('a')?.fingerprint, 'f1.known')
  })
})
