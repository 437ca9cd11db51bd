import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Secret } from '../../src/core/secret.ts'
import { Comparisons } from '../../src/login-rating/comparisons.ts'
import { PasswordMarks } from '../../src/login-rating/password-marks.ts'

const password = new Secret('spring-of-2026')

/** A password of an account, from an address. */
const of = (mark: string, account = 'ftp admin', ip = '203.0.113.7') => ({ mark, password, account, ip })

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
    const waiting = [comparisons.of(of('a')), comparisons.of(of('a'))]
    await turn()
    assert.equal(asked.length, 1)
    asked[0]?.resolve('f1.known')
    await Promise.all(waiting)
    assert.equal(marks.get('a')?.fingerprint, 'f1.known')
    assert.equal(comparisons.of(of('a')), undefined)
  })

  test('keeps what is known of the password besides', async () => {
    const { marks, asked, comparisons } = open()
    marks.set('a', { settledAt: 3 })
    const waiting = comparisons.of(of('a'))
    await turn()
    asked[0]?.resolve('f1.known')
    await waiting
    assert.deepEqual(marks.get('a'), { settledAt: 3, fingerprint: 'f1.known' })
  })

  test('does not wait behind more than there is room for, and has room again when one is made', async () => {
    const { asked, comparisons } = open()
    const [first, second, third] = ['a', 'b', 'c'].map(mark => comparisons.of(of(mark)))
    assert.equal(third, undefined)
    await turn()
    assert.equal(asked.length, 1, 'one after the other')
    asked[0]?.resolve('f1.a')
    await first
    await turn()
    asked[1]?.resolve('f1.b')
    await second
    await turn()
    assert.notEqual(comparisons.of(of('c')), undefined)
    await turn()
    asked[2]?.resolve('f1.c')
  })

  test('goes out without it when it takes too long, and the next login finds it made', async () => {
    const { marks, asked, comparisons } = open({ milliseconds: 5, most: 2 })
    await comparisons.of(of('a'))
    assert.equal(marks.get('a'), undefined)
    asked[0]?.resolve('f1.late')
    await turn()
    assert.equal(marks.get('a')?.fingerprint, 'f1.late')
  })

  test('goes out without it where it cannot be made, and the next one waits for another try', async () => {
    const { marks, asked, comparisons } = open()
    const waiting = comparisons.of(of('a'))
    await turn()
    asked[0]?.reject(new Error('no memory'))
    await waiting
    await turn()
    assert.equal(marks.get('a'), undefined)
    const again = comparisons.of(of('a'))
    await turn()
    asked[1]?.resolve('f1.known')
    await again
    assert.equal(marks.get('a')?.fingerprint, 'f1.known')
  })

  test('gives a place to another account when guesses for one have taken them all, and its turn soon', async () => {
    const { marks, asked, comparisons } = open({ milliseconds: 60_000, most: 10 })
    const guesses = Array.from({ length: 10 }, (_, at) => comparisons.of(of(`guess-${at}`)))
    assert.equal(comparisons.of(of('one-more')), undefined, 'the same account, from the same address')
    const own = comparisons.of(of('own', 'ftp tanaka'))
    await guesses.at(-1)
    assert.equal(marks.get('guess-9'), undefined, 'the newest guess made room')
    await turn()
    asked[0]?.resolve('f1.guess')
    await turn()
    asked[1]?.resolve('f1.own')
    await own
    assert.equal(marks.get('own')?.fingerprint, 'f1.own', 'after one guess, not after nine')
  })

  test('gives a place to another address of the account, too', async () => {
    const { comparisons } = open({ milliseconds: 60_000, most: 10 })
    const guesses = Array.from({ length: 10 }, (_, at) => comparisons.of(of(`guess-${at}`)))
    assert.notEqual(comparisons.of(of('own', 'ftp admin', '198.51.100.9')), undefined)
    await guesses.at(-1)
  })

  test('says whether one is under way', async () => {
    const { asked, comparisons } = open()
    assert.equal(comparisons.isBusy, false)
    const waiting = comparisons.of(of('a'))
    assert.equal(comparisons.isBusy, true)
    await turn()
    asked[0]?.resolve('f1.a')
    await waiting
    assert.equal(comparisons.isBusy, false)
  })
})
