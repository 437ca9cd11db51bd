import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hidePassword, rehide, revealPassword } from '../../src/listeners/radius-hiding.ts'

/** RFC 2865, 7.1 */
const nemo = {
  secret: Buffer.from('xyzzy5461'),
  authenticator: Buffer.from('0f403f9473978057bd83d5cb98f4227a', 'hex'),
}
const hiddenArctangent = Buffer.from('0dbe708d93d413ce3196e43f782a0aee', 'hex')

const hiding = fc.record({
  secret: fc.uint8Array({ minLength: 1, maxLength: 40 }).map(bytes => Buffer.from(bytes)),
  authenticator: fc.uint8Array({ minLength: 16, maxLength: 16 }),
})

test('the password of RFC 2865’s example is found and hidden as it says', () => {
  assert.equal(revealPassword(hiddenArctangent, nemo)?.toString(), 'arctangent')
  assert.deepEqual(hidePassword(Buffer.from('arctangent'), nemo), hiddenArctangent)
})

test('a password of any length is found again, and by nobody with another secret', () => {
  const password = fc.uint8Array({ maxLength: 128, min: 1 })
  fc.assert(
    fc.property(password, hiding, (text, by) => {
      const hidden = hidePassword(text, by)
      assert.equal(hidden.length % 16, 0)
      assert.deepEqual(revealPassword(hidden, by), Buffer.from(text))
      if (text.length < 4) return
      const other = { ...by, secret: Buffer.concat([by.secret, Buffer.of(1)]) }
      assert.notDeepEqual(revealPassword(hidden, other), Buffer.from(text))
    }),
  )
})

test('a value of another length hides no password', () => {
  for (const length of [0, 15, 17, 144]) assert.equal(revealPassword(Buffer.alloc(length), nemo), undefined)
})

test('session keys and tunnel passwords are hidden anew for the client, everything else stays', () => {
  const upstream = { secret: Buffer.from('upstream'), authenticator: Buffer.alloc(16, 7) }
  const salt = Buffer.of(0x80, 1)
  const plain = Buffer.alloc(32, 'k')
  const salted = (by: typeof nemo) =>
    hidePassword(plain, { ...by, authenticator: Buffer.concat([by.authenticator, salt]) })
  const key = (by: typeof nemo) => ({
    type: 26,
    value: Buffer.concat([Buffer.of(0, 0, 1, 55, 17, 36), salt, salted(by)]),
  })
  const tunnel = (by: typeof nemo) => ({ type: 69, value: Buffer.concat([Buffer.of(1), salt, salted(by)]) })
  assert.deepEqual(rehide(key(upstream), upstream, nemo), key(nemo))
  assert.deepEqual(rehide(tunnel(upstream), upstream, nemo), tunnel(nemo))
  for (const other of [
    { type: 18, value: Buffer.from('welcome') },
    { type: 26, value: Buffer.of(0, 0, 0, 9, 1, 4, 65, 66) },
    { type: 69, value: Buffer.of(1, 2) },
  ]) {
    assert.deepEqual(rehide(other, upstream, nemo), other)
  }
})
