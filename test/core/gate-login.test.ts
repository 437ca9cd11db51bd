import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { gateLogin, readGateLogin, readOctetText } from '../../src/core/gate-login.ts'

const names = { login: 'user', password: 'password' }

describe('The login and the password of a question', () => {
  test('are read as they stand', () => {
    const { login, password, unread } = readGateLogin({ user: '田中', password: 'spring 2026' }, names)
    assert.deepEqual([login, password?.reveal(), unread], ['田中', 'spring 2026', undefined])
  })

  test('may both be absent, and the login empty only where a server writes that for nobody', () => {
    assert.deepEqual(readGateLogin({}, names), {})
    assert.deepEqual(readGateLogin({ user: '' }, { ...names, mayBeEmpty: true }), {})
    assert.deepEqual(readGateLogin({ user: '' }, names), { unread: 'malformed' })
  })

  test('are malformed, not absent, where they are no text, or beyond all measure', () => {
    for (const user of [['tanaka'], 123, {}, null, 'a'.repeat(4_097), 'tana\ufffdka'])
      assert.deepEqual(readGateLogin({ user }, names), { unread: 'malformed' }, typeof user)
    for (const password of [['a', 'b'], 123, {}, null, 'a'.repeat(4_097)])
      assert.deepEqual(readGateLogin({ user: 'tanaka', password }, names), {
        login: 'tanaka',
        unread: 'malformed',
      })
  })

  test('are malformed with a control character anywhere, and then no password goes on', () => {
    const controls = fc.constantFrom(...Array.from({ length: 33 }, (_, at) => (at === 32 ? 127 : at)))
    fc.assert(
      fc.property(fc.string(), controls, fc.string(), (before, code, after) => {
        const text = `${before}${String.fromCharCode(code)}${after}`
        assert.deepEqual(readGateLogin({ user: text }, names), { unread: 'malformed' })
        assert.deepEqual(gateLogin('tanaka', text), { login: 'tanaka', unread: 'malformed' })
      }),
    )
  })
})

test('Bytes are read as UTF-8, and as Latin-1 where they are none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      assert.equal(readOctetText(new TextEncoder().encode(text)), text)
    }),
  )
  assert.equal(readOctetText(Uint8Array.of(0x6d, 0xfc)), 'mü')
})
