import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Secret } from '../../src/core/secret.ts'

test('a secret gives its text only when it is asked by name', () => {
  const secret = new Secret('Ume-3-Kiri')
  assert.equal(secret.reveal(), 'Ume-3-Kiri')
  const shown = [
    `${secret}`,
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret, { showHidden: true }),
    `${[secret]}`,
  ]
  for (const text of shown) assert.doesNotMatch(text, /Ume/, text)
})
