import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { candidatePasswords } from '../../src/strength/candidates.ts'

const candidates = () =>
  candidatePasswords({ login: 'tanaka@aoba.example' }, ['shop'], '2026-04-01T00:00:00Z')

describe('the passwords tried on a hash', () => {
  it('begin with the likeliest, because a slow hash allows only a few', () => {
    assert.deepEqual([...candidates().take(4)], ['', 'tanaka', 'tanaka@aoba.example', 'password'])
  })

  it('hold what people make of login, system, company and year', () => {
    const all = [...candidates()]
    for (const password of [
      'tanaka123',
      'tanaka2026',
      'tanaka2025',
      'akanat',
      'tanakatanaka',
      'Shop2026!',
      'sakura',
    ]) {
      assert.ok(all.includes(password), password)
    }
  })

  it("come once each, and makers' defaults early", () => {
    const all = [...candidatePasswords({ login: 'root' }, [], '2026-04-01')]
    assert.equal(new Set(all).size, all.length)
    assert.ok(all.indexOf('toor') > 0 && all.indexOf('toor') < 8)
  })
})
