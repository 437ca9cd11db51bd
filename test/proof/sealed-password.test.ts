import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Secret } from '../../src/core/secret.ts'
import { openSealer } from '../../src/proof/sealed-password.ts'

const sealer = openSealer(new Uint8Array(32).fill(7))

test('any password comes out as it went in, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), password => {
      const secret = new Secret(password)
      const [one, two] = [sealer.seal(secret, 'task_1'), sealer.seal(secret, 'task_1')]
      assert.notEqual(one, two)
      assert.equal(sealer.open(one, 'task_1')?.reveal(), password.toWellFormed())
    }),
  )
})

test('it opens for no other task, under no other key, and not once a single letter is altered', () => {
  const sealed = sealer.seal(new Secret('vK7#mWq2!tRz9xPd4'), 'task_1')
  assert.equal(sealer.open(sealed, 'task_2'), undefined)
  assert.equal(openSealer(new Uint8Array(32).fill(8)).open(sealed, 'task_1'), undefined)
  for (let at = 0; at < sealed.length; at += 1) {
    const other = sealed[at] === 'A' ? 'Q' : 'A'
    assert.equal(sealer.open(sealed.slice(0, at) + other + sealed.slice(at + 1), 'task_1'), undefined)
  }
  for (const broken of ['', 's1.', 's1.AAAA', sealed.slice(0, -8)]) {
    assert.equal(sealer.open(broken, 'task_1'), undefined)
  }
})

test('its size tells the length of a password only roughly', () => {
  const sizes = ['a', 'vK7#mWq2!tRz9xPd4', 'x'.repeat(62)].map(
    text => sealer.seal(new Secret(text), 'task_1').length,
  )
  assert.equal(new Set(sizes).size, 1)
})
