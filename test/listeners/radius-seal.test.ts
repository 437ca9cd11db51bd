import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readRadiusPacket } from '../../src/core/radius.ts'
import { isAnswerTo, sealAnswer, sealOn, sealRequest } from '../../src/listeners/radius-seal.ts'
import { makeRequest, radiusSecret, readAnswer } from '../radius-wire.ts'

const secret = Buffer.from(radiusSecret)
const read = (bytes: Buffer) => readRadiusPacket(bytes) ?? assert.fail('no packet')

/** RFC 2865, 7.1: the answer to nemo's request, of a time before Message-Authenticator. */
const nemoAsked = Buffer.from('0f403f9473978057bd83d5cb98f4227a', 'hex')
const nemoAccepted = Buffer.from(
  '0200002686fe220e7624ba2a1005f6bf9b55e0b20606000000010f06000000000e06c0a80103',
  'hex',
)

test('the answer of RFC 2865’s example has no Message-Authenticator, and is no answer any more', () => {
  const packet = read(nemoAccepted)
  assert.equal(sealOn(packet, Buffer.from('xyzzy5461'), nemoAsked), 'absent')
  assert.equal(isAnswerTo(packet, nemoAsked, Buffer.from('xyzzy5461')), false)
})

test('a signature is right, absent or wrong', () => {
  const text = 'User-Name = "tanaka"\nUser-Password = "spring"\n'
  for (const seal of ['right', 'absent', 'wrong'] as const) {
    assert.equal(sealOn(read(makeRequest(text, { seal })), secret), seal)
  }
  assert.equal(sealOn(read(makeRequest(text)), Buffer.from('another-secret-of-the-tests')), 'wrong')
  const twice = makeRequest(text, { more: [{ type: 80, value: Buffer.alloc(16) }] })
  assert.equal(sealOn(read(twice), secret), 'wrong')
})

test('one changed bit anywhere breaks a signed request', () => {
  const request = makeRequest(
    'User-Name = "tanaka"\nUser-Password = "spring"\nCalling-Station-Id = "192.0.2.7"\n',
  )
  fc.assert(
    fc.property(fc.nat(request.length * 8 - 1), bit => {
      const changed = Buffer.from(request)
      const at = bit >> 3
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (bit & 7)), at)
      const packet = readRadiusPacket(changed)
      assert.notEqual(packet && sealOn(packet, secret), 'right')
    }),
  )
})

test('an answer is signed twice over its request, Message-Authenticator first', () => {
  const request = makeRequest('User-Name = "tanaka"\n')
  const { authenticator, identifier } = read(request)
  const attributes = [{ type: 18, value: Buffer.from('welcome') }]
  const answer = sealAnswer({ code: 2, identifier, attributes }, authenticator, secret) ?? assert.fail()
  const told = readAnswer(answer, request)
  assert.deepEqual([told.code, told.identifier, told.attributes[1]?.value.toString()], [2, 7, 'welcome'])
  assert.equal(isAnswerTo(read(answer), authenticator, secret), true)
  assert.equal(isAnswerTo(read(answer), Buffer.alloc(16), secret), false)
  assert.equal(isAnswerTo(read(answer), authenticator, Buffer.from('another-secret-of-the-tests')), false)
})

test('a request that has no room left for its signature is not sent', () => {
  const attributes = Array.from({ length: 16 }, () => ({ type: 33, value: new Uint8Array(252) }))
  const packet = { code: 1, identifier: 1, authenticator: new Uint8Array(16), attributes }
  assert.equal(sealRequest(packet, secret), undefined)
  assert.ok(sealRequest({ ...packet, attributes: attributes.slice(1) }, secret))
})
