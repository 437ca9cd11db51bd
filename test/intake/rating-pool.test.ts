import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openRatingPool } from '../../src/intake/rating-pool.ts'
import { rate } from '../../src/strength/rating.ts'

/** Costs zxcvbn many seconds: every character may be another. */
const hostile = '4@8({[<3691!|170$5+%2'.repeat(5)

describe('rating off the event loop', () => {
  it('gives what rating on the spot gives, in whatever order it is asked', async () => {
    const pool = openRatingPool({ workers: 2 })
    const passwords = Array.from({ length: 150 }, (_, index) => `Word${index * 7}kq`)
    const rated = await Promise.all(passwords.map(password => pool.rate(password, [])))
    assert.deepEqual(
      rated,
      passwords.map(password => rate(password, [])),
    )
    await pool.close()
  })

  it('answers a password that runs past the deadline as unknown, and those around it as ever', async () => {
    const pool = openRatingPool({ workers: 1, deadlineMilliseconds: 250, maxLength: 200 })
    const [before, slow, behind] = await Promise.all(
      ['tanaka', hostile, 'vexing-plum'].map(password => pool.rate(password, [])),
    )
    assert.deepEqual(before, rate('tanaka', []))
    assert.equal(slow?.tooSlow, true)
    assert.equal(slow?.score, undefined)
    assert.deepEqual(behind, rate('vexing-plum', []))
    assert.deepEqual(await pool.rate('after', []), rate('after', []))
    await pool.close()
  })

  it('ends its threads when nothing is asked for a while, and starts others when something is', async () => {
    const pool = openRatingPool({ idleMilliseconds: 10 })
    for (const password of ['tanaka', 'vexing-plum']) {
      assert.deepEqual(await pool.rate(password, []), rate(password, []))
      await wait(100)
    }
    await pool.close()
  })

  it('of a list full of such passwords soon tries no more as long as the shortest of them', async () => {
    const pool = openRatingPool({ deadlineMilliseconds: 250, maxLength: 200, patience: 1 })
    await pool.rate(hostile, [])
    assert.equal((await pool.rate('a'.repeat(hostile.length), [])).tooSlow, true)
    assert.deepEqual(await pool.rate('tanaka', []), rate('tanaka', []))
    await pool.close()
  })

  it('looks only at the words that can matter, so that equal passwords are rated once', async () => {
    const pool = openRatingPool({ remembered: 10 })
    const one = pool.rate('Aoba-shop-7', ['aoba', 'tanaka'])
    assert.equal(pool.rate('Aoba-shop-7', ['sato', 'aoba']), one)
    assert.notEqual(pool.rate('Aoba-shop-7', ['shop']), one)
    assert.ok((await one).weaknesses.includes('context'))
    await pool.close()
  })

  it('leaves nobody waiting when it is closed', async () => {
    const pool = openRatingPool({ deadlineMilliseconds: 60_000, maxLength: 200 })
    const waiting = [pool.rate(hostile, []), pool.rate('tanaka', [])]
    await new Promise(resolve => setImmediate(resolve))
    await pool.close()
    assert.deepEqual(
      (await Promise.all(waiting)).map(({ tooSlow }) => tooSlow),
      [true, true],
    )
    assert.equal((await pool.rate('late', [])).tooSlow, true)
  })
})
